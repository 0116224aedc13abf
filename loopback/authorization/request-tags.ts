// Tags that a request sets: each key once, none of AWS's own; and the condition keys that tell policies of them.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html
import type { RequestContext, Tags } from "../../policy/types.ts";
import { AwsError, type ErrorCode } from "../aws-error.ts";

interface Tag {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
}

/**
 * The tags by key, as they are written.
 * @throws AwsError with the code given when two keys differ in case alone, or one takes AWS's own prefix.
 */
export function requestTags(tags: readonly Tag[] = [], code: ErrorCode): Tags {
  const keys = new Set(tags.map(({ Key = "" }) => Key.toLowerCase()));
  if (keys.size < tags.length)
    throw new AwsError(code, "Duplicate tag keys found. Please note that Tag keys are case insensitive.");
  if ([...keys].some((key) => key.startsWith("aws:")))
    throw new AwsError(code, "Tag keys that start with aws: are reserved for AWS.");
  return Object.fromEntries(tags.map(({ Key = "", Value = "" }) => [Key, Value]));
}

/** aws:RequestTag/k and aws:TagKeys; nothing without tags. */
export function tagContext(tags: Tags): RequestContext {
  const keys = Object.keys(tags);
  if (keys.length === 0) return {};
  return {
    ...Object.fromEntries(keys.map((key) => [`aws:RequestTag/${key}`, tags[key] ?? ""])),
    "aws:TagKeys": keys,
  };
}
