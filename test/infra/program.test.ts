// The program under strict stand-ins: which resources it makes, of what and in which order.
import { describe, expect, it } from "vitest";
import { bucketPolicy, guidePolicy, scopedPolicy } from "./expected-documents.ts";
import { byName, inputsOf, runProgram } from "./run-program.ts";

/** The resources of one private bucket, by logical name. */
const bucketResources = (name: string, bucket: string) => ({
  [name]: { type: "aws:s3/bucket:Bucket", inputs: { forceDestroy: false } },
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
      "federation-broker-boundary": {
        type: "aws:iam/policy:Policy",
        inputs: {
          path: "/federation/",
          description: "The most that a federation broker may do",
          policy: guidePolicy,
        },
      },
      "federation-broker": {
        type: "aws:iam/user:User",
        inputs: {
          path: "/federation/",
          permissionsBoundary:
            "arn:aws:iam::111122223333:policy/federation/federation-broker-boundary-5eed123",
          forceDestroy: false,
        },
      },
      "federation-broker-policy": {
        type: "aws:iam/userPolicy:UserPolicy",
        inputs: { name: "federation", user: "federation-broker-5eed123", policy: scopedPolicy },
      },
      "federation-broker-key-1": {
        type: "aws:iam/accessKey:AccessKey",
        inputs: { user: "federation-broker-5eed123", status: "Active" },
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
        "federation-broker:index:Broker$aws:iam/accessKey:AccessKey::federation-broker-key-1",
        "federation-broker:index:Broker$aws:iam/policy:Policy::federation-broker-boundary",
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
    ["federation-broker-policy", "federation-broker-key-1"],
    ["federation-broker-boundary", "federation-broker"],
  ])("%s is there before %s begins", async (first, second) => {
    const { events } = await runProgram();
    expect(events).toContain(`end ${first}`);
    // A component begins before its resource of the same name.
    expect(events.lastIndexOf(`begin ${second}`)).toBeGreaterThan(events.indexOf(`end ${first}`));
  });

  it("take their names from the configuration", async () => {
    const run = await runProgram({
      bucketName: "my-bucket",
      outsideBucketName: "my-other-bucket",
      brokerName: "My.Broker",
      brokerPath: "/teams/a/",
      brokerTags: '{"team":"identity"}',
    });
    expect(inputsOf(run, "federation-bucket")).toEqual({ bucket: "my-bucket", forceDestroy: false });
    expect(inputsOf(run, "outside-bucket")).toEqual({ bucket: "my-other-bucket", forceDestroy: false });
    expect(inputsOf(run, "federation-broker")).toEqual({
      name: "My.Broker",
      path: "/teams/a/",
      tags: { team: "identity" },
      permissionsBoundary: "arn:aws:iam::111122223333:policy/teams/a/federation-broker-boundary-5eed123",
      forceDestroy: false,
    });
    expect(inputsOf(run, "federation-bucket-policy")).toEqual({
      bucket: "my-bucket",
      policy: bucketPolicy("my-bucket"),
    });
  });

  it("include a bucket whose random name begins with the prefix", async () => {
    const run = await runProgram({ bucketPrefix: "acme-tokens" });
    expect(inputsOf(run, "acme-tokens")).toEqual({ forceDestroy: false });
    expect(run.outputs.bucketName).toBe("acme-tokens-5eed123");
    expect(inputsOf(run, "federation-bucket-policy")?.bucket).toBe("acme-tokens-5eed123");
    expect(run.outputs.outsideBucketName).toBe("outside-bucket-5eed123");
  });

  it("encrypt with the KMS key of the configuration", async () => {
    const key = "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    const run = await runProgram({ encryption: key });
    for (const bucket of ["federation-bucket", "outside-bucket"]) {
      expect(inputsOf(run, `${bucket}-encryption`)?.rules).toEqual([
        {
          applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: key },
          bucketKeyEnabled: true,
        },
      ]);
    }
  });

  it("log, and expire old versions, when the configuration says so", async () => {
    const run = await runProgram({ logBucket: "my-logs", noncurrentVersionDays: "30" });
    expect(inputsOf(run, "federation-bucket-logging")).toEqual({
      bucket: "federation-bucket-5eed123",
      targetBucket: "my-logs",
      targetPrefix: "federation-bucket-5eed123/",
    });
    expect(inputsOf(run, "outside-bucket-lifecycle")).toEqual({
      bucket: "outside-bucket-5eed123",
      rules: [
        {
          id: "expire-noncurrent-versions",
          status: "Enabled",
          filter: { prefix: "" },
          noncurrentVersionExpiration: { noncurrentDays: 30 },
        },
      ],
    });
    expect(run.events.indexOf("begin federation-bucket-lifecycle")).toBeGreaterThan(
      run.events.indexOf("end federation-bucket-versioning"),
    );
  });

  it("keep no versions when the configuration says so", async () => {
    const run = await runProgram({ versioning: "false" });
    expect(run.resources.map(({ type }) => type)).not.toContain("aws:s3/bucketVersioning:BucketVersioning");
  });

  it("are without an outside bucket when the configuration turns it off", async () => {
    const run = await runProgram({ outsideBucket: "false" });
    expect(run.urns.filter((urn) => urn.includes("outside"))).toEqual([]);
    expect(Object.keys(run.outputs).filter((name) => name.startsWith("outside"))).toEqual([]);
  });

  it("are protected, and AWS keeps what is in them", async () => {
    const run = await runProgram();
    expect(run.protected).toEqual(["federation-bucket", "outside-bucket", "federation-broker"]);
  });

  it("are neither in a disposable stack", async () => {
    const run = await runProgram({ disposable: "true" });
    expect(run.protected).toEqual([]);
    for (const name of ["federation-bucket", "outside-bucket", "federation-broker"]) {
      expect(inputsOf(run, name)?.forceDestroy).toBe(true);
    }
  });

  it("use the stack's own boundary, or none", async () => {
    const arn = "arn:aws:iam::111122223333:policy/mine";
    const own = await runProgram({ permissionsBoundary: arn });
    expect(inputsOf(own, "federation-broker")?.permissionsBoundary).toBe(arn);
    expect(inputsOf(own, "federation-broker-boundary")).toBeUndefined();
    expect([own.outputs.brokerBoundaryArn, own.outputs.brokerBoundary]).toEqual([arn, undefined]);
    const none = await runProgram({ permissionsBoundary: "none" });
    expect(inputsOf(none, "federation-broker")).toEqual({ path: "/federation/", forceDestroy: false });
    expect([none.outputs.brokerBoundaryArn, none.outputs.brokerBoundary]).toEqual([undefined, undefined]);
  });

  it("keep their old names as aliases", async () => {
    expect((await runProgram()).aliases).toEqual({ "federation-broker-key-1": ["federation-broker-key"] });
  });

  it.each(["aws", "aws-cn", "aws-us-gov"])("carry the partition %s in every ARN", async (partition) => {
    const run = await runProgram(
      { resourceGrants: '[{"federatedUser":"User1","actions":["s3:ListBucket"]}]', sessionTags: '["team"]' },
      { partition },
    );
    const arns = JSON.stringify(run.resources).match(/arn:[a-z-]+:/g) ?? [];
    expect(new Set(arns)).toEqual(new Set([`arn:${partition}:`]));
    expect(arns.length).toBeGreaterThan(8);
  });
});
