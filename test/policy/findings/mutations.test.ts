// Documents changed at random: either AWS refuses them with faults, or they have findings; nothing else happens.
import fc from "fast-check";
import { expect, test } from "vitest";
import { openCatalogue } from "../../../catalogue/open-catalogue.ts";
import { findFaults } from "../../../policy/findings/find-faults.ts";
import { findFindings } from "../../../policy/findings/find-findings.ts";
import { parsePolicy } from "../../../policy/parse-policy.ts";
import type { PolicyKind } from "../../../policy/policy-document.ts";
import { shareOfCases } from "../../in-full.ts";

const catalogue = await openCatalogue();

const statements = [
  {
    Sid: "One",
    Effect: "Deny",
    Action: ["s3:ListBucket", "s3:Get*"],
    Resource: ["arn:aws:s3:::bucket", "arn:aws:s3:::bucket/${aws:username}/*"],
    Condition: {
      StringLike: { "s3:prefix": ["home/*", "${aws:PrincipalTag/team, 'none'}/*"] },
      "ForAllValues:StringEquals": { "aws:TagKeys": "team" },
      NumericLessThan: { "s3:max-keys": 5 },
      IpAddress: { "aws:SourceIp": "10.0.0.0/8" },
    },
  },
  { Effect: "Deny", NotAction: "iam:*", NotResource: "arn:aws:s3:::bucket" },
  { Effect: "Deny", Action: "*", Resource: "*" },
];

const named = statements.map((statement) => ({ ...statement, Principal: { AWS: ["111122223333", "*"] } }));
const everyone = statements.map((statement) => ({ ...statement, Principal: "*" }));

const kinds: readonly PolicyKind[] = ["identity", "session", "resource", "boundary", "scp", "rcp"];
const textFor = (kind: PolicyKind): string => {
  const list = kind === "resource" ? named : kind === "rcp" ? everyone : statements;
  return JSON.stringify({ Version: "2012-10-17", Statement: list });
};

const piece = fc.constantFrom(
  "",
  "*",
  "?",
  "${",
  "}",
  ":",
  "s3:",
  "aws:",
  "[]",
  "7",
  '"',
  ",",
  "Not",
  "__proto__",
);
const change = fc.record({ at: fc.nat(600), drop: fc.nat(6), put: piece });
const changes = fc.array(change, { maxLength: 2 });

const share = shareOfCases();

test("a document has faults exactly where it cannot be parsed, and findings otherwise", async () => {
  let judged = 0;
  await fc.assert(
    fc.asyncProperty(changes, fc.constantFrom(...kinds), async (list, kind) => {
      const text = list.reduce(
        (text, { at, drop, put }) => text.slice(0, at) + put + text.slice(at + drop),
        textFor(kind),
      );
      const faults = findFaults(text, kind);
      if (faults.length > 0) {
        const [first] = faults;
        expect(() => parsePolicy(text, kind)).toThrow(first?.message);
        return;
      }
      judged += 1;
      const findings = await findFindings(text, kind, catalogue);
      for (const { line, column, path } of findings) {
        expect(line).toBe(1);
        expect(column).toBeGreaterThan(0);
        expect(path).toMatch(/^\$/);
      }
    }),
    { numRuns: 1000 * share },
  );
  expect(judged).toBeGreaterThan(100 * share);
});

test("a document for which AWS finds no fault keeps its findings wherever its statements stand", async () => {
  const one = { Effect: "Allow", Action: "s3:Nothing", Resource: "*" };
  const two = { Effect: "Allow", NotAction: "iam:*", Resource: "arn:aws:s3:::b" };
  const ids = async (...statements: readonly object[]): Promise<readonly string[]> => {
    const text = JSON.stringify({ Version: "2012-10-17", Statement: statements });
    return (await findFindings(text, "identity", catalogue)).map(({ id }) => id);
  };
  expect(await ids(one, two)).toEqual(["INVALID_ACTION", "ALLOW_WITH_NOT_ACTION"]);
  expect(await ids(two, one)).toEqual(["INVALID_ACTION", "ALLOW_WITH_NOT_ACTION"]);
});
