// The policy documents of the deployment, character by character.
import { expect, it } from "vitest";
import { brokerPolicy, privateBucketPolicy } from "../../infra/policy-documents.ts";
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

it("a document of one's own stays as it was written", () => {
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

it("every ARN carries the partition", () => {
  expect(brokerPolicy("scoped", inChina)).toContain('"arn:aws-cn:s3:::inside"');
  expect(brokerPolicy("scoped", inChina)).toContain('"arn:aws-cn:sts::444455556666:federated-user/*"');
  expect(privateBucketPolicy(inChina)).toContain('["arn:aws-cn:s3:::inside","arn:aws-cn:s3:::inside/*"]');
});

it("every document is one that AWS takes", () => {
  for (const choice of ["scoped", "guide"] as const) {
    expect(() => parsePolicy(brokerPolicy(choice, names), "identity")).not.toThrow();
  }
  expect(() => parsePolicy(privateBucketPolicy(names), "resource")).not.toThrow();
});
