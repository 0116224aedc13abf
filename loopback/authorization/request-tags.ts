// Tags that a request sets (each key once, none of AWS's own), and the condition keys by which policies see them.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html
import type { RequestContext, Tags } from "../../policy/authorization-request.ts";
import { AwsError, type ErrorCode } from "../aws-error.ts";

interface Tag {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
}

/** Whether two keys that differ only in case are one key ("any") or two ("exact"): that depends on the resource. */
export type TagCase = "any" | "exact";

/**
 * The tags by key, as they are written.
 * @throws AwsError with the code given when a key occurs twice, or has AWS's own prefix.
 */
export function requestTags(tags: readonly Tag[] = [], code: ErrorCode, keyCase: TagCase = "any"): Tags {
  const lower = tags.map(({ Key = "" }) => Key.toLowerCase());
  const keys = keyCase === "any" ? lower : tags.map(({ Key = "" }) => Key);
  if (new Set(keys).size < tags.length) {
    const hint = keyCase === "any" ? " Please note that Tag keys are case insensitive." : "";
    throw new AwsError(code, `Duplicate tag keys found.${hint}`);
  }
  if (lower.some((key) => key.startsWith("aws:")))
    throw new AwsError(code, "Tag keys that start with aws: are reserved for AWS.");
  return Object.fromEntries(tags.map(({ Key = "", Value = "" }) => [Key, Value]));
}

/** aws:RequestTag/k and aws:TagKeys; nothing without tags. */
export function tagContext(tags: Tags): RequestContext {
  const keys = Object.keys(tags);
  return keys.length === 0 ? {} : { ...keyPerTag("aws:RequestTag/", tags), "aws:TagKeys": keys };
}

/**
 * A condition key for each tag. Names of condition keys ignore case: tags whose keys differ only in case are
 * several values of one condition key.
 */
export function keyPerTag(prefix: string, tags: Tags): RequestContext {
  const context = new Map<string, [name: string, value: string | string[]]>();
  for (const [key, value] of Object.entries(tags)) {
    const [name, known] = context.get(key.toLowerCase()) ?? [prefix + key, undefined];
    context.set(key.toLowerCase(), [name, known === undefined ? value : [known, value].flat()]);
  }
  return Object.fromEntries(context.values());
}
