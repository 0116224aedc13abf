// The program under strict stand-ins: which resources it makes, of what, in which order, and what it exports.
import { describe, expect, it } from "vitest";
import { answerCall, resourceState, runProgram } from "./run-program.ts";

const bucketPolicy = (bucket: string) =>
  `{"Version":"2012-10-17","Statement":[{"Sid":"DenyPlainHttp","Effect":"Deny","Principal":"*","Action":"s3:*",` +
  `"Resource":["arn:aws:s3:::${bucket}","arn:aws:s3:::${bucket}/*"],` +
  `"Condition":{"Bool":{"aws:SecureTransport":"false"}}}]}`;

const scopedPolicy =
  '{"Version":"2012-10-17","Statement":[' +
  '{"Sid":"ListTheBucket","Effect":"Allow","Action":"s3:ListBucket",' +
  '"Resource":"arn:aws:s3:::federation-bucket-5eed123"},' +
  '{"Sid":"FederateUsers","Effect":"Allow","Action":"sts:GetFederationToken*",' +
  '"Resource":"arn:aws:sts::111122223333:federated-user/*"}]}';

const guidePolicy =
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow",' +
  '"Action":["s3:ListBucket","sts:GetFederationToken*"],"Resource":"*"}]}';

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

const byName = (resources: Awaited<ReturnType<typeof runProgram>>["resources"]) =>
  Object.fromEntries(resources.map(({ name, type, inputs }) => [name, { type, inputs }]));

const inputsOf = (run: Awaited<ReturnType<typeof runProgram>>, name: string) =>
  byName(run.resources)[name]?.inputs;

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

describe("the broker's policy", () => {
  it("is the guide's document when the stack asks for it", async () => {
    const run = await runProgram({ brokerPolicy: "guide" });
    expect(inputsOf(run, "federation-broker-policy")?.policy).toBe(guidePolicy);
    expect(run.outputs.brokerPolicy).toBe(guidePolicy);
  });

  it("is a document of one's own, character by character", async () => {
    const own =
      '{ "Statement" : {"Effect":"Allow","Action":"sts:GetFederationToken","Resource":"*"},\n "Version":"2012-10-17"}';
    const run = await runProgram({ brokerPolicy: own });
    expect(inputsOf(run, "federation-broker-policy")?.policy).toBe(own);
    expect(run.outputs.brokerPolicy).toBe(own);
  });
});

describe("the outputs", () => {
  it("are everything that the broker and the smoke suite need", async () => {
    const { outputs } = await runProgram();
    expect(outputs).toEqual({
      contractVersion: 1,
      partition: "aws",
      region: "eu-central-1",
      accountId: "111122223333",
      bucketName: "federation-bucket-5eed123",
      bucketArn: "bucket-arn-of-federation-bucket-5eed123",
      bucketPolicy: bucketPolicy("federation-bucket-5eed123"),
      canaryKey: "canary.txt",
      outsideBucketName: "outside-bucket-5eed123",
      outsideBucketArn: "bucket-arn-of-outside-bucket-5eed123",
      outsideBucketPolicy: bucketPolicy("outside-bucket-5eed123"),
      brokerUserName: "federation-broker-5eed123",
      brokerUserArn: "user-arn-of-federation-broker",
      brokerPolicyName: "federation",
      brokerPolicy: scopedPolicy,
      brokerAccessKeyId: "federation-broker-key-id",
      brokerSecretAccessKey: "planted-secret",
    });
  });

  it("hide the secret key and nothing else", async () => {
    const { secretOutputs } = await runProgram();
    expect(secretOutputs).toEqual(["brokerSecretAccessKey"]);
  });
});

describe("at preview", () => {
  it("every policy document is known, though no ARN and no secret is", async () => {
    const run = await runProgram({}, true);
    expect(run.outputs.brokerUserArn).toBeUndefined();
    expect(run.outputs.brokerSecretAccessKey).toBeUndefined();
    expect(inputsOf(run, "federation-broker-policy")?.policy).toBe(scopedPolicy);
    expect(inputsOf(run, "federation-bucket-policy")?.policy).toBe(bucketPolicy("federation-bucket-5eed123"));
    expect(inputsOf(run, "outside-bucket-policy")?.policy).toBe(bucketPolicy("outside-bucket-5eed123"));
    expect(run.outputs.brokerPolicy).toBe(scopedPolicy);
  });
});

describe("a wrong configuration", () => {
  it("stops the program before any resource is made", async () => {
    await expect(runProgram({ brokerPolicy: "scopd" })).rejects.toThrow(
      'The option federation-broker:brokerPolicy is "scopd"',
    );
  });
});

describe("the stand-in for AWS's provider", () => {
  it("refuses a resource type that no test expects", () => {
    expect(() => resourceState({ type: "aws:sqs/queue:Queue", name: "q", inputs: {} })).toThrow(
      "the program made a aws:sqs/queue:Queue, which no test expects",
    );
  });

  it("refuses a function that no test expects", () => {
    expect(() => answerCall({ token: "aws:index/getArn:getArn" })).toThrow(
      "the program called aws:index/getArn:getArn, which no test expects",
    );
  });
});
