// The in-process deployment into the loopback: what was deployed is read back with AWS's own SDK.
import * as iam from "@aws-sdk/client-iam";
import * as s3 from "@aws-sdk/client-s3";
import * as sts from "@aws-sdk/client-sts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Loopback, startLoopback } from "../../loopback/start-loopback.ts";
import { type Deployment, deploy, type StackOutputs } from "../../provider/deploy.ts";
import { wholeProgram } from "./deploy-to-stand-in.ts";

let loopback: Loopback;
let outputs: StackOutputs;
let configuration: { endpoint: string; region: string; credentials: Deployment["aws"]["credentials"] };
let buckets: s3.S3Client;
let users: iam.IAMClient;

const deployed = (program: Deployment["program"], config: Deployment["config"] = {}) =>
  deploy({ program, project: "federation-broker", stack: "test", config, aws: configuration });

const output = (name: string) => String(outputs[name]?.value);

beforeAll(async () => {
  loopback = await startLoopback({ port: 0 });
  const { endpoint, region, accessKeyId, secretAccessKey } = loopback;
  configuration = { endpoint, region, credentials: { accessKeyId, secretAccessKey } };
  buckets = new s3.S3Client(configuration);
  users = new iam.IAMClient(configuration);
  outputs = await deployed(wholeProgram, { brokerName: "Broker", bucketName: "inside" });
});

afterAll(async () => {
  buckets.destroy();
  users.destroy();
  await loopback.close();
});

it("deploys into another region, and its buckets are there", async () => {
  const away = await startLoopback({ region: "eu-west-1" });
  const { endpoint, region, accessKeyId, secretAccessKey } = away;
  const aws = { endpoint, region, credentials: { accessKeyId, secretAccessKey } };
  const config = { brokerName: "Broker", bucketName: "inside" };
  const made = await deploy({
    program: wholeProgram,
    project: "federation-broker",
    stack: "test",
    config,
    aws,
  });
  expect(made.region?.value).toBe("eu-west-1");
  const client = new s3.S3Client({ ...aws, region: "us-east-1", followRegionRedirects: true });
  for (const name of ["bucketName", "outsideBucketName"]) {
    const Bucket = String(made[name]?.value);
    const { LocationConstraint } = await client.send(new s3.GetBucketLocationCommand({ Bucket }));
    expect(LocationConstraint).toBe("eu-west-1");
    expect(await client.send(new s3.GetBucketVersioningCommand({ Bucket }))).toMatchObject({
      Status: "Enabled",
    });
  }
  client.destroy();
  await away.close();
});

describe.each(["bucketName", "outsideBucketName"])("the bucket of the output %s", (name) => {
  it("is closed to the public", async () => {
    const answer = await buckets.send(new s3.GetPublicAccessBlockCommand({ Bucket: output(name) }));
    expect(answer.PublicAccessBlockConfiguration).toEqual({
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    });
  });

  it("has no ACLs, is encrypted and versioned", async () => {
    const Bucket = output(name);
    const { OwnershipControls } = await buckets.send(new s3.GetBucketOwnershipControlsCommand({ Bucket }));
    expect(OwnershipControls?.Rules).toEqual([{ ObjectOwnership: "BucketOwnerEnforced" }]);
    const encryption = await buckets.send(new s3.GetBucketEncryptionCommand({ Bucket }));
    expect(encryption.ServerSideEncryptionConfiguration?.Rules).toMatchObject([
      { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" } },
    ]);
    const versioning = await buckets.send(new s3.GetBucketVersioningCommand({ Bucket }));
    expect(versioning.Status).toBe("Enabled");
  });

  it("has the policy that the outputs tell, which denies plain HTTP", async () => {
    const { Policy } = await buckets.send(new s3.GetBucketPolicyCommand({ Bucket: output(name) }));
    expect(Policy).toBe(output(name === "bucketName" ? "bucketPolicy" : "outsideBucketPolicy"));
    expect(Policy).toContain('"Condition":{"Bool":{"aws:SecureTransport":"false"}}');
  });
});

describe("the objects", () => {
  it("are the canary in the bucket, and nothing in the outside bucket", async () => {
    const inside = await buckets.send(new s3.ListObjectsV2Command({ Bucket: "inside" }));
    expect(inside.Contents?.map(({ Key }) => Key)).toEqual(["canary.txt"]);
    const outside = await buckets.send(new s3.ListObjectsV2Command({ Bucket: output("outsideBucketName") }));
    expect(outside.Contents ?? []).toEqual([]);
  });

  it("hold the canary's text", async () => {
    const { Body, ContentType } = await buckets.send(
      new s3.GetObjectCommand({ Bucket: "inside", Key: output("canaryKey") }),
    );
    expect(await Body?.transformToString()).toBe(
      "Federated users may list this object; none of them may read it.\n",
    );
    expect(ContentType).toBe("text/plain");
  });
});

describe("the broker", () => {
  it("is a user under the path, with the ARN of the outputs", async () => {
    const { User } = await users.send(new iam.GetUserCommand({ UserName: "Broker" }));
    expect(User).toMatchObject({
      UserName: "Broker",
      Path: "/federation/",
      Arn: `arn:aws:iam::${loopback.accountId}:user/federation/Broker`,
    });
    expect(output("brokerUserArn")).toBe(User?.Arn);
  });

  it("has one inline policy, the document of the outputs", async () => {
    const { PolicyNames } = await users.send(new iam.ListUserPoliciesCommand({ UserName: "Broker" }));
    expect(PolicyNames).toEqual(["federation"]);
    const { PolicyDocument = "" } = await users.send(
      new iam.GetUserPolicyCommand({ UserName: "Broker", PolicyName: "federation" }),
    );
    expect(decodeURIComponent(PolicyDocument)).toBe(
      '{"Version":"2012-10-17","Statement":[' +
        '{"Sid":"ListTheBucket","Effect":"Allow","Action":"s3:ListBucket","Resource":"arn:aws:s3:::inside"},' +
        '{"Sid":"FederateUsers","Effect":"Allow","Action":"sts:GetFederationToken*",' +
        `"Resource":"arn:aws:sts::${loopback.accountId}:federated-user/*"}]}`,
    );
    expect(output("brokerPolicy")).toBe(decodeURIComponent(PolicyDocument));
  });

  it("has one active key, which works", async () => {
    const { AccessKeyMetadata } = await users.send(new iam.ListAccessKeysCommand({ UserName: "Broker" }));
    expect(AccessKeyMetadata).toMatchObject([
      { AccessKeyId: output("brokerAccessKeyId"), Status: "Active", UserName: "Broker" },
    ]);
    const credentials = {
      accessKeyId: output("brokerAccessKeyId"),
      secretAccessKey: output("brokerSecretAccessKey"),
    };
    const broker = new sts.STSClient({ ...configuration, credentials });
    const { Arn } = await broker.send(new sts.GetCallerIdentityCommand({}));
    expect(Arn).toBe(output("brokerUserArn"));
    broker.destroy();
  });
});

describe("the outputs", () => {
  it("tell the loopback's account and region", () => {
    expect(output("accountId")).toBe(loopback.accountId);
    expect(output("region")).toBe(loopback.region);
    expect(output("partition")).toBe("aws");
    expect(output("bucketArn")).toBe("arn:aws:s3:::inside");
  });

  it("name what was left unnamed with a random suffix", () => {
    expect(output("outsideBucketName")).toMatch(/^outside-bucket-[0-9a-f]{7}$/);
  });
});
