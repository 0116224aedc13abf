// The project's own policies, and policies that AWS's guides give, by the same rules.
import { expect, test } from "vitest";
import { sessionPolicies } from "../../../broker/session-policies.ts";
import { openCatalogue } from "../../../catalogue/open-catalogue.ts";
import { brokerPolicy, ceiling, privateBucketPolicy } from "../../../infra/policy-documents.ts";
import { findFindings } from "../../../policy/findings/find-findings.ts";
import type { PolicyKind } from "../../../policy/policy-document.ts";

const catalogue = await openCatalogue();
const names = { partition: "aws", accountId: "111122223333", bucketName: "federation-bucket" };

const scope = {
  federatedNames: ["User?", "ci-*"],
  sessionTags: ["team"],
  allowedNetworks: ["203.0.113.0/24"],
};
const rules = {
  denyOtherAccounts: true,
  resourceGrants: [{ federatedUser: "User1", actions: ["s3:GetObject"], keys: "reports/*" }],
  allowedNetworks: ["203.0.113.0/24"],
};

const statements = (...list: readonly object[]): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: list });

const documents: readonly (readonly [string, PolicyKind, string, readonly string[]])[] = [
  ["the broker's scoped policy", "identity", brokerPolicy("scoped", names), []],
  ["the broker's policy of AWS's guide", "identity", brokerPolicy("guide", names), []],
  ["the bucket's policy", "resource", privateBucketPolicy(names), []],
  // The catalogue knows TagSession of roles alone; GetFederationToken asks for it on the federated user.
  [
    "the broker's scoped policy with everything",
    "identity",
    brokerPolicy("scoped", names, scope),
    ["STATEMENT_NEVER_MATCHES"],
  ],
  ["the broker's boundary", "boundary", ceiling(["team"]), []],
  ["the bucket's policy with everything", "resource", privateBucketPolicy(names, rules), []],
  // AWS's guide gives it without a Version, and it holds no variable.
  [
    "User1's session policy",
    "session",
    sessionPolicies["list-bucket"]("arn:aws:s3:::b"),
    ["MISSING_VERSION"],
  ],
  ["the session policy that asks for all of S3", "session", sessionPolicies["all-of-s3"](), []],
  [
    "a user's own credentials, with MFA",
    "identity",
    statements(
      { Effect: "Allow", Action: ["iam:ListUsers", "iam:GetAccountSummary"], Resource: "*" },
      {
        Effect: "Allow",
        Action: ["iam:ChangePassword", "iam:GetUser", "iam:CreateAccessKey", "iam:EnableMFADevice"],
        Resource: "arn:aws:iam::*:user/${aws:username}",
      },
      {
        Effect: "Deny",
        NotAction: ["iam:CreateVirtualMFADevice", "iam:EnableMFADevice", "sts:GetSessionToken"],
        Resource: "*",
        Condition: { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } },
      },
    ),
    [],
  ],
  [
    "servers by their owner's tag",
    "identity",
    statements(
      { Effect: "Allow", Action: "ec2:Describe*", Resource: "*" },
      {
        Effect: "Allow",
        Action: ["ec2:StartInstances", "ec2:StopInstances"],
        Resource: "arn:aws:ec2:*:*:instance/*",
        Condition: { StringEquals: { "aws:ResourceTag/Owner": "${aws:username}" } },
      },
      {
        Effect: "Allow",
        Action: "ec2:CreateTags",
        Resource: "arn:aws:ec2:*:*:*/*",
        Condition: { StringEquals: { "ec2:CreateAction": "RunInstances" } },
      },
    ),
    [],
  ],
  [
    "a region for everything but global services",
    "scp",
    statements(
      {
        Effect: "Deny",
        NotAction: ["iam:*", "organizations:*", "route53:*", "support:*"],
        Resource: "*",
        Condition: { StringNotEquals: { "aws:RequestedRegion": ["eu-central-1"] } },
      },
      { Effect: "Allow", Action: "*", Resource: "*" },
    ),
    [],
  ],
  [
    "resources for one organization",
    "rcp",
    statements({
      Effect: "Deny",
      Principal: "*",
      Action: ["s3:*", "sqs:*", "kms:*", "secretsmanager:*", "sts:*"],
      Resource: "*",
      Condition: {
        StringNotEqualsIfExists: { "aws:PrincipalOrgID": "o-example" },
        BoolIfExists: { "aws:PrincipalIsAWSService": "false" },
      },
    }),
    [],
  ],
  [
    "a trail's bucket",
    "resource",
    statements(
      {
        Effect: "Allow",
        Principal: { Service: "cloudtrail.amazonaws.com" },
        Action: "s3:PutObject",
        Resource: "arn:aws:s3:::trail/AWSLogs/111122223333/*",
        Condition: {
          StringEquals: {
            "s3:x-amz-acl": "bucket-owner-full-control",
            "aws:SourceArn": "arn:aws:cloudtrail:us-east-1:111122223333:trail/t",
          },
        },
      },
      {
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: ["arn:aws:s3:::trail", "arn:aws:s3:::trail/*"],
        Condition: { NumericLessThan: { "s3:TlsVersion": "1.2" } },
      },
    ),
    [],
  ],
];

test.for(documents)("%s, of kind %s, has the findings it should", async ([, kind, text, expected]) => {
  const findings = await findFindings(text, kind, catalogue);
  expect(findings.map(({ id }) => id)).toEqual(expected);
});
