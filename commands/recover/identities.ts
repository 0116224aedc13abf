// A resource's id at AWS, made from its inputs, in the form in which AWS's provider imports it.
import { policyArn } from "../../policy/arn.ts";

/** The account that a stack is deployed to. */
export interface Account {
  readonly accountId: string;
  readonly partition: string;
}

export type Inputs = Readonly<Record<string, unknown>>;

/** Gives undefined while a part of the name is unknown or secret. */
type Identity = (inputs: Inputs, account: Account) => string | undefined;

export const accessKeyType = "aws:iam/accessKey:AccessKey";

/** What the engine writes in a preview for a value that is known only after the deployment. */
const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** A text input, where it is known. */
export function known(inputs: Inputs, property: string): string | undefined {
  const value = inputs[property];
  return typeof value === "string" && value !== "" && value !== unknownValue ? value : undefined;
}

const joined =
  (separator: string, ...properties: readonly string[]): Identity =>
  (inputs) => {
    const parts = properties.map((property) => known(inputs, property));
    return parts.includes(undefined) ? undefined : parts.join(separator);
  };

const ofBucket = joined("", "bucket");
const byName = joined("", "name");

/** One row for each resource type that can be looked for. https://www.pulumi.com/registry/packages/aws/api-docs/ */
export const identities: Readonly<Record<string, Identity>> = {
  "aws:s3/bucket:Bucket": ofBucket,
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": ofBucket,
  "aws:s3/bucketLogging:BucketLogging": ofBucket,
  "aws:s3/bucketObjectv2:BucketObjectv2": joined("/", "bucket", "key"),
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": ofBucket,
  "aws:s3/bucketPolicy:BucketPolicy": ofBucket,
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": ofBucket,
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": ofBucket,
  "aws:s3/bucketVersioning:BucketVersioning": ofBucket,
  "aws:iam/group:Group": byName,
  "aws:iam/policy:Policy": (inputs, { accountId, partition }) => {
    const name = known(inputs, "name");
    return name && policyArn(accountId, known(inputs, "path") ?? "/", name, partition);
  },
  "aws:iam/role:Role": byName,
  "aws:iam/rolePolicy:RolePolicy": joined(":", "role", "name"),
  "aws:iam/user:User": byName,
  "aws:iam/userPolicy:UserPolicy": joined(":", "user", "name"),
  "aws:iam/userPolicyAttachment:UserPolicyAttachment": joined("/", "user", "policyArn"),
};

/** The property that holds the name which AWS's provider makes when the program gives none. */
export const autonamed: Readonly<Record<string, string>> = {
  "aws:s3/bucket:Bucket": "bucket",
  "aws:iam/policy:Policy": "name",
  "aws:iam/user:User": "name",
};

/** Types whose second resource, next to the stack's own, is deleted; AWS refuses this if it is not empty. */
export const deletable: ReadonlySet<string> = new Set([
  "aws:s3/bucket:Bucket",
  "aws:iam/group:Group",
  "aws:iam/policy:Policy",
  "aws:iam/role:Role",
  "aws:iam/user:User",
]);
