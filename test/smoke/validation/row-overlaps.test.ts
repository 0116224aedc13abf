// Rows of one principal that overlap: the narrower one wins, and a crossing that disagrees is refused.
import { describe, expect, it } from "vitest";
import { covers } from "../../../policy/covers.ts";
import { ConfigurationError } from "../../../smoke/deployment/configuration-error.ts";
import { readTarget } from "../../../smoke/deployment/target.ts";
import { promisedRegion } from "../../../smoke/prediction/promised-region.ts";
import { type Promised, promises } from "../../../smoke/promises.ts";
import { openTable } from "../../../smoke/validation/promise-table.ts";
import { requireAgreement } from "../../../smoke/validation/row-overlaps.ts";
import { outputs } from "../outputs.ts";

const target = readTarget({ ...outputs, sessionTags: ["team"] });
const row = (
  action: string,
  resource: string,
  expected: Promised["expect"],
  context?: Promised["context"],
): Promised => ({
  ...{ principal: "broker", action, resource, expect: expected },
  ...(context && { context }),
});

const home = { prefix: "home/" };

describe("rows that overlap", () => {
  it("are in order in the shipped table", () => {
    expect(() => requireAgreement(promises, target)).not.toThrow();
  });

  it.each<[string, readonly Promised[]]>([
    [
      "a denial of one object of many",
      [row("s3:GetObject", "a missing key", "allowed"), row("s3:GetObject", "the canary", "denied")],
    ],
    [
      "an allowance of one object of many",
      [row("s3:GetObject", "a missing key", "denied"), row("s3:GetObject", "the canary", "allowed")],
    ],
    [
      "a denial of one action of many",
      [row("s3:Get*", "the canary", "allowed"), row("s3:GetObject", "the canary", "denied")],
    ],
    [
      "an allowance with a context",
      [row("s3:ListBucket", "the bucket", "denied"), row("s3:ListBucket", "the bucket", "allowed", home)],
    ],
    [
      "rows about different prefixes",
      [
        row("s3:ListBucket", "the bucket", "denied", { prefix: "a/" }),
        row("s3:ListBucket", "the bucket", "allowed", home),
      ],
    ],
    [
      "rows of different principals",
      [
        row("s3:Get*", "the canary", "allowed"),
        { ...row("s3:*Object", "the canary", "denied"), principal: "User1" },
      ],
    ],
    [
      "a right that only some deployments give",
      [
        { ...row("s3:GetObject", "the canary", "allowed"), ifGranted: true },
        row("s3:GetObject", "the canary", "denied"),
      ],
    ],
  ])("may hold one another: %s", (_, rows) => {
    expect(() => requireAgreement(rows, target)).not.toThrow();
  });

  it.each<[string, readonly Promised[], string]>([
    [
      "patterns that cross",
      [row("s3:Get*", "the canary", "allowed"), row("s3:*Object", "the canary", "denied")],
      'The promises "broker s3:Get* the canary is allowed" and "broker s3:*Object the canary is denied" disagree about s3:getobject on arn:aws:s3:::inside/canary.txt, and neither is narrower than the other. Make one of them narrower.',
    ],
    [
      "patterns that cross on every key",
      [row("s3:Get*", "a missing key", "allowed"), row("s3:*Acl", "a missing key", "denied")],
      'The promises "broker s3:Get* a missing key is allowed" and "broker s3:*Acl a missing key is denied" disagree about s3:getacl on arn:aws:s3:::inside/a, and neither is narrower than the other. Make one of them narrower.',
    ],
    [
      "a context that crosses a pattern",
      [row("s3:List*", "the bucket", "allowed", home), row("s3:ListBucket", "the bucket", "denied")],
      'The promises "broker s3:List* the bucket (prefix home/) is allowed" and "broker s3:ListBucket the bucket is denied" disagree about s3:listbucket on arn:aws:s3:::inside, and neither is narrower than the other. Make one of them narrower.',
    ],
    [
      "two that are the same",
      [row("s3:GetObject", "the canary", "allowed"), row("s3:getobject", "the canary", "denied")],
      'The promises "broker s3:GetObject the canary is allowed" and "broker s3:getobject the canary is denied" disagree about s3:getobject on arn:aws:s3:::inside/canary.txt, and neither is narrower than the other. Make one of them narrower.',
    ],
    [
      "three rows deep",
      [
        row("s3:*", "a missing key", "allowed"),
        row("s3:GetObject", "a missing key", "denied"),
        row("s3:GetObject", "the canary", "allowed"),
      ],
      'The promise "broker s3:GetObject the canary is allowed" lies within "broker s3:GetObject a missing key is denied", and that within "broker s3:* a missing key is allowed": three rows deep is too deep. Split the widest one.',
    ],
  ])("are refused: %s", (_, rows, message) => {
    const check = () => requireAgreement(rows, target);
    expect(check).toThrow(ConfigurationError);
    expect(check).toThrow(message);
  });
});

it("refuses a table with a crossing before anything is asked", () => {
  const rows = [row("s3:Get*", "a missing key", "allowed"), row("s3:*Acl", "a missing key", "denied")];
  const now = new Date("2026-11-22T09:00:00Z");
  expect(() => openTable(target, { promises: rows }, undefined, now)).toThrow(ConfigurationError);
});

describe("what rows allow", () => {
  const region = promisedRegion(
    "broker",
    [
      row("s3:GetObject", "a missing key", "allowed"),
      row("s3:GetObject", "the canary", "denied"),
      row("s3:ListBucket", "the bucket", "allowed", home),
      row("s3:PutObject", "a missing key", "allowed", { encryption: "AES256", sourceIp: "203.0.113.7" }),
      row("sts:TagSession", "a federated user", "allowed", { tagKeys: "those of the deployment" }),
      { ...row("s3:DeleteObject", "a missing key", "allowed"), ifGranted: true },
      { ...row("s3:PutObjectAcl", "a missing key", "allowed"), principal: "User1" },
    ],
    target,
  );
  const principal = { type: "User", arn: outputs.brokerUserArn } as const;
  const key = "arn:aws:s3:::inside/k";
  const session = "arn:aws:sts::111122223333:federated-user/anyone";
  const encrypted = { "s3:x-amz-server-side-encryption": "AES256", "aws:SourceIp": "203.0.113.7" };

  it.each([
    [true, "s3:GetObject", key, {}],
    [false, "s3:GetObject", "arn:aws:s3:::inside/canary.txt", {}],
    [false, "s3:GetObject", "arn:aws:s3:::outside/k", {}],
    [true, "s3:ListBucket", "arn:aws:s3:::inside", { "s3:prefix": "home/" }],
    [false, "s3:ListBucket", "arn:aws:s3:::inside", { "s3:prefix": "home/alice" }],
    [false, "s3:ListBucket", "arn:aws:s3:::inside", {}],
    [true, "s3:PutObject", key, encrypted],
    [false, "s3:PutObject", key, { ...encrypted, "aws:SourceIp": "203.0.113.8" }],
    [false, "s3:PutObject", key, { "aws:SourceIp": "203.0.113.7" }],
    [true, "sts:TagSession", session, { "aws:RequestTag/team": "red", "aws:TagKeys": ["team"] }],
    [false, "sts:TagSession", session, { "aws:TagKeys": ["team", "role"] }],
    [false, "sts:TagSession", session, {}],
    [false, "s3:DeleteObject", key, {}],
    [false, "s3:PutObjectAcl", key, {}],
  ])("%s: %s on %s with %j", (expected, action, resource, context) => {
    expect(covers(region, { principal, action, resource, context, contextIsWhole: true }).covered).toBe(
      expected,
    );
  });

  it("is nothing for a principal without rows, and where the deployment passes no tags", () => {
    const tagging = [
      row("sts:TagSession", "a federated user", "allowed", { tagKeys: "those of the deployment" }),
    ];
    const request = {
      principal,
      action: "sts:TagSession",
      resource: session,
      context: { "aws:TagKeys": ["team"] },
    };
    expect(covers(promisedRegion("User1", tagging, target), request)).toEqual({ covered: false });
    expect(covers(promisedRegion("broker", tagging, readTarget(outputs)), request)).toEqual({
      covered: false,
    });
  });

  it("takes the letters of a name for themselves", () => {
    const odd = readTarget({ ...outputs, canaryKey: "a*${b}?" });
    const canary = promisedRegion("broker", [row("s3:GetObject", "the canary", "allowed")], odd);
    const asked = (resource: string) =>
      covers(canary, { principal, action: "s3:GetObject", resource }).covered;
    expect(asked("arn:aws:s3:::inside/a*${b}?")).toBe(true);
    expect(asked("arn:aws:s3:::inside/aXX${b}X")).toBe(false);
  });
});
