// What the loopback is measured with: a bucket, a user and a session of the user's.
import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  IAMClient,
  PutUserPolicyCommand,
} from "@aws-sdk/client-iam";
import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { GetFederationTokenCommand, STSClient } from "@aws-sdk/client-sts";
import type { Server } from "./server.ts";
import type { Keys } from "./sign.ts";

export interface Scene {
  readonly server: Server;
  readonly broker: Keys;
  readonly session: Keys;
}

export const policy = (...Action: string[]) =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action, Resource: "*" }] });

/** A bucket with ten keys, a user who may use S3 and federate, and a session of the user's. */
export async function setUp(server: Server): Promise<Scene> {
  const { endpoint, region } = server;
  const configuration = { endpoint, region, credentials: server };
  const iam = new IAMClient(configuration);
  const s3 = new S3Client(configuration);
  await s3.send(new CreateBucketCommand({ Bucket: "bucket" }));
  for (let n = 0; n < 10; n++)
    await s3.send(new PutObjectCommand({ Bucket: "bucket", Key: `key-${n}`, Body: "x".repeat(1024) }));
  const UserName = "broker";
  await iam.send(new CreateUserCommand({ UserName }));
  const PolicyDocument = policy("s3:*", "sts:GetFederationToken");
  await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: "own", PolicyDocument }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  const broker = {
    accessKeyId: AccessKey?.AccessKeyId ?? "",
    secretAccessKey: AccessKey?.SecretAccessKey ?? "",
  };
  const sts = new STSClient({ ...configuration, credentials: broker });
  const { Credentials } = await sts.send(
    new GetFederationTokenCommand({ Name: "User1", Policy: policy("s3:ListBucket", "s3:*Object") }),
  );
  for (const client of [iam, s3, sts]) client.destroy();
  const session = {
    accessKeyId: Credentials?.AccessKeyId ?? "",
    secretAccessKey: Credentials?.SecretAccessKey ?? "",
    sessionToken: Credentials?.SessionToken ?? "",
  };
  return { server, broker, session };
}
