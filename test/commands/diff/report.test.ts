// Pairs of files as npm run diff takes them, and what it prints of them.
import { beforeAll, describe, expect, it } from "vitest";
import { openCatalogue } from "../../../catalogue/open-catalogue.ts";
import { type Comparison, compareDocuments } from "../../../commands/diff/compare-documents.ts";
import { jsonReportOf } from "../../../commands/diff/json-report.ts";
import { readPairs } from "../../../commands/diff/pairs.ts";
import { reportOf } from "../../../commands/diff/report.ts";
import type { NamedText, Source } from "../../../commands/diff/source.ts";
import { statusOf } from "../../../commands/diff/verdict.ts";
import type { DocumentKind } from "../../../policy/proof/documents.ts";
import { type KeyTypes, keyTypes } from "../../../policy/request/key-types.ts";

type Texts = string | Readonly<Record<string, string>>;

const named = (place: string, text: string): NamedText => ({ place, read: async () => text });

const sourceOf = (name: string, texts: Texts): Source => ({
  name,
  content:
    typeof texts === "string"
      ? named(name, texts)
      : new Map(Object.entries(texts).map(([file, text]) => [file, named(`${name}/${file}`, text)])),
});

const policy = (...Statement: object[]): string => JSON.stringify({ Version: "2012-10-17", Statement });
const READ = { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::b/*" };
const WRITE = { ...READ, Sid: "Write", Action: "s3:PutObject" };
const GRANT = { ...READ, Principal: "*" };
const TRUST = { Effect: "Allow", Principal: { AWS: "111122223333" }, Action: "sts:AssumeRole" };

let catalogue: Awaited<ReturnType<typeof openCatalogue>>;
let types: KeyTypes;
beforeAll(async () => {
  catalogue = await openCatalogue();
  types = keyTypes(await catalogue.conditionKeys());
});

async function compare(before: Texts, after: Texts, kind?: DocumentKind): Promise<readonly Comparison[]> {
  const pairs = await readPairs(sourceOf("old", before), sourceOf("new", after), kind);
  if ("outputs" in pairs) throw new Error("These are no stack outputs.");
  const compared = pairs.documents.map((pair) => compareDocuments(pair, catalogue, types));
  return (await Promise.all(compared)).flat();
}

describe("two folders", () => {
  it("are compared by the names of their files; what is the same or no policy is left out", async () => {
    const before = {
      "a.json": policy(READ),
      "b.json": policy(READ),
      "tsconfig.json": "{ // no policy\n}",
      "c.json": "{}",
    };
    const after = {
      "a.json": policy(READ, WRITE),
      "b.json": policy(READ),
      "tsconfig.json": "{}",
      "d/e.json": policy(GRANT),
    };
    const comparisons = await compare(before, after);
    expect(reportOf(comparisons, undefined)).toBe(`a.json, identity policy: wider
  + statement 2 (Sid Write) of AFTER allows s3:PutObject on any object of bucket b
      such as s3:PutObject on arn:aws:s3:::b/a, by user alice of account 111122223333

d/e.json, resource policy, only in AFTER: wider
  + statement 1 of AFTER allows s3:GetObject on any object of bucket b by anyone
      such as s3:GetObject on arn:aws:s3:::b/a, by user someone-else of account 999999999999

2 comparisons: access widens, and nobody approves it: write a line "Widens-Access: reason" into the commit message, or give --allow-widening.
`);
    expect([statusOf(comparisons, false), statusOf(comparisons, true)]).toEqual([1, 0]);
  });

  it("whose policies are gone lose access, and add none", async () => {
    const comparisons = await compare({ "a.json": policy(READ) }, {});
    expect(reportOf(comparisons, undefined)).toBe(`a.json, identity policy, only in BEFORE: narrower
  - statement 1 of BEFORE allows s3:GetObject on any object of bucket b
      such as s3:GetObject on arn:aws:s3:::b/a, by user alice of account 111122223333

1 comparison: no access is added.
`);
    expect(statusOf(comparisons, false)).toBe(0);
  });

  it("without a difference say so", async () => {
    const same = { "a.json": policy(READ) };
    expect(reportOf(await compare(same, same), undefined)).toBe("No policy differs.\n");
  });

  it("without any JSON file are refused: nothing would be compared", async () => {
    await expect(compare({}, {})).rejects.toThrow("Neither old nor new holds a JSON file");
  });

  it("of which only a Deny changes are compared beside an Allow of everything, too", async () => {
    const deny = (Action: string) => policy({ ...READ, Effect: "Deny", Action });
    const comparisons = await compare({ "a.json": deny("s3:*") }, { "a.json": deny("s3:DeleteObject") });
    expect(statusOf(comparisons, false)).toBe(1);
    expect(reportOf(comparisons, undefined)).toContain(
      "a.json, Denies of the identity policy, beside an Allow of everything: wider",
    );
    expect(statusOf(await compare({ "a.json": deny("s3:*") }, {}), false)).toBe(1);
    expect(statusOf(await compare({ "a.json": deny("s3:Get*") }, { "a.json": deny("s3:*") }), false)).toBe(0);
  });

  it("of which a boundary is gone are wider: nothing limits any more", async () => {
    const comparisons = await compare({ "a.json": policy(READ) }, {}, "boundary");
    expect(statusOf(comparisons, false)).toBe(1);
  });

  it("with a file that speaks of statements and is no policy are refused, by place", async () => {
    const broken = '{\n  "Statement": [\n    { "Effect": "Allow", }\n  ]\n}';
    await expect(compare({ "a.json": policy(READ) }, { "a.json": broken })).rejects.toThrow(
      "new/a.json, line 3, column 26, is no valid identity policy: A text in double quotes is expected here.",
    );
  });
});

describe("two files", () => {
  it("that are proved equal say so", async () => {
    const comparisons = await compare(policy(READ, WRITE), policy(WRITE, READ));
    expect(reportOf(comparisons, undefined)).toBe("proved equal: new\n\n1 comparison: no access is added.\n");
    expect(statusOf(comparisons, false)).toBe(0);
  });

  it("that are trust policies, or of two kinds, are unknown by name", async () => {
    const trust = await compare(policy(TRUST), policy({ ...TRUST, Principal: { AWS: "444455556666" } }));
    expect(reportOf(trust, undefined)).toBe(`new, trust policy: unknown
  ? The documents differ, and no proof is made of who may assume a role: read them.

1 comparison: 1 cannot be told, and the others add no access.
`);
    const kinds = await compare(policy(READ), policy(GRANT));
    expect(kinds[0]?.unknown).toBe(
      "One side names principals and the other does not: say with --kind what both are.",
    );
    expect([statusOf(trust, true), statusOf(kinds, false)]).toEqual([2, 2]);
  });

  it("are refused where one is a folder, or stack outputs", async () => {
    await expect(compare(policy(READ), {})).rejects.toThrow(
      "old is a file and new is a folder: compare two files or two folders.",
    );
    await expect(compare({}, policy(READ))).rejects.toThrow("new is a file and old is a folder");
    await expect(compare(policy(READ), '{"contractVersion":1}')).rejects.toThrow(
      "new holds stack outputs and old does not: compare two of a kind.",
    );
  });

  it("are named by what approves them", async () => {
    const comparisons = await compare(policy(READ), policy(READ, WRITE));
    const last = (approval: Parameters<typeof reportOf>[1]) =>
      reportOf(comparisons, approval).trimEnd().split("\n").at(-1);
    expect(last({ by: "commit", reason: "the report needs it" })).toBe(
      "1 comparison: access widens, approved by the commit message: the report needs it.",
    );
    expect(last({ by: "--allow-widening" })).toBe(
      "1 comparison: access widens, approved by --allow-widening.",
    );
  });

  it("are told as JSON, with the same words", async () => {
    const comparisons = await compare(policy(READ), policy(READ, WRITE));
    expect(jsonReportOf(comparisons, { by: "commit", reason: "why" })).toEqual({
      widens: true,
      approval: { by: "commit", reason: "why" },
      comparisons: [
        {
          name: "new",
          what: "identity policy",
          relation: "wider",
          added: {
            verdict: "not contained",
            why: "A allows s3:PutObject on arn:aws:s3:::b/a, and B does not.",
            changes: [
              {
                ...{ by: "allow", policy: "identity", index: 0, statement: 1, sid: "Write" },
                verdict: "not contained",
                words: "statement 2 (Sid Write) of AFTER allows s3:PutObject on any object of bucket b",
                regions: [
                  {
                    actions: "s3:PutObject",
                    resources: "any object of bucket b",
                    conditions: "",
                    principals: "",
                  },
                ],
                witness: {
                  principal: { type: "User", arn: "arn:aws:iam::111122223333:user/alice" },
                  ...{
                    action: "s3:PutObject",
                    resource: "arn:aws:s3:::b/a",
                    resourceAccount: "111122223333",
                  },
                },
              },
            ],
          },
          removed: { verdict: "contained", changes: [] },
        },
      ],
    });
  });
});
