// What the evaluator is asked for a promise, and what is made of its answer.
import { expect, test } from "vitest";
import { readTarget } from "../../../smoke/deployment/target.ts";
import { ask } from "../../../smoke/prediction/ask.ts";
import { compileDocuments } from "../../../smoke/prediction/documents.ts";
import { predict } from "../../../smoke/prediction/predict.ts";
import { probes } from "../../../smoke/probes/probes.ts";
import type { Promised } from "../../../smoke/promises.ts";
import { resources } from "../../../smoke/resources.ts";
import { brokerStatements, outputs, policyOf } from "../outputs.ts";

const NOW = new Date("2026-01-01T00:00:00Z");

function predicted(promised: Omit<Promised, "expect">, changed: object = {}, sessionPolicy?: string) {
  const target = readTarget({ ...outputs, ...changed });
  const probe = probes.get(promised.action);
  const resource = resources[promised.resource]?.(target, "missing");
  if (probe === undefined || resource === undefined) throw new Error("no such probe or resource");
  return predict(promised, probe, resource, target, compileDocuments(target, sessionPolicy), NOW);
}

const listing = { principal: "User1", action: "s3:ListBucket", resource: "the bucket" };
const reading = { principal: "User1", action: "s3:GetObject", resource: "the canary" };

test("User1 may list the bucket, by its session policy and its broker's policy", () => {
  expect(predicted(listing)).toEqual({
    outcome: "allowed",
    by: "identity",
    deniedBy: [],
    statements: expect.arrayContaining([
      {
        policy: "session",
        document: "User1's session policy",
        statement: 0,
        text: '{"Effect":"Allow","Action":"s3:ListBucket","Resource":"arn:aws:s3:::inside"}',
      },
      {
        policy: "identity",
        document: `the broker's policy "federation"`,
        statement: 0,
        sid: "ListTheBucket",
        text: '{"Sid":"ListTheBucket","Effect":"Allow","Action":"s3:ListBucket","Resource":"arn:aws:s3:::inside"}',
      },
    ]),
    suspects: [],
    documents: {
      identity: `the broker's policy "federation"`,
      session: "User1's session policy",
      resource: "the bucket's policy",
    },
  });
});

test("a denial by both layers names both", () => {
  const { outcome, deniedBy } = predicted({ ...reading, by: "session" });
  expect({ outcome, deniedBy: [...deniedBy].sort() }).toEqual({
    outcome: "denied",
    deniedBy: ["identity", "session"],
  });
});

test("a session without a policy is denied by its session policies alone", () => {
  const { outcome, by, deniedBy } = predicted({ ...listing, principal: "NoPolicy" });
  expect({ outcome, by, deniedBy }).toEqual({ outcome: "denied", by: "session", deniedBy: ["session"] });
});

test("a session policy that asks for too much is denied by the broker's policy, and is the suspect", () => {
  const wide = policyOf({ Sid: "ReadToo", Effect: "Allow", Action: "s3:*", Resource: "*" });
  const { outcome, deniedBy, suspects } = predicted({ ...reading, by: "session" }, {}, wide);
  expect({ outcome, deniedBy }).toEqual({ outcome: "denied", deniedBy: ["identity"] });
  expect(suspects).toEqual([
    {
      policy: "session",
      document: "User1's session policy",
      statement: 0,
      sid: "ReadToo",
      text: '{"Sid":"ReadToo","Effect":"Allow","Action":"s3:*","Resource":"*"}',
    },
  ]);
});

test("a Deny of a bucket policy is predicted, with its statement", () => {
  const statement = {
    Effect: "Deny",
    Principal: "*",
    Action: "s3:ListBucket",
    Resource: "arn:aws:s3:::inside",
  };
  expect(predicted(listing, { bucketPolicy: policyOf(statement) })).toMatchObject({
    outcome: "denied",
    by: "resource",
    statements: [{ document: "the bucket's policy", statement: 0, text: JSON.stringify(statement) }],
  });
});

test("a rule that AWS's pages leave open is named where its other reading would turn the outcome", () => {
  const everyone = {
    Effect: "Allow",
    Principal: "*",
    Action: "s3:GetObject",
    Resource: "arn:aws:s3:::inside/*",
  };
  const changed = { bucketPolicy: policyOf(everyone) };
  expect(predicted(reading, changed)).toMatchObject({
    ...{ outcome: "allowed", inDoubt: ["everyone-and-session-policy"] },
  });
  expect(predicted({ ...reading, principal: "broker" }, changed)).not.toHaveProperty("inDoubt");
});

test("a rule that is open is named where it turns whether the promised policy denies", () => {
  const NotResource = "arn:aws:s3:::inside/${aws:username}/*";
  const allBut = policyOf({ Effect: "Allow", Action: "s3:GetObject", NotResource });
  expect(predicted({ ...reading, by: "session" }, {}, allBut)).toMatchObject({
    ...{ outcome: "denied", deniedBy: ["identity"], inDoubt: ["variable-without-value"] },
  });
  expect(predicted({ ...reading, by: "identity" }, {}, allBut)).not.toHaveProperty("inDoubt");
});

const when = (Condition: object) => policyOf({ ...brokerStatements[0], Condition }, brokerStatements[1]);

test.for<[object, string, "allowed" | "denied"]>([
  [{ Bool: { "aws:ViaAWSService": "false" } }, "User1", "allowed"],
  [{ NumericGreaterThanEquals: { "s3:TlsVersion": "1.2" } }, "User1", "allowed"],
  [{ StringEquals: { "s3:authType": "REST-HEADER" } }, "User1", "allowed"],
  [{ StringEquals: { "s3:ResourceAccount": "111122223333" } }, "User1", "allowed"],
  [{ NumericGreaterThan: { "aws:EpochTime": "1577836800" } }, "User1", "allowed"],
  [{ Null: { "aws:UserAgent": "true" } }, "User1", "denied"],
  [{ Null: { "aws:TokenIssueTime": "true" } }, "User1", "denied"],
  [{ Null: { "aws:TokenIssueTime": "true" } }, "broker", "allowed"],
])("what AWS sets on every call is there: %j for %s", ([condition, principal, outcome]) => {
  const prediction = predicted({ ...listing, principal }, { brokerPolicy: when(condition) });
  expect(prediction).toMatchObject({ outcome });
  expect(prediction).not.toHaveProperty("unknown");
});

test.for<[object, string]>([
  [{ StringNotLike: { "aws:UserAgent": "curl/*" } }, "aws:UserAgent"],
  [{ NotIpAddress: { "aws:SourceIp": "203.0.113.0/24" } }, "aws:SourceIp"],
  [{ "ForAllValues:StringLike": { "aws:UserAgent": "aws-sdk-js/*" } }, "aws:UserAgent"],
])("what turns on a value that the suite cannot know is not predicted as allowed: %j", ([condition, key]) => {
  expect(predicted(listing, { brokerPolicy: when(condition) })).toMatchObject({
    outcome: "denied",
    unknown: `AWS sets the condition key "${key}" for a FederatedUser, and the request does not tell its value; give it in the context.`,
    untold: [key],
  });
});

test("a value that the suite cannot know is named where it turns whether the promised policy denies", () => {
  const byClient = { StringLike: { "aws:UserAgent": "curl/*" } };
  const session = policyOf({ Effect: "Allow", Action: "s3:*", Resource: "*", Condition: byClient });
  expect(predicted({ ...reading, by: "session" }, {}, session)).toMatchObject({
    ...{ outcome: "denied", untold: ["aws:UserAgent"] },
  });
  expect(predicted({ ...reading, by: "identity" }, {}, session)).not.toHaveProperty("untold");
});

test("the keys that a probe sets reach the conditions", () => {
  const whenEmpty = (value: string) => ({
    ...brokerStatements[0],
    Condition: { StringEquals: { "s3:prefix": value } },
  });
  expect(predicted(listing, { brokerPolicy: policyOf(whenEmpty("")) }).outcome).toBe("allowed");
  expect(predicted(listing, { brokerPolicy: policyOf(whenEmpty("home/")) }).outcome).toBe("denied");
});

test("a document that is one statement without a list is quoted as well", () => {
  const brokerPolicy = JSON.stringify({ Version: "2012-10-17", Statement: brokerStatements[0] });
  expect(predicted({ ...listing, principal: "broker" }, { brokerPolicy }).statements).toMatchObject([
    { statement: 0, text: JSON.stringify(brokerStatements[0]) },
  ]);
});

test("GetCallerIdentity is allowed to everybody, a federating session never", () => {
  const itself = { principal: "NoPolicy", action: "sts:GetCallerIdentity", resource: "itself" };
  expect(predicted(itself).outcome).toBe("allowed");
  const federating = { principal: "User1", action: "sts:GetFederationToken", resource: "User1" };
  expect(predicted(federating)).toMatchObject({ outcome: "denied", by: "principal" });
});

test("an invalid document is named with its place", () => {
  expect(() => predicted(listing, { brokerPolicy: '{"Version":"2012-10-17","Statement":[{}]}' })).toThrow(
    /^In the broker's policy "federation", at \$\.Statement\[0\].*, line 1, column \d+: /,
  );
  expect(() => predicted(listing, {}, "{")).toThrow(
    expect.objectContaining({
      name: "ConfigurationError",
      message: expect.stringMatching(/^In User1's session policy, at /),
    }),
  );
});

test("without the key's policy the use of a KMS key is a guess", () => {
  const use = (statements: readonly object[]) => {
    const target = readTarget({ ...outputs, ...statementsOf(statements) });
    const arn = "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    const resource = { kind: "object", arn, name: arn } as const;
    const documents = compileDocuments(target, undefined);
    const probe = { action: "kms:Decrypt", context: {} };
    return predict({ principal: "broker" }, probe, resource, target, documents, NOW);
  };
  const statementsOf = (Statement: readonly object[]) => ({ brokerPolicy: policyOf(...Statement) });
  const unknown =
    "Every KMS key has a key policy, and without permission from it nobody may use the key; give it as the resource policy.";
  expect(use([{ Effect: "Allow", Action: "kms:*", Resource: "*" }])).toMatchObject({
    outcome: "allowed",
    unknown,
  });
  expect(use([{ Effect: "Allow", Action: "s3:*", Resource: "*" }])).toMatchObject({
    outcome: "denied",
    unknown,
  });
  expect(use([{ Effect: "Deny", Action: "kms:*", Resource: "*" }])).not.toHaveProperty("unknown");
});

/** The key that encrypts the buckets of the outputs below, in their region and account. */
const key = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const mayRead = policyOf({ Effect: "Allow", Action: ["s3:GetObject", "kms:Decrypt"], Resource: "*" });
const delegated = {
  ...{ Effect: "Allow", Action: "kms:*", Resource: "*" },
  Principal: { AWS: "arn:aws:iam::111122223333:root" },
};

/** What KMS decides about User1's read of the canary, whose broker may read and decrypt. */
function decided(
  keyPolicy: object | undefined,
  { brokerPolicy = mayRead, action = "s3:GetObject", resource = "the canary" } = {},
) {
  const read = readTarget({ ...outputs, brokerPolicy, encryption: key });
  const encryptionKey = { arn: key, ...(keyPolicy && { policy: policyOf(keyPolicy) }) };
  const target = { ...read, encryptionKey };
  const found = resources[resource]?.(target, "missing");
  const probe = probes.get(action);
  if (probe === undefined || found === undefined) throw new Error("no such probe or resource");
  const documents = compileDocuments(target, mayRead);
  return predict({ principal: "User1" }, probe, found, target, documents, NOW).key;
}

// https://docs.aws.amazon.com/kms/latest/developerguide/policy-conditions.html,
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html#encryption-context
test.for([
  ["the account's policies decide", delegated, "allowed"],
  ["another account's do not", { ...delegated, Principal: { AWS: "444455556666" } }, "denied"],
  [
    "S3 asks",
    { ...delegated, Condition: { StringEquals: { "kms:ViaService": "s3.eu-west-1.amazonaws.com" } } },
    "allowed",
  ],
  [
    "no other service asks",
    { ...delegated, Condition: { StringEquals: { "kms:ViaService": "ec2.eu-west-1.amazonaws.com" } } },
    "denied",
  ],
  [
    "not the caller itself",
    { ...delegated, Condition: { Bool: { "aws:ViaAWSService": "false" } } },
    "denied",
  ],
  [
    "for the caller's account",
    { ...delegated, Condition: { StringEquals: { "kms:CallerAccount": "111122223333" } } },
    "allowed",
  ],
  [
    "about the bucket",
    {
      ...delegated,
      Condition: { StringEquals: { "kms:EncryptionContext:aws:s3:arn": "arn:aws:s3:::inside" } },
    },
    "allowed",
  ],
  [
    "not about the object",
    {
      ...delegated,
      Condition: { StringEquals: { "kms:EncryptionContext:aws:s3:arn": "arn:aws:s3:::inside/canary.txt" } },
    },
    "denied",
  ],
] as const)("KMS decides a read of an encrypted object: %s", ([, policy, outcome]) => {
  expect(decided(policy)).toEqual({ outcome, key });
});

// https://docs.aws.amazon.com/kms/latest/developerguide/conditions-aws.html#conditions-aws-ip-address
test("what KMS decides by the address of S3 is a guess", () => {
  const policy = { ...delegated, Condition: { IpAddress: { "aws:SourceIp": "0.0.0.0/0" } } };
  expect(decided(policy)).toEqual({
    ...{ outcome: "denied", key },
    unknown:
      'AWS sets the condition key "aws:SourceIp" for a FederatedUser, and the request does not tell its value; give it in the context.',
  });
});

test("without the key policy, what KMS decides is a guess", () => {
  expect(decided(undefined)).toEqual({
    ...{ outcome: "allowed", key },
    unknown: `Reading the object needs kms:Decrypt on ${key}, whose key policy is not known: nobody asked KMS for it.`,
  });
});

test("KMS is not asked for what S3 denies, for a missing key, or for an action without content", () => {
  const brokerPolicy = policyOf({ Effect: "Allow", Action: "kms:*", Resource: "*" });
  expect(decided(delegated, { brokerPolicy })).toBeUndefined();
  expect(decided(delegated, { resource: "a missing key" })).toBeUndefined();
  const tagging = { Effect: "Allow", Action: "s3:GetObjectTagging", Resource: "*" };
  const options = { brokerPolicy: policyOf(tagging), action: "s3:GetObjectTagging" };
  expect(decided(delegated, options)).toBeUndefined();
});

test("a question about a read of an encrypted object says that the key decides, too", () => {
  const target = readTarget({ ...outputs, encryption: key, brokerPolicy: mayRead });
  const question = { principal: "broker", action: "s3:GetObject", arn: "arn:aws:s3:::inside/canary.txt" };
  expect(ask(question, target, NOW)).toMatchObject({
    prediction: { outcome: "allowed", key: { key, unknown: expect.stringContaining("kms:Decrypt") } },
  });
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-requestedregion
test.for([
  ["aws", "us-east-1", "allowed"],
  ["aws", "eu-west-1", "denied"],
  ["aws-cn", "cn-north-1", "allowed"],
] as const)("a call of IAM in the partition %s goes to %s: %s", ([partition, region, outcome]) => {
  const Condition = { StringEquals: { "aws:RequestedRegion": region } };
  const brokerPolicy = policyOf({ Effect: "Allow", Action: "iam:ListUsers", Resource: "*", Condition });
  const asked = { principal: "broker", action: "iam:ListUsers", resource: "all users" };
  const arns = Object.entries(outputs).filter(([, value]) => String(value).startsWith("arn:"));
  const moved = Object.fromEntries(
    arns.map(([name, value]) => [name, String(value).replace(/^arn:aws:/, `arn:${partition}:`)]),
  );
  expect(predicted(asked, { ...moved, partition, brokerPolicy }).outcome).toBe(outcome);
});
