// The condition keys that S3 adds to those of every request: from headers, and from what is in the bucket.
// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-policy-keys
import type { RequestContext, Tags } from "../../../policy/authorization-request.ts";
import { keyPerTag } from "../../authorization/request-tags.ts";
import type { Call } from "../../operation.ts";

const grantHeaders = ["full-control", "read", "read-acp", "write", "write-acp"].map(
  (kind) => `x-amz-grant-${kind}`,
);

/** Headers that are condition keys under their own names, by what the request writes. */
const headersOf = {
  acl: ["x-amz-acl", ...grantHeaders],
  bucket: ["x-amz-acl", ...grantHeaders, "x-amz-object-ownership", "x-amz-bucket-namespace"],
  object: [
    ...["x-amz-acl", ...grantHeaders],
    ...["x-amz-metadata-directive", "x-amz-storage-class", "x-amz-website-redirect-location"],
    ...["x-amz-server-side-encryption", "x-amz-server-side-encryption-aws-kms-key-id"],
    "x-amz-server-side-encryption-customer-algorithm",
  ],
} as const;

/** The keys that a request's headers set, such as s3:x-amz-acl. */
export function headerKeys({ request }: Call, written: keyof typeof headersOf): RequestContext {
  const sent = headersOf[written].flatMap((name) => {
    const value = request.headers[name];
    return value === undefined ? [] : [[`s3:${name}`, value] as const];
  });
  return Object.fromEntries(sent);
}

/** s3:if-match and s3:if-none-match of a conditional write. */
export function conditionalKeys(input: {
  readonly IfMatch?: string | undefined;
  readonly IfNoneMatch?: string | undefined;
}): RequestContext {
  return {
    ...(input.IfMatch !== undefined && { "s3:if-match": input.IfMatch }),
    ...(input.IfNoneMatch !== undefined && { "s3:if-none-match": input.IfNoneMatch }),
  };
}

/** s3:RequestObjectTag/k and s3:RequestObjectTagKeys. */
export function requestTagKeys(tags: Tags | undefined): RequestContext {
  return tags === undefined
    ? {}
    : { ...keyPerTag("s3:RequestObjectTag/", tags), "s3:RequestObjectTagKeys": Object.keys(tags) };
}

/**
 * The actions for which AWS evaluates s3:ExistingObjectTag. For GetObjectAttributes it accepts the key in a policy, but
 * the key never has a value there.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/tagging-and-policies.html
 */
const seeTags: ReadonlySet<string> = new Set([
  ...["s3:GetObject", "s3:GetObjectAcl", "s3:GetObjectTagging", "s3:PutObjectAcl", "s3:PutObjectTagging"],
  ...["s3:GetObjectVersion", "s3:GetObjectVersionAcl", "s3:GetObjectVersionTagging"],
  ...["s3:PutObjectVersionAcl", "s3:PutObjectVersionTagging"],
  ...["s3:DeleteObjectTagging", "s3:DeleteObjectVersionTagging"],
]);

/** s3:ExistingObjectTag/k, for the actions that see them. */
export const existingTagKeys = (action: string, tags: Tags | undefined): RequestContext =>
  tags === undefined || !seeTags.has(action) ? {} : keyPerTag("s3:ExistingObjectTag/", tags);
