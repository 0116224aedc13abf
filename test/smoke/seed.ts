// Seeds a loopback by SDK calls with what the Pulumi program would deploy, and gives its outputs.
import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  IAMClient,
  PutUserPolicyCommand,
} from "@aws-sdk/client-iam";
import { CreateBucketCommand, PutBucketPolicyCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import type { Loopback } from "../../loopback/start-loopback.ts";
import type { Credentials } from "../../smoke/deployment/target.ts";
import { policyOf } from "./outputs.ts";

export interface Seeded {
  outputs: Record<string, unknown>;
  operator: Credentials;
  s3: S3Client;
  iam: IAMClient;
}

const BUCKET = "seeded-inside";
const OUTSIDE = "seeded-outside";
const CANARY = "canary.txt";

/** The statements of the scoped broker policy for a loopback's account. */
export const scopedStatements = (accountId: string) => [
  { Sid: "ListTheBucket", Effect: "Allow", Action: "s3:ListBucket", Resource: `arn:aws:s3:::${BUCKET}` },
  {
    Sid: "FederateUsers",
    Effect: "Allow",
    Action: "sts:GetFederationToken*",
    Resource: `arn:aws:sts::${accountId}:federated-user/*`,
  },
];

/** Where it is deployed, and with whose key. */
export type Account = Omit<Loopback, "close">;

/** What a bucket's policy says; the program's own statement refuses calls without TLS. */
export type BucketStatements = (bucketArn: string) => readonly object[];

/** Deploys, with another broker policy or other statements for the buckets when they are given. */
export async function seed(
  account: Account,
  brokerPolicy?: string,
  bucketStatements: BucketStatements = denyPlainHttp,
): Promise<Seeded> {
  const { endpoint, region, accountId, accessKeyId, secretAccessKey } = account;
  const operator = { accessKeyId, secretAccessKey };
  const s3 = new S3Client({ endpoint, region, credentials: operator });
  const iam = new IAMClient({ endpoint, region, credentials: operator });
  const policy = brokerPolicy ?? policyOf(...scopedStatements(accountId));
  // First: a bucket policy may name the broker.
  const key = await makeBroker(iam, policy);
  const [bucketPolicy, outsideBucketPolicy] = await Promise.all([
    makeBucket(s3, BUCKET, bucketStatements),
    makeBucket(s3, OUTSIDE, bucketStatements),
  ]);
  await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: CANARY, Body: "Nobody may read this.\n" }));
  const outputs = {
    contractVersion: 1,
    partition: "aws",
    region,
    accountId,
    bucketName: BUCKET,
    bucketArn: `arn:aws:s3:::${BUCKET}`,
    bucketPolicy,
    canaryKey: CANARY,
    outsideBucketName: OUTSIDE,
    outsideBucketArn: `arn:aws:s3:::${OUTSIDE}`,
    outsideBucketPolicy,
    brokerUserName: "broker",
    brokerUserArn: `arn:aws:iam::${accountId}:user/federation/broker`,
    brokerPolicyName: "federation",
    brokerPolicy: policy,
    brokerAccessKeyId: key.accessKeyId,
    brokerSecretAccessKey: key.secretAccessKey,
  };
  return { outputs, operator, s3, iam };
}

/** The statement of the program's bucket policies. */
export const denyPlainHttp: BucketStatements = (arn) => [
  {
    Sid: "DenyPlainHttp",
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: [arn, `${arn}/*`],
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  },
];

async function makeBucket(s3: S3Client, name: string, statements: BucketStatements): Promise<string> {
  const policy = policyOf(...statements(`arn:aws:s3:::${name}`));
  await s3.send(new CreateBucketCommand({ Bucket: name }));
  await s3.send(new PutBucketPolicyCommand({ Bucket: name, Policy: policy }));
  return policy;
}

async function makeBroker(iam: IAMClient, policy: string): Promise<Credentials> {
  await iam.send(new CreateUserCommand({ UserName: "broker", Path: "/federation/" }));
  await iam.send(
    new PutUserPolicyCommand({ UserName: "broker", PolicyName: "federation", PolicyDocument: policy }),
  );
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: "broker" }));
  return { accessKeyId: AccessKey?.AccessKeyId ?? "", secretAccessKey: AccessKey?.SecretAccessKey ?? "" };
}
