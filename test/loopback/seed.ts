// The start of tests of permissions: users with keys and policies, buckets, documents.
import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  PutUserPolicyCommand,
  type Tag,
} from "@aws-sdk/client-iam";
import { PutBucketPolicyCommand } from "@aws-sdk/client-s3";
import type { Clients, Keys } from "./clients.ts";

interface Statement {
  readonly Sid?: string;
  readonly Effect?: "Allow" | "Deny";
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Principal?: unknown;
  readonly Condition?: unknown;
}

/** A document; statements allow on everything unless they say otherwise. */
export const document = (...statements: readonly Statement[]): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: statements.map((statement) => ({ Effect: "Allow", Resource: "*", ...statement })),
  });

/** A user with one key, and with one inline policy called "own" where statements are given. */
export async function createUser(
  { iam }: Pick<Clients, "iam">,
  UserName: string,
  statements: readonly Statement[] = [],
  options: { readonly Path?: string; readonly Tags?: Tag[] } = {},
): Promise<Keys> {
  await iam.send(new CreateUserCommand({ UserName, ...options }));
  if (statements.length > 0) await putPolicy({ iam }, UserName, ...statements);
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  return { accessKeyId: AccessKey?.AccessKeyId ?? "", secretAccessKey: AccessKey?.SecretAccessKey ?? "" };
}

export async function putPolicy(
  { iam }: Pick<Clients, "iam">,
  UserName: string,
  ...statements: readonly Statement[]
): Promise<void> {
  const PolicyDocument = document(...statements);
  await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: "own", PolicyDocument }));
}

export async function putBucketPolicy(
  { s3 }: Pick<Clients, "s3">,
  Bucket: string,
  ...statements: readonly Statement[]
): Promise<void> {
  await s3.send(new PutBucketPolicyCommand({ Bucket, Policy: document(...statements) }));
}
