// Deployments into a loopback that holds something already, and settings that differ from S3's own.
import * as s3 from "@aws-sdk/client-s3";
import * as aws from "@pulumi/aws";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Loopback, startLoopback } from "../../loopback/start-loopback.ts";
import { type Deployment, deploy } from "../../provider/deploy.ts";
import { wholeProgram } from "./deploy-to-stand-in.ts";

let loopback: Loopback;
let configuration: { endpoint: string; region: string; credentials: Deployment["aws"]["credentials"] };
let buckets: s3.S3Client;

const deployed = (program: Deployment["program"], config: Deployment["config"] = {}) =>
  deploy({ program, project: "federation-broker", stack: "test", config, aws: configuration });

beforeAll(async () => {
  loopback = await startLoopback({ port: 0 });
  const { endpoint, region, accessKeyId, secretAccessKey } = loopback;
  configuration = { endpoint, region, credentials: { accessKeyId, secretAccessKey } };
  buckets = new s3.S3Client(configuration);
  await deployed(wholeProgram, { brokerName: "Broker", bucketName: "inside" });
});

afterAll(async () => {
  buckets.destroy();
  await loopback.close();
});

describe("a second deployment", () => {
  it("does not take over an existing bucket", async () => {
    await expect(deployed(wholeProgram, { bucketName: "inside" })).rejects.toThrow(
      'the resource "federation-bucket" (aws:s3/bucket:Bucket) could not be created: BucketAlreadyOwnedByYou: the bucket "inside" is there already, and what exists is not taken over',
    );
  });

  it("does not take over an existing user", async () => {
    await expect(deployed(wholeProgram, { brokerName: "Broker" })).rejects.toThrow(
      'the resource "federation-broker" (aws:iam/user:User) could not be created: EntityAlreadyExists: User with name Broker already exists.',
    );
  });

  it("beside the first gets names of its own", async () => {
    const { brokerUserName, bucketName } = await deployed(wholeProgram);
    expect(brokerUserName?.value).toMatch(/^federation-broker-[0-9a-f]{7}$/);
    expect(bucketName?.value).toMatch(/^federation-bucket-[0-9a-f]{7}$/);
  });
});

describe("a setting that is not S3's default", () => {
  it("is the one that the program gave", async () => {
    await deployed(async () => {
      const { bucket } = new aws.s3.Bucket("odd", { bucket: "odd" });
      const flags = { blockPublicAcls: false, ignorePublicAcls: true };
      new aws.s3.BucketPublicAccessBlock("flags", { bucket, ...flags, restrictPublicBuckets: true });
      new aws.s3.BucketOwnershipControls("owner", {
        bucket,
        rule: { objectOwnership: "BucketOwnerPreferred" },
      });
      new aws.s3.BucketVersioning("versions", { bucket, versioningConfiguration: { status: "Suspended" } });
      const applyServerSideEncryptionByDefault = { sseAlgorithm: "aws:kms", kmsMasterKeyId: "a-key" };
      new aws.s3.BucketServerSideEncryptionConfiguration("kms", {
        bucket,
        rules: [{ applyServerSideEncryptionByDefault }],
      });
      return {};
    });
    const Bucket = "odd";
    const block = await buckets.send(new s3.GetPublicAccessBlockCommand({ Bucket }));
    expect(block.PublicAccessBlockConfiguration).toEqual({
      BlockPublicAcls: false,
      BlockPublicPolicy: false,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    });
    const ownership = await buckets.send(new s3.GetBucketOwnershipControlsCommand({ Bucket }));
    expect(ownership.OwnershipControls?.Rules).toEqual([{ ObjectOwnership: "BucketOwnerPreferred" }]);
    const versioning = await buckets.send(new s3.GetBucketVersioningCommand({ Bucket }));
    expect(versioning.Status).toBe("Suspended");
    const encryption = await buckets.send(new s3.GetBucketEncryptionCommand({ Bucket }));
    expect(encryption.ServerSideEncryptionConfiguration?.Rules).toMatchObject([
      { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms", KMSMasterKeyID: "a-key" } },
    ]);
  });
});
