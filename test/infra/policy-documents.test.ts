// The policy documents of the deployment, character by character.
import { expect, it } from "vitest";
import { brokerPolicy, ceiling, privateBucketPolicy } from "../../infra/policy-documents.ts";
import type { Principal } from "../../policy/authorization-request.ts";
import { evaluate } from "../../policy/evaluate.ts";
import { parsePolicy } from "../../policy/parse-policy.ts";

const names = { partition: "aws", accountId: "111122223333", bucketName: "inside" };
const inChina = { partition: "aws-cn", accountId: "444455556666", bucketName: "inside" };

it("the scoped broker policy names this bucket and this account's federated users", () => {
  expect(JSON.parse(brokerPolicy("scoped", names))).toEqual({
    Version: "2012-10-17",
    Statement: [
      { Sid: "ListTheBucket", Effect: "Allow", Action: "s3:ListBucket", Resource: "arn:aws:s3:::inside" },
      {
        Sid: "FederateUsers",
        Effect: "Allow",
        Action: "sts:GetFederationToken*",
        Resource: "arn:aws:sts::111122223333:federated-user/*",
      },
    ],
  });
});

it("the guide's broker policy allows both actions on everything", () => {
  expect(JSON.parse(brokerPolicy("guide", names))).toEqual({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: ["s3:ListBucket", "sts:GetFederationToken*"], Resource: "*" }],
  });
});

it("the stack's own document stays as it was written", () => {
  expect(brokerPolicy({ document: ' {"Statement": []}\n' }, names)).toBe(' {"Statement": []}\n');
});

it("the bucket policy denies plain HTTP on the bucket and its objects, and grants nothing", () => {
  expect(JSON.parse(privateBucketPolicy(names))).toEqual({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "DenyPlainHttp",
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: ["arn:aws:s3:::inside", "arn:aws:s3:::inside/*"],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ],
  });
});

const scope = {
  federatedNames: ["User?", "ci-*"],
  sessionTags: ["team", "project"],
  allowedNetworks: ["203.0.113.0/24"],
};

it("the scoped broker policy names who may be federated, which tags may be passed, and from where", () => {
  const users = [
    "arn:aws:sts::111122223333:federated-user/User?",
    "arn:aws:sts::111122223333:federated-user/ci-*",
  ];
  const Condition = { IpAddress: { "aws:SourceIp": ["203.0.113.0/24"] } };
  expect(JSON.parse(brokerPolicy("scoped", names, scope)).Statement).toEqual([
    {
      Sid: "ListTheBucket",
      Effect: "Allow",
      Action: "s3:ListBucket",
      Resource: "arn:aws:s3:::inside",
      Condition,
    },
    { Sid: "FederateUsers", Effect: "Allow", Action: "sts:GetFederationToken*", Resource: users, Condition },
    {
      Sid: "PassSessionTags",
      Effect: "Allow",
      Action: "sts:TagSession",
      Resource: users,
      Condition: {
        Null: { "aws:TagKeys": "false" },
        "ForAllValues:StringEquals": { "aws:TagKeys": ["team", "project"] },
        ...Condition,
      },
    },
  ]);
});

it("the ceiling is the guide's document, and the tags that may be passed", () => {
  expect(ceiling([])).toBe(brokerPolicy("guide", names));
  expect(JSON.parse(ceiling(["team"])).Statement).toEqual([
    { Effect: "Allow", Action: ["s3:ListBucket", "sts:GetFederationToken*"], Resource: "*" },
    {
      Sid: "PassSessionTags",
      Effect: "Allow",
      Action: "sts:TagSession",
      Resource: "*",
      Condition: {
        Null: { "aws:TagKeys": "false" },
        "ForAllValues:StringEquals": { "aws:TagKeys": ["team"] },
      },
    },
  ]);
});

const rules = {
  denyOtherAccounts: true,
  resourceGrants: [
    { federatedUser: "User1", actions: ["s3:GetObject"], keys: "reports/*" },
    { federatedUser: "User2", actions: ["s3:ListBucket"] },
  ],
  allowedNetworks: ["203.0.113.0/24"],
};

it("the bucket policy denies other accounts and grants to sessions when it is asked to", () => {
  const Condition = { IpAddress: { "aws:SourceIp": ["203.0.113.0/24"] } };
  expect(JSON.parse(privateBucketPolicy(names, rules)).Statement.slice(1)).toEqual([
    {
      Sid: "DenyOtherAccounts",
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource: ["arn:aws:s3:::inside", "arn:aws:s3:::inside/*"],
      Condition: {
        StringNotEquals: { "aws:PrincipalAccount": "111122223333" },
        BoolIfExists: { "aws:PrincipalIsAWSService": "false" },
      },
    },
    {
      Sid: "Grant1",
      Effect: "Allow",
      Principal: { AWS: "arn:aws:sts::111122223333:federated-user/User1" },
      Action: ["s3:GetObject"],
      Resource: "arn:aws:s3:::inside/reports/*",
      Condition,
    },
    {
      Sid: "Grant2",
      Effect: "Allow",
      Principal: { AWS: "arn:aws:sts::111122223333:federated-user/User2" },
      Action: ["s3:ListBucket"],
      Resource: "arn:aws:s3:::inside",
      Condition,
    },
  ]);
});

it.each<[who: string, principal: Principal, decision: string]>([
  ["a user of the account", { type: "User", arn: "arn:aws:iam::111122223333:user/u" }, "allowed"],
  ["a user of another account", { type: "User", arn: "arn:aws:iam::444455556666:user/u" }, "explicitDeny"],
  ["nobody", { type: "Anonymous" }, "explicitDeny"],
])("a bucket that denies other accounts: %s", (_, principal, decision) => {
  const everything = parsePolicy(
    '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}',
    "identity",
  );
  const request = {
    principal,
    action: "s3:ListBucket",
    resource: "arn:aws:s3:::inside",
    resourceAccount: "111122223333",
    context: { "aws:SecureTransport": "true" },
  };
  const policies = {
    identity: [everything],
    resource: parsePolicy(privateBucketPolicy(names, { ...rules, resourceGrants: [] }), "resource"),
  };
  expect(evaluate(request, policies).decision).toBe(decision);
});

it("every ARN carries the partition", () => {
  expect(brokerPolicy("scoped", inChina)).toContain('"arn:aws-cn:s3:::inside"');
  expect(brokerPolicy("scoped", inChina)).toContain('"arn:aws-cn:sts::444455556666:federated-user/*"');
  expect(privateBucketPolicy(inChina)).toContain('["arn:aws-cn:s3:::inside","arn:aws-cn:s3:::inside/*"]');
});

it("AWS accepts every document", () => {
  for (const choice of ["scoped", "guide"] as const) {
    expect(() => parsePolicy(brokerPolicy(choice, names), "identity")).not.toThrow();
  }
  expect(() => parsePolicy(brokerPolicy("scoped", names, scope), "identity", { quota: 2048 })).not.toThrow();
  expect(() => parsePolicy(ceiling(["team"]), "boundary")).not.toThrow();
  expect(() => parsePolicy(privateBucketPolicy(names), "resource")).not.toThrow();
  expect(() => parsePolicy(privateBucketPolicy(names, rules), "resource")).not.toThrow();
});
