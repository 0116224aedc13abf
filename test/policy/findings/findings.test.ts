// Every finding case: exactly these findings, with severity and path, and no others.
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { openCatalogue } from "../../../catalogue/open-catalogue.ts";
import type { Catalogue, CatalogueKey } from "../../../policy/findings/catalogue.ts";
import { findFindings } from "../../../policy/findings/find-findings.ts";
import type { PolicyKind } from "../../../policy/policy-document.ts";

interface FindingCase {
  readonly name: string;
  readonly source: string;
  /** Identity where absent. */
  readonly kind?: PolicyKind;
  readonly federated?: boolean;
  readonly document: object;
  /** `severity ID path`, in the order of the report. */
  readonly findings: readonly string[];
  /** The sentence of each; left out where there is none. */
  readonly messages?: readonly string[];
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
  test.for(casesOf(file))(
    "$name",
    async ({ kind = "identity", federated, document, findings, messages = [] }) => {
      const found = await findFindings(JSON.stringify(document), kind, catalogue, {
        ...(federated !== undefined && { federated }),
      });
      expect(found.map(({ severity, id, path }) => `${severity} ${id} ${path}`)).toEqual(findings);
      expect(found.map(({ message }) => message)).toEqual(messages);
      for (const { message } of found) expect(message).toMatch(/^[^\n]{20,}[.?]$/);
    },
  );
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

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/
  test.for([
    ["KEY_ABSENT_FOR_FEDERATED_USER", "reference_policies_condition-keys.html"],
    ["ACTION_BARRED_FOR_FEDERATED_USER", "id_credentials_temp_request.html"],
    ["STATEMENT_NEVER_MATCHES", "reference_policies_elements_resource.html"],
    ["ACTION_WITHOUT_RESOURCE", "reference_policies_elements_resource.html"],
    ["RESOURCE_WITHOUT_ACTION", "reference_policies_elements_resource.html"],
    ["UNSUPPORTED_CONDITION_KEY_FOR_ACTION", "reference_policies_elements_condition.html"],
    ["CONFLICTING_CONDITIONS", "reference_policies_condition-logic-multiple-context-keys-or-values.html"],
    ["INVALID_VARIABLE_KEY", "reference_policies_variables.html"],
    ["WILDCARD_PRINCIPAL", "reference_policies_elements_principal.html"],
    [
      "FORALLVALUES_WITHOUT_NULL_CONDITION",
      "reference_policies_condition-single-vs-multi-valued-context-keys.html",
    ],
    [
      "MFA_KEY_ABSENT_FOR_LONG_TERM_CREDENTIALS",
      "reference_policies_condition-keys.html#condition-keys-multifactorauthpresent",
    ],
    [
      "DENY_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE",
      "access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-security-warning-deny-with-unsupported-tag-condition-key-for-service",
    ],
    [
      "MISSING_VERSION",
      "access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-general-warning-missing-version",
    ],
    [
      "REDUNDANT_STATEMENT",
      "access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-suggestion-redundant-statement",
    ],
  ])("of issue %s leads to the page about it", async ([issue, page]) => {
    const one = FILES.flatMap(casesOf).find(({ findings }) => findings.some((text) => idOf(text) === issue));
    const found = await findFindings(JSON.stringify(one?.document), one?.kind ?? "identity", catalogue);
    const [link] = found.filter(({ id }) => id === issue).map(({ documentation }) => documentation);
    expect(link).toBe(`https://docs.aws.amazon.com/IAM/latest/UserGuide/${page}`);
  });

  test("is not made about the operator of a key with an unknown type", async () => {
    const document = {
      Version: "2012-10-17",
      Statement: {
        Effect: "Allow",
        Action: "s3:ListBucket",
        Resource: "arn:aws:s3:::bucket",
        Condition: { StringEquals: { "aws:Colour": "red" } },
      },
    };
    const known: CatalogueKey = { name: "aws:Colour", type: "Colour", multivalued: false, global: true };
    const withColours: Catalogue = { ...catalogue, conditionKey: async () => known };
    expect(await findFindings(JSON.stringify(document), "identity", withColours)).toEqual([]);
  });

  test("is not looked for in a document that AWS refuses", async () => {
    await expect(findFindings("{}", "identity", catalogue)).rejects.toThrow("Syntax errors in policy.");
  });
});
