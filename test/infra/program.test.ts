// The program under strict stand-ins: which resources it makes, of what and in which order.
import { describe, expect, it } from "vitest";
import { bucketPolicy, scopedPolicy } from "./expected-documents.ts";
import { byName, inputsOf, runProgram } from "./run-program.ts";

/** The resources of one private bucket, by logical name. */
const bucketResources = (name: string, bucket: string) => ({
  [name]: { type: "aws:s3/bucket:Bucket", inputs: {} },
  [`${name}-public-access-block`]: {
    type: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
    inputs: {
      bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    },
  },
  [`${name}-ownership-controls`]: {
    type: "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
    inputs: { bucket, rule: { objectOwnership: "BucketOwnerEnforced" } },
  },
  [`${name}-encryption`]: {
    type: "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    inputs: { bucket, rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }] },
  },
  [`${name}-versioning`]: {
    type: "aws:s3/bucketVersioning:BucketVersioning",
    inputs: { bucket, versioningConfiguration: { status: "Enabled" } },
  },
  [`${name}-policy`]: {
    type: "aws:s3/bucketPolicy:BucketPolicy",
    inputs: { bucket, policy: bucketPolicy(bucket) },
  },
});

describe("the resources", () => {
  it("are two private buckets, one canary object and the broker, and nothing else", async () => {
    const { resources } = await runProgram();
    expect(byName(resources)).toEqual({
      ...bucketResources("federation-bucket", "federation-bucket-5eed123"),
      "federation-bucket-canary": {
        type: "aws:s3/bucketObjectv2:BucketObjectv2",
        inputs: {
          bucket: "federation-bucket-5eed123",
          key: "canary.txt",
          content: "Federated users may list this object; none of them may read it.\n",
          contentType: "text/plain",
        },
      },
      ...bucketResources("outside-bucket", "outside-bucket-5eed123"),
      "federation-broker": { type: "aws:iam/user:User", inputs: { path: "/federation/" } },
      "federation-broker-policy": {
        type: "aws:iam/userPolicy:UserPolicy",
        inputs: { name: "federation", user: "federation-broker-5eed123", policy: scopedPolicy },
      },
      "federation-broker-key": {
        type: "aws:iam/accessKey:AccessKey",
        inputs: { user: "federation-broker-5eed123" },
      },
    });
  });

  it("are children of their component", async () => {
    const { urns } = await runProgram();
    const bucket = (name: string) => [
      `federation-broker:index:PrivateBucket$aws:s3/bucket:Bucket::${name}`,
      `federation-broker:index:PrivateBucket$aws:s3/bucketOwnershipControls:BucketOwnershipControls::${name}-ownership-controls`,
      `federation-broker:index:PrivateBucket$aws:s3/bucketPolicy:BucketPolicy::${name}-policy`,
      `federation-broker:index:PrivateBucket$aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock::${name}-public-access-block`,
      `federation-broker:index:PrivateBucket$aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration::${name}-encryption`,
      `federation-broker:index:PrivateBucket$aws:s3/bucketVersioning:BucketVersioning::${name}-versioning`,
      `federation-broker:index:PrivateBucket::${name}`,
    ];
    expect(urns).toEqual(
      [
        "federation-broker:index:Broker$aws:iam/accessKey:AccessKey::federation-broker-key",
        "federation-broker:index:Broker$aws:iam/user:User::federation-broker",
        "federation-broker:index:Broker$aws:iam/userPolicy:UserPolicy::federation-broker-policy",
        "federation-broker:index:Broker::federation-broker",
        "federation-broker:index:PrivateBucket$aws:s3/bucketObjectv2:BucketObjectv2::federation-bucket-canary",
        ...bucket("federation-bucket"),
        ...bucket("outside-bucket"),
      ].sort(),
    );
  });

  it.each([
    ["federation-bucket-public-access-block", "federation-bucket-policy"],
    ["outside-bucket-public-access-block", "outside-bucket-policy"],
    ["federation-bucket-versioning", "federation-bucket-canary"],
    ["federation-bucket-encryption", "federation-bucket-canary"],
    ["federation-bucket-ownership-controls", "federation-bucket-canary"],
    ["federation-broker-policy", "federation-broker-key"],
  ])("%s is there before %s begins", async (first, second) => {
    const { events } = await runProgram();
    expect(events).toContain(`end ${first}`);
    expect(events.indexOf(`begin ${second}`)).toBeGreaterThan(events.indexOf(`end ${first}`));
  });

  it("take their names from the configuration", async () => {
    const run = await runProgram({
      bucketName: "my-bucket",
      outsideBucketName: "my-other-bucket",
      brokerName: "My.Broker",
      brokerPath: "/teams/a/",
    });
    expect(inputsOf(run, "federation-bucket")).toEqual({ bucket: "my-bucket" });
    expect(inputsOf(run, "outside-bucket")).toEqual({ bucket: "my-other-bucket" });
    expect(inputsOf(run, "federation-broker")).toEqual({ name: "My.Broker", path: "/teams/a/" });
    expect(inputsOf(run, "federation-bucket-policy")).toEqual({
      bucket: "my-bucket",
      policy: bucketPolicy("my-bucket"),
    });
  });
});
