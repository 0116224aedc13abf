// The tags of a key: what KMS refuses in them. https://docs.aws.amazon.com/kms/latest/developerguide/tagging-keys.html
import type { Tag } from "@aws-sdk/client-kms";
import type { Tags } from "../../policy/authorization-request.ts";
import { requestTags } from "../authorization/request-tags.ts";

/** @throws AwsError TagException for a key that occurs twice or has AWS's own prefix. */
export const keyTags = (tags: readonly Tag[] = []): Tags =>
  requestTags(
    tags.map(({ TagKey, TagValue }) => ({ Key: TagKey, Value: TagValue })),
    "TagException",
    "exact",
  );
