// A deployment names and refuses what it does not know, before anything is sent.
import * as aws from "@pulumi/aws";
import { describe, expect, it } from "vitest";
import { run } from "./deploy-to-stand-in.ts";

describe("what the deployment does not know is named and refused:", () => {
  const rows: [string, () => unknown, string][] = [
    [
      "a resource type",
      () => new aws.sqs.Queue("q").id,
      'the resource "q" (aws:sqs/queue:Queue) could not be created: this deployment does not know the resource type',
    ],
    [
      "a property",
      () => new aws.s3.Bucket("b", { bucket: "b", acl: "private" }).id,
      'the resource "b" (aws:s3/bucket:Bucket) could not be created: the property "acl" is not one that this deployment can set',
    ],
    [
      "a property of a property",
      () =>
        new aws.s3.BucketServerSideEncryptionConfiguration("e", {
          bucket: "b",
          rules: [
            {
              blockedEncryptionTypes: ["NONE"],
              applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" },
            },
          ],
        }).id,
      'the resource "e" (aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration) could not be created: the property "rules[0].blockedEncryptionTypes" is not one that this deployment can set',
    ],
    [
      "a property of another type",
      () => new aws.s3.BucketPolicy("p", { bucket: "b", policy: 1 as unknown as string }).id,
      'the resource "p" (aws:s3/bucketPolicy:BucketPolicy) could not be created: the property "policy" must be a policy document',
    ],
    [
      "a resource that is read instead of made",
      () => aws.s3.Bucket.get("b", "existing").id,
      'the resource "b" (aws:s3/bucket:Bucket) could not be created: this deployment creates resources and can neither read nor import one',
    ],
    [
      "a resource that is imported",
      () => new aws.iam.User("u", { name: "u" }, { import: "u" }).id,
      'the resource "u" (aws:iam/user:User) could not be created: this deployment creates resources and can neither read nor import one',
    ],
    [
      "a function",
      () => aws.iam.getUserOutput({ userName: "u" }).arn,
      "the function aws:iam/getUser:getUser could not be answered: this deployment does not know the function",
    ],
    [
      "a function's argument",
      () => aws.getRegionOutput({ region: "eu-west-1" }).region,
      'the function aws:index/getRegion:getRegion could not be answered: the argument "region" is not one that the function takes',
    ],
  ];

  it.each(rows)("%s", async (_what, make, message) => {
    const { result, begun } = await run(async () => ({ made: make() }));
    expect(result.status === "rejected" && result.reason.message).toBe(message);
    expect(begun).toEqual([]);
  });
});
