// The promise that would see a change: a row that holds before and breaks after, or what no row can say.
import { expect, test } from "vitest";
import type { AuthorizationRequest } from "../../../policy/authorization-request.ts";
import { readTarget } from "../../../smoke/deployment/target.ts";
import { propose } from "../../../smoke/mutation/propose.ts";
import { compileDocuments } from "../../../smoke/prediction/documents.ts";
import { brokerStatements, outputs, policyOf } from "../outputs.ts";

const now = new Date("2026-01-01T00:00:00Z");

function deploymentOf(changed: object) {
  const target = readTarget({ ...outputs, ...changed });
  return { target, documents: compileDocuments(target, undefined) };
}

const before = deploymentOf({});
const broker = {
  type: "User",
  arn: "arn:aws:iam::111122223333:user/federation/broker",
} as const;

function proposed(
  changed: object,
  witness: Omit<AuthorizationRequest, "principal">,
  more: { who?: string; allows?: "more" | "less"; promised?: string } = { promised: "broker" },
) {
  const difference = {
    ...({ who: "broker", allows: "more", isKnown: true } as const),
    ...{ witness: { principal: broker, ...witness } },
    ...more,
  };
  return propose([difference], before, deploymentOf(changed), now);
}

const alsoAllowing = (more: object) => ({
  brokerPolicy: policyOf(...brokerStatements, {
    Effect: "Allow",
    Action: "s3:GetObject",
    Resource: "*",
    ...more,
  }),
});

test("a new right is denied by a row", () => {
  const witness = { action: "s3:GetObject", resource: "arn:aws:s3:::inside/a" };
  expect(proposed(alsoAllowing({}), witness)).toEqual({
    row: { principal: "broker", action: "s3:GetObject", resource: "the canary", expect: "denied" },
  });
});

test("a lost right is allowed by a row, with the context that it needs", () => {
  const narrowed = [
    { ...brokerStatements[0], Condition: { StringNotEquals: { "s3:prefix": "home/" } } },
    brokerStatements[1],
  ];
  const witness = {
    action: "s3:ListBucket",
    resource: "arn:aws:s3:::inside",
    context: { "s3:prefix": "home/" },
  };
  expect(
    proposed({ brokerPolicy: policyOf(...narrowed) }, witness, { promised: "broker", allows: "less" }),
  ).toEqual({
    row: {
      ...{ principal: "broker", action: "s3:ListBucket", resource: "the bucket" },
      ...{ context: { prefix: "home/" }, expect: "allowed" },
    },
  });
});

test("a row says an address where only some may list", () => {
  const narrowed = [
    { ...brokerStatements[0], Condition: { IpAddress: { "aws:SourceIp": "203.0.113.0/24" } } },
    brokerStatements[1],
  ];
  const witness = { action: "s3:ListBucket", resource: "arn:aws:s3:::inside" };
  expect(
    proposed({ brokerPolicy: policyOf(...narrowed) }, witness, { promised: "broker", allows: "less" }),
  ).toEqual({
    row: {
      ...{ principal: "broker", action: "s3:ListBucket", resource: "the bucket" },
      ...{ context: { sourceIp: "192.0.2.1" }, expect: "allowed" },
    },
  });
});

test("what another user of the account gains is denied by the bucket's policy, whoever asks", () => {
  const denying = { Effect: "Deny", Principal: "*", Action: "s3:*", Resource: "arn:aws:s3:::outside" };
  const closed = deploymentOf({ outsideBucketPolicy: policyOf(denying) });
  const difference = {
    ...({ who: "another user of the account", allows: "more", isKnown: true } as const),
    witness: { principal: broker, action: "s3:ListBucket", resource: "arn:aws:s3:::outside" },
  };
  expect(propose([difference], closed, before, now)).toEqual({
    row: {
      ...{ principal: "broker", action: "s3:ListBucket", resource: "the outside bucket" },
      ...{ expect: "denied", by: "resource" },
    },
  });
});

test.each([
  [
    "a key",
    alsoAllowing({ Condition: { StringEquals: { "aws:Referer": "x" } } }),
    { action: "s3:GetObject", resource: "arn:aws:s3:::inside/canary.txt", context: { "aws:Referer": "x" } },
    "No row can be about it: a promise cannot send aws:Referer.",
  ],
  [
    "an action and a resource",
    alsoAllowing({ Action: "sqs:SendMessage" }),
    { action: "sqs:SendMessage", resource: "arn:aws:sqs:eu-west-1:111122223333:a" },
    "No row can be about it: no probe exercises sqs:SendMessage, and smoke/resources.ts has no name for arn:aws:sqs:eu-west-1:111122223333:a.",
  ],
] as const)("what no row can say is named: %s", (_, changed, witness, why) => {
  expect(proposed(changed, witness)).toEqual({ why });
});
