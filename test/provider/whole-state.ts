// Everything in a loopback, read through the SDKs, without random values and times.
import * as iam from "@aws-sdk/client-iam";
import * as s3 from "@aws-sdk/client-s3";
import type { Clients } from "../loopback/clients.ts";

/** One resource after the other, by its name. */
export async function wholeState(clients: Clients): Promise<Readonly<Record<string, unknown>>> {
  const state: Record<string, unknown> = {};
  const details = await clients.iam.send(new iam.GetAccountAuthorizationDetailsCommand({}));
  for (const user of details.UserDetailList ?? []) {
    const { UserName } = user;
    const { AccessKeyMetadata } = await clients.iam.send(new iam.ListAccessKeysCommand({ UserName }));
    state[`user ${UserName}`] = { ...user, keys: AccessKeyMetadata };
  }
  for (const group of details.GroupDetailList ?? []) state[`group ${group.GroupName}`] = group;
  for (const role of details.RoleDetailList ?? []) state[`role ${role.RoleName}`] = role;
  for (const policy of details.Policies ?? []) {
    if (!policy.Arn?.startsWith("arn:aws:iam::aws:")) state[`policy ${policy.PolicyName}`] = policy;
  }
  const { Buckets = [] } = await clients.s3.send(new s3.ListBucketsCommand({}));
  for (const { Name: Bucket } of Buckets)
    state[`bucket ${Bucket}`] = await bucketState(clients.s3, { Bucket });
  return settled(state) as Readonly<Record<string, unknown>>;
}

async function bucketState(client: s3.S3Client, where: { Bucket: string | undefined }) {
  const answers = await Promise.all([
    client.send(new s3.GetBucketAclCommand(where)),
    client.send(new s3.GetBucketEncryptionCommand(where)),
    client.send(new s3.GetBucketLifecycleConfigurationCommand(where)).catch(nameOf),
    client.send(new s3.GetBucketLoggingCommand(where)),
    client.send(new s3.GetBucketOwnershipControlsCommand(where)).catch(nameOf),
    client.send(new s3.GetBucketPolicyCommand(where)).catch(nameOf),
    client.send(new s3.GetBucketTaggingCommand(where)).catch(nameOf),
    client.send(new s3.GetBucketVersioningCommand(where)),
    client.send(new s3.GetPublicAccessBlockCommand(where)).catch(nameOf),
    client.send(new s3.ListObjectVersionsCommand(where)),
  ]);
  const { Contents = [] } = await client.send(new s3.ListObjectsV2Command(where));
  const objects = await Promise.all(
    Contents.map(async ({ Key }) => ({
      head: await client.send(new s3.HeadObjectCommand({ ...where, Key })),
      tags: await client.send(new s3.GetObjectTaggingCommand({ ...where, Key })),
    })),
  );
  // Under a KMS key, an entity tag says nothing about the content.
  const passing = objects.flatMap(({ head }) => (head.SSEKMSKeyId === undefined ? [] : [head.ETag ?? ""]));
  const state = JSON.stringify([...answers, ...objects]);
  return JSON.parse(passing.reduce((text, tag) => text.replaceAll(tag.replaceAll('"', ""), "TAG"), state));
}

const nameOf = (error: unknown) => (error instanceof Error ? error.name : error);

const passing =
  /^(\$metadata|AccessKeyId|CreateDate|GroupId|LastModified|PolicyId|RoleId|UpdateDate|UserId|VersionId)$/;

function settled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(settled);
  if (typeof value !== "object" || value === null || value instanceof Date) return value;
  const lasting = Object.entries(value).filter(([name, inner]) => !passing.test(name) && inner !== undefined);
  return Object.fromEntries(lasting.map(([name, inner]) => [name, settled(inner)]));
}
