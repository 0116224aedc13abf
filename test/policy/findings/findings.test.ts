// Every finding case: exactly these findings, with severity and path, and no others.
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { openCatalogue } from "../../../catalogue/open-catalogue.ts";
import { findFindings } from "../../../policy/findings/find-findings.ts";
import type { PolicyKind } from "../../../policy/types.ts";

interface FindingCase {
  readonly name: string;
  readonly source: string;
  /** Identity where absent. */
  readonly kind?: PolicyKind;
  readonly federated?: boolean;
  readonly document: object;
  /** `severity ID path`, in the order of the report. */
  readonly findings: readonly string[];
}

const root = join(import.meta.dirname, "../../..");
const catalogue = await openCatalogue();

function casesOf(file: string): FindingCase[] {
  const cases = JSON.parse(
    readFileSync(new URL(`cases/${file}.json`, import.meta.url), "utf8"),
  ) as FindingCase[];
  for (const { name, source } of cases) {
    if (!source.startsWith("https://docs.aws.amazon.com/")) throw new Error(`${name} needs a page of AWS's.`);
  }
  return cases;
}

const FILES = [
  "names",
  "versions",
  "resources",
  "allows",
  "conflicts",
  "conditions",
  "federated",
  "redundant",
];

describe.each(FILES)("findings: %s", (file) => {
  test.for(casesOf(file))("$name", async ({ kind = "identity", federated, document, findings }) => {
    const found = await findFindings(JSON.stringify(document), kind, catalogue, {
      ...(federated !== undefined && { federated }),
    });
    expect(found.map(({ severity, id, path }) => `${severity} ${id} ${path}`)).toEqual(findings);
    for (const { message } of found) expect(message).toMatch(/^[^\n]{20,}[.?]$/);
  });
});

// The ids as the rules write them; those about passing roles leave out their common beginning.
const ISSUE = /"([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)"/g;
const idOf = (finding: string): string => finding.split(" ").at(-2) ?? "";

describe("the cases together", () => {
  const sources = globSync("policy/findings/*.ts", { cwd: root }).map((file) =>
    readFileSync(join(root, file), "utf8"),
  );
  const issues = sources.flatMap((text) => [...text.matchAll(ISSUE)].map(([, id = ""]) => id));
  const reported = new Set(
    FILES.flatMap(casesOf)
      .flatMap(({ findings }) => findings)
      .map(idOf),
  );

  test("show every issue that a rule can report", () => {
    expect(issues.length).toBeGreaterThan(45);
    expect(issues.filter((id) => ![...reported].some((one) => one.endsWith(id)))).toEqual([]);
  });
});

describe("a finding", () => {
  const text = [
    "{",
    '  "Version": "2012-10-17",',
    '  "Statement": [',
    '    { "Effect": "Allow", "Action": ["s3:GetObject", "s3:ListBuckets"], "Resource": "*" },',
    '    { "Effect": "Allow", "NotAction": "iam:*", "Resource": "arn:aws:s3:::bucket" }',
    "  ]",
    "}",
  ].join("\n");

  test("says what is wrong, where, what to do, and where to read on; the gravest comes first", async () => {
    expect(await findFindings(text, "identity", catalogue)).toEqual([
      {
        id: "INVALID_ACTION",
        severity: "error",
        message: "s3 has no action s3:ListBuckets; did you mean s3:ListBucket?",
        path: "$.Statement[0].Action[1]",
        line: 4,
        column: 53,
        documentation:
          "https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-invalid-action",
      },
      {
        id: "ALLOW_WITH_NOT_ACTION",
        severity: "security warning",
        message:
          "Allow with NotAction allows every action of every service but the listed ones; list in Action what is needed.",
        path: "$.Statement[1].NotAction",
        line: 5,
        column: 39,
        documentation:
          "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html",
      },
    ]);
  });

  test("is not looked for in a document that AWS refuses", async () => {
    await expect(findFindings("{}", "identity", catalogue)).rejects.toThrow("Syntax errors in policy.");
  });
});
