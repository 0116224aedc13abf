// The tags of a key: what KMS refuses in them. https://docs.aws.amazon.com/kms/latest/developerguide/tagging-keys.html
import type { Tag } from "@aws-sdk/client-kms";
import type { Tags } from "../../policy/authorization-request.ts";
import { requestTags } from "../authorization/request-tags.ts";
import { AwsError } from "../aws-error.ts";

/** @throws AwsError TagException for a key that occurs twice or has AWS's own prefix. */
export const keyTags = (tags: readonly Tag[] = []): Tags =>
  requestTags(
    tags.map(({ TagKey, TagValue }) => ({ Key: TagKey, Value: TagValue })),
    "TagException",
    "exact",
  );

/** The tags that a key may have. https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html */
export const mostTags = 50;

/** @throws AwsError TagException for more tags than a key may have. */
export function requireFewTags(tags: Tags): void {
  if (Object.keys(tags).length > mostTags) throw new AwsError("TagException", "Too many tags");
}
