// How recovery looks for each resource type in AWS: one read each; "it does not exist" is an answer.
import {
  GetGroupCommand,
  GetPolicyCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  GetUserCommand,
  GetUserPolicyCommand,
  type IAMClient,
  ListAttachedUserPoliciesCommand,
} from "@aws-sdk/client-iam";
import {
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketLoggingCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketPolicyCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  HeadObjectCommand,
  paginateListBuckets,
  type S3Client,
} from "@aws-sdk/client-s3";
import { type Inputs, known } from "./identities.ts";

export interface Clients {
  readonly iam: IAMClient;
  readonly s3: S3Client;
}

/** Gives whether it exists; may also throw AWS's "it does not exist". */
type Lookup = (clients: Clients, inputs: Inputs, id: string) => Promise<boolean>;

/** The codes and names of errors which say that the resource does not exist. */
const absent = new Set([
  "NoSuchEntity",
  "NoSuchEntityException",
  "NoSuchBucket",
  "NoSuchBucketPolicy",
  "NoSuchKey",
  "NoSuchLifecycleConfiguration",
  "NoSuchPublicAccessBlockConfiguration",
  "NotFound",
  "OwnershipControlsNotFoundError",
  "ServerSideEncryptionConfigurationNotFoundError",
]);

/** The table's types are those of `identities`. */
export const lookups: Readonly<Record<string, Lookup>> = {
  "aws:s3/bucket:Bucket": async ({ s3 }, _, id) => {
    // Only the account's own buckets: HeadBucket would find those of others as well.
    for await (const { Buckets = [] } of paginateListBuckets({ client: s3 }, { Prefix: id })) {
      if (Buckets.some(({ Name }) => Name === id)) return true;
    }
    return false;
  },
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": async ({ s3 }, _, Bucket) =>
    found(await s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket }))),
  "aws:s3/bucketLogging:BucketLogging": async ({ s3 }, _, Bucket) =>
    (await s3.send(new GetBucketLoggingCommand({ Bucket }))).LoggingEnabled !== undefined,
  "aws:s3/bucketObjectv2:BucketObjectv2": async ({ s3 }, inputs) => {
    const target = { Bucket: known(inputs, "bucket"), Key: known(inputs, "key") };
    return found(await s3.send(new HeadObjectCommand(target)));
  },
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": async ({ s3 }, _, Bucket) =>
    found(await s3.send(new GetBucketOwnershipControlsCommand({ Bucket }))),
  "aws:s3/bucketPolicy:BucketPolicy": async ({ s3 }, _, Bucket) =>
    found(await s3.send(new GetBucketPolicyCommand({ Bucket }))),
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": async ({ s3 }, _, Bucket) =>
    found(await s3.send(new GetPublicAccessBlockCommand({ Bucket }))),
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": async (
    { s3 },
    _,
    Bucket,
  ) => found(await s3.send(new GetBucketEncryptionCommand({ Bucket }))),
  "aws:s3/bucketVersioning:BucketVersioning": async ({ s3 }, _, Bucket) =>
    (await s3.send(new GetBucketVersioningCommand({ Bucket }))).Status !== undefined,
  "aws:iam/group:Group": async ({ iam }, _, GroupName) =>
    found(await iam.send(new GetGroupCommand({ GroupName }))),
  "aws:iam/policy:Policy": async ({ iam }, _, PolicyArn) =>
    found(await iam.send(new GetPolicyCommand({ PolicyArn }))),
  "aws:iam/role:Role": async ({ iam }, _, RoleName) =>
    found(await iam.send(new GetRoleCommand({ RoleName }))),
  "aws:iam/rolePolicy:RolePolicy": async ({ iam }, inputs) => {
    const target = { RoleName: known(inputs, "role"), PolicyName: known(inputs, "name") };
    return found(await iam.send(new GetRolePolicyCommand(target)));
  },
  "aws:iam/user:User": async ({ iam }, _, UserName) =>
    found(await iam.send(new GetUserCommand({ UserName }))),
  "aws:iam/userPolicy:UserPolicy": async ({ iam }, inputs) => {
    const target = { UserName: known(inputs, "user"), PolicyName: known(inputs, "name") };
    return found(await iam.send(new GetUserPolicyCommand(target)));
  },
  "aws:iam/userPolicyAttachment:UserPolicyAttachment": async ({ iam }, inputs) => {
    const UserName = known(inputs, "user");
    const { AttachedPolicies = [] } = await iam.send(new ListAttachedUserPoliciesCommand({ UserName }));
    return AttachedPolicies.some(({ PolicyArn }) => PolicyArn === known(inputs, "policyArn"));
  },
};

const found = (_answer: object): true => true;

/** Whether AWS's error says that the resource does not exist. */
export const saysAbsent = (error: unknown): boolean => error instanceof Error && absent.has(error.name);
