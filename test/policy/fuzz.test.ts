// Documents with bytes changed, cut, doubled: refused with a message or parsed, and never an Allow out of nothing.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Policy } from "../../policy/compiled/policy.ts";
import { evaluate } from "../../policy/evaluate.ts";
import { parsePolicy } from "../../policy/parse-policy.ts";
import type { PolicyKind } from "../../policy/policy-document.ts";
import { PolicyError } from "../../policy/policy-error.ts";
import { shareOfCases } from "../in-full.ts";
import { request } from "./arbitraries.ts";
import { identityDocument, resourceDocument } from "./arbitrary-documents.ts";

const KINDS: readonly PolicyKind[] = ["identity", "session", "resource", "boundary", "scp", "rcp", "trust"];

// Whole documents of AWS's pages, in the forms people write.
const REAL = [
  `{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::bucket-name",
      "Condition": { "StringLike": { "s3:prefix": ["", "home/", "home/\${aws:userid}/*"] } } },
    { "Sid": "Own", "Effect": "Allow", "Action": "s3:*", "Resource": ["arn:aws:s3:::bucket-name/home/\${aws:userid}",
      "arn:aws:s3:::bucket-name/home/\${aws:userid}/*"] }
  ]
}`,
  `{"Version":"2012-10-17","Id":"PutObjPolicy","Statement":[{"Sid":"Deny\\u0049t","Effect":"Deny","Principal":{"AWS":
  ["111122223333","arn:aws:iam::444455556666:root"]},"Action":"s3:PutObject","Resource":"arn:aws:s3:::b/*",
  "Condition":{"StringNotEquals":{"s3:x-amz-acl":"public-read"},"Bool":{"aws:SecureTransport":false},
  "IpAddress":{"aws:SourceIp":["203.0.113.0/24","2001:DB8::/32"]},"NumericLessThan":{"s3:TlsVersion":1.2}}}]}`,
  `{"Statement":{"Effect":"Allow","NotAction":["iam:*"],"NotResource":"arn:aws:s3:::secret/*",
  "Condition":{"DateGreaterThan":{"aws:CurrentTime":"2020-01-01T00:00:00Z"},"Null":{"aws:TokenIssueTime":true}}}}`,
];

type Change = (text: string) => string;

const change: fc.Arbitrary<Change> = fc
  .tuple(
    fc.nat(1200),
    fc.nat(40),
    fc.nat(255),
    fc.constantFrom("replace", "cut", "insert", "double", "bracket"),
  )
  .map(([at, length, code, how]) => (text: string): string => {
    const place = at % (text.length + 1);
    const before = text.slice(0, place);
    const after = text.slice(place);
    switch (how) {
      case "replace":
        return before + String.fromCharCode(code) + after.slice(1);
      case "cut":
        return before + after.slice(length);
      case "insert":
        return before + String.fromCharCode(code) + after;
      case "double":
        return before + after.slice(0, length) + after;
      default:
        return before + '{}[]",:$*\\'.charAt(code % 10) + after.slice(1);
    }
  });

const mutated = fc
  .tuple(
    fc.oneof(
      fc.constantFrom(...REAL),
      fc.oneof(identityDocument, resourceDocument).map((one) => JSON.stringify(one)),
    ),
    fc.array(change, { minLength: 1, maxLength: 6 }),
  )
  .map(([text, changes]) => changes.reduce((changed, one) => one(changed), text));

// The policy, or the refusal; anything else thrown fails the test.
function attempt(text: string, kind: PolicyKind): Policy | PolicyError {
  try {
    return parsePolicy(text, kind);
  } catch (error) {
    if (error instanceof PolicyError) return error;
    throw error;
  }
}

function expectRefusal(error: PolicyError, text: string): void {
  expect(error.message).not.toBe("");
  expect(error.detail).not.toBe("");
  expect(error.path).toMatch(/^\$/);
  expect(error.line).toBeGreaterThanOrEqual(1);
  expect(error.line).toBeLessThanOrEqual(text.split("\n").length);
  expect(error.column).toBeGreaterThanOrEqual(1);
}

describe("mutated documents", () => {
  const share = shareOfCases();

  test("are parsed, or refused with a message and a place", () => {
    let refused = 0;
    fc.assert(
      fc.property(mutated, fc.constantFrom(...KINDS), request, (text, kind, asked) => {
        const found = attempt(text, kind);
        if (found instanceof PolicyError) {
          refused += 1;
          expectRefusal(found, text);
        } else {
          expect(() => JSON.parse(text)).not.toThrow();
          expect(typeof evaluate(asked, { identity: [found], resource: found }).decision).toBe("string");
        }
      }),
      { numRuns: 4000 * share, seed: 7 },
    );
    expect(refused).toBeGreaterThan(1000 * share);
  });

  test("allow nothing where they are no JSON", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), fc.constantFrom(...KINDS), (text, kind) => {
        expect(attempt(text, kind)).toBeInstanceOf(PolicyError);
      }),
      { numRuns: 1000, seed: 7 },
    );
  });

  test("of any JSON are refused where they are no policy", () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), fc.constantFrom(...KINDS), (text, kind) => {
        expect(attempt(text, kind)).toBeInstanceOf(PolicyError);
      }),
      { numRuns: 1000, seed: 7 },
    );
  });
});

describe("hostile documents", () => {
  const long = 130_000;
  const statement = (more: string): string =>
    `{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"${more}}}`;

  test.for([
    ["brackets without end", "[".repeat(long)],
    ["objects without end", '{"a":'.repeat(long / 5)],
    ["a text without end", `"${"a".repeat(long)}`],
    ["backslashes without end", `"${"\\".repeat(long)}`],
    ["escapes without end", `"${"\\u0061".repeat(long / 6)}"`],
    ["white space without end", " ".repeat(long)],
    ["digits without end", "9".repeat(long)],
    ["variables without end", statement(`,"Sid":"${"${".repeat(long / 4)}"`)],
    [
      "a variable of white space",
      statement(`,"Condition":{"StringLike":{"a:b":"\${${" ".repeat(long / 2)}"}}`),
    ],
    ["a variable of colons", statement(`,"Condition":{"StringLike":{"a:b":"\${${":".repeat(long / 2)}"}}`)],
    ["an operator of letters", statement(`,"Condition":{"${"a".repeat(long / 2)}":{"a:b":"c"}}`)],
    ["a date of digits", statement(`,"Condition":{"DateEquals":{"a:b":"${"1".repeat(long / 2)}"}}`)],
    ["a provider of letters", statement(`,"Principal":{"Federated":"a.${"a".repeat(long / 2)}*"}`)],
    ["a service of dots", statement(`,"Principal":{"Service":"${"a.".repeat(long / 3)}"}`)],
    ["an address of colons", statement(`,"Condition":{"IpAddress":{"a:b":"${":".repeat(long / 2)}"}}`)],
  ] as const)("with %s are refused", ([, text]) => {
    for (const kind of KINDS) expect(attempt(text, kind)).toBeInstanceOf(PolicyError);
  });
});
