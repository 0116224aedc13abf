// Every document case: accepted, or refused with AWS's text at the right place.
import { describe, expect, test } from "vitest";
import { parsePolicy, type ReadingOptions } from "../../../policy/parse-policy.ts";
import type { PolicyKind } from "../../../policy/policy-document.ts";
import { PolicyError } from "../../../policy/policy-error.ts";
import { readCases } from "../read-cases.ts";

interface DocumentCase {
  readonly name: string;
  readonly source: string;
  /** Where AWS's answer was recorded, if its pages do not show it. */
  readonly recorded?: string;
  readonly kind: PolicyKind;
  readonly options?: ReadingOptions;
  readonly document?: object;
  readonly text?: string;
  /** Absent where the document is accepted. */
  readonly message?: string;
  readonly path?: string;
  readonly line?: number;
  readonly column?: number;
}

function refusal(text: string, kind: PolicyKind, options: ReadingOptions = {}): PolicyError | undefined {
  try {
    parsePolicy(text, kind, options);
    return undefined;
  } catch (error) {
    if (error instanceof PolicyError) return error;
    throw error;
  }
}

describe.each(["identity", "others", "recorded"])("documents: %s", (family) => {
  const cases = readCases<DocumentCase>(`document-${family}`);

  test.for(cases)("$name", ({ kind, options, document, text, message, path, line, column }) => {
    const error = refusal(text ?? JSON.stringify(document), kind, options);
    expect(error?.message).toBe(message);
    if (path !== undefined) expect(error?.path).toBe(path);
    if (line !== undefined) expect(error?.line).toBe(line);
    if (column !== undefined) expect(error?.column).toBe(column);
    if (error !== undefined) expect(error.detail).toMatch(/^.{10,}$/s);
  });
});

describe("the sentence for a person", () => {
  test.for([
    [
      "中{",
      "The character U+4E2D may not stand in the document; within a text, write its JSON escape instead.",
    ],
    [
      "\u0007{",
      "The character U+0007 may not stand in the document; within a text, write its JSON escape instead.",
    ],
    ["\ufeff{}", "A byte order mark stands in the document; save it as UTF-8 without one."],
    [
      `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"arn:aws:s3:::${"b".repeat(6100)}"}]}`,
      "The document has 6197 characters and may have 6144; shorten it or split it.",
    ],
    [
      '{"Statement":[{"Effect":"Allow","Actions":"*"}]}',
      '"Actions" is no element of a statement; those are Sid, Effect, Principal, NotPrincipal, Action, NotAction, Resource, NotResource, Condition.',
    ],
    ['{"Statements":[]}', '"Statements" is no element of a policy; those are Version, Id, Statement.'],
    ["[]", "An object is expected here: a policy."],
  ])("of %s", ([text = "", detail]) => {
    expect(refusal(text, "identity")?.detail).toBe(detail);
  });
});

describe("the place of a fault", () => {
  const text = [
    "{",
    '  "Version": "2012-10-17",',
    '  "Statement": [',
    '    { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" },',
    '    { "Effect": "Deny", "Action": ["s3:PutObject", "PutObjectAcl"], "Resource": "*" }',
    "  ]",
    "}",
  ].join("\n");

  test("is a JSON path, a line and a column", () => {
    expect(refusal(text, "identity")).toMatchObject({
      name: "PolicyError",
      path: "$.Statement[1].Action[1]",
      line: 5,
      column: 52,
      rule: "actionVendor",
      detail: '"PutObjectAcl" needs its service before it, as in "s3:GetObject".',
    });
  });
});

describe("quotas", () => {
  const ofSize = (size: number, space = ""): string => {
    const start =
      '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"arn:aws:s3:::';
    const end = '"}]}';
    return `${start}${"a".repeat(size - start.length - end.length)}${end}${space}`;
  };
  const principal = (text: string): string => text.replace('"Action"', '"Principal":"*","Action"');
  const ORGANIZATIONS =
    "The provided policy document does not meet the requirements of the specified policy type.";

  test.for([
    ["identity", 6144, "Cannot exceed quota for PolicySize: 6144"],
    ["boundary", 6144, "Cannot exceed quota for PolicySize: 6144"],
    [
      "session",
      2048,
      "1 validation error detected: Value at 'policy' failed to satisfy constraint: Member must have length less than or equal to 2048",
    ],
    ["scp", 5120, ORGANIZATIONS],
  ] as const)("a document of kind %s has at most %d characters", ([kind, limit, message]) => {
    expect(refusal(ofSize(limit), kind)).toBeUndefined();
    expect(refusal(ofSize(limit + 1), kind)).toMatchObject({ message, rule: "quota", path: "$" });
  });

  test("a bucket policy has at most 20,480 bytes", () => {
    const extra = '"Principal":"*",'.length;
    expect(refusal(principal(ofSize(20_480 - extra)), "resource")).toBeUndefined();
    expect(refusal(principal(ofSize(20_481 - extra)), "resource")).toMatchObject({
      message: "Normalized policy document exceeds the maximum allowed size of 20480 bytes.",
    });
    const twoBytes = principal(ofSize(20_480 - extra)).replace("aa", "éé");
    expect(refusal(twoBytes, "resource")?.rule).toBe("quota");
  });

  test("a letter of two bytes is one character of an identity policy", () => {
    expect(refusal(ofSize(6144).replace("aa", "éé"), "identity")).toBeUndefined();
  });

  test("white space is not counted, except in a session policy", () => {
    expect(refusal(ofSize(6144, " \n "), "identity")).toBeUndefined();
    expect(refusal(ofSize(2048, " "), "session")?.rule).toBe("quota");
  });

  test("a caller may set another limit", () => {
    expect(() => parsePolicy(ofSize(10_240), "identity", { quota: 10_240 })).not.toThrow();
    expect(() => parsePolicy(ofSize(2049), "identity", { quota: 2048 })).toThrow(
      "Cannot exceed quota for PolicySize: 2048",
    );
  });

  test("a document too long for any API is not even read", () => {
    expect(refusal(`${"[".repeat(200_000)}`, "identity")?.rule).toBe("quota");
  });
});
