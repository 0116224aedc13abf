// The rules of private buckets, secret keys and kept protection: each is shown to refuse and to accept.
import { describe, expect, it } from "vitest";
import { privateBucketPolicy } from "../../../infra/policy-documents.ts";
import { judge, judgeSecrecy } from "./judge.ts";

const names = { partition: "aws", accountId: "111122223333", bucketName: "inside" };
const policyType = "aws:s3/bucketPolicy:BucketPolicy";

const granting = (elements: object) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: "*",
        Action: "s3:GetObject",
        Resource: "arn:aws:s3:::inside/*",
        ...elements,
      },
    ],
  });

describe("no bucket is public:", () => {
  it.each<[why: string, policy: string]>([
    ["the program's own policy", privateBucketPolicy(names)],
    [
      "the program's own policy with everything",
      privateBucketPolicy(names, {
        denyOtherAccounts: true,
        resourceGrants: [{ federatedUser: "User1", actions: ["s3:*"], keys: "*" }],
        allowedNetworks: [],
      }),
    ],
    ["a grant to a user", granting({ Principal: { AWS: "arn:aws:iam::111122223333:user/u" } })],
    ["a grant to another account", granting({ Principal: { AWS: "444455556666" } })],
    ["a grant to a service", granting({ Principal: { Service: "logging.s3.amazonaws.com" } })],
  ])("%s passes", (_, policy) => {
    expect(judge(policyType, { policy })).toEqual({});
  });

  it.each<[why: string, elements: object, action: string]>([
    ["to everyone", {}, "s3:GetObject"],
    ["to every principal of AWS", { Principal: { AWS: "*" } }, "s3:GetObject"],
    [
      "to everyone among others",
      { Principal: { AWS: ["arn:aws:iam::111122223333:user/u", "*"] } },
      "s3:GetObject",
    ],
    ["of a listing", { Action: "s3:ListBucket", Resource: "arn:aws:s3:::inside" }, "s3:ListBucket"],
    ["of something unheard of", { Action: "s3:GetObjectV*" }, "s3:GetObjectVWitness"],
    ["of all but something", { Action: undefined, NotAction: "s3:GetObject" }, "s3:PutObject"],
    ["under a condition", { Condition: { IpAddress: { "aws:SourceIp": "203.0.113.0/24" } } }, "s3:GetObject"],
  ])("a grant %s is refused", (_, elements, action) => {
    expect(judge(policyType, { policy: granting(elements) })).toEqual({
      "private-buckets": [
        `"it" (${policyType}) allows ${action} to everyone in statement 1, whatever its conditions: name principals instead.`,
      ],
    });
  });

  it("a policy that is no valid policy is refused", () => {
    expect(judge(policyType, { policy: "{}" })).toEqual({
      "private-buckets": [
        `The rule private-buckets could not judge "it" (${policyType}), so it is refused: Missing required field Statement`,
      ],
    });
  });

  it("an open Block Public Access is refused, with what is open", () => {
    const type = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock";
    const closed = {
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    };
    expect(judge(type, closed)).toEqual({});
    expect(judge(type, { ...closed, blockPublicPolicy: false, restrictPublicBuckets: undefined })).toEqual({
      "private-buckets": [
        `"it" (${type}) leaves blockPublicPolicy, restrictPublicBuckets off: set it to true.`,
      ],
    });
  });

  it.each<[type: string, properties: Record<string, unknown>, violation: string]>([
    [
      "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
      { rule: { objectOwnership: "ObjectWriter" } },
      "lets access control lists count: set objectOwnership to BucketOwnerEnforced.",
    ],
    [
      "aws:s3/bucketAcl:BucketAcl",
      { acl: "private" },
      "gives a bucket an access control list: leave it out, and grant by policies.",
    ],
    [
      "aws:s3/bucketAclV2:BucketAclV2",
      {},
      "gives a bucket an access control list: leave it out, and grant by policies.",
    ],
    [
      "aws:s3/bucket:Bucket",
      { acl: "public-read" },
      'has the access control list "public-read": leave it out, and grant by policies.',
    ],
    [
      "aws:s3/bucketObjectv2:BucketObjectv2",
      { acl: "public-read" },
      'has the access control list "public-read": leave it out, and grant by policies.',
    ],
  ])("%s %j is refused", (type, properties, violation) => {
    expect(judge(type, properties)).toEqual({ "private-buckets": [`"it" (${type}) ${violation}`] });
  });
});

describe("an output that holds a key is a secret:", () => {
  it("secret outputs pass, and so do outputs without a key", () => {
    expect(
      judgeSecrecy({ bucketName: false, brokerSecretAccessKey: true, retiredSecretAccessKey: true }),
    ).toEqual({});
  });

  it.each(["brokerSecretAccessKey", "retiredSecretAccessKey"])("%s in clear is refused", (name) => {
    expect(judgeSecrecy({ [name]: false })).toEqual({
      "secret-keys": [`The stack output "${name}" is not a secret: make it one with pulumi.secret.`],
    });
  });
});

describe("what a stack holds is protected", () => {
  it.each(["aws:s3/bucket:Bucket", "aws:iam/user:User"])("%s", (type) => {
    const properties = { forceDestroy: false, permissionsBoundary: "arn:aws:iam::111122223333:policy/b" };
    const emptied = { ...properties, forceDestroy: true };
    expect(judge(type, properties)).toEqual({});
    expect(judge(type, properties, {}, false)).toEqual({
      "kept-protection": [
        `"it" (${type}) has lost its protection from deletion: keep it, or set the option disposable to true.`,
      ],
    });
    expect(judge(type, emptied)).toEqual({
      "kept-protection": [
        `"it" (${type}) would be deleted with all that is in it: keep it, or set the option disposable to true.`,
      ],
    });
    expect(judge(type, emptied, { disposable: "true" }, false)).toEqual({});
  });

  it("a resource that holds nothing needs no protection", () => {
    expect(judge("aws:iam/accessKey:AccessKey", {}, {}, false)).toEqual({});
  });
});
