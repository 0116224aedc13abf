// Tags of objects and buckets: from headers and bodies, within S3's limits.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html
import type { Tags } from "../../../policy/authorization-request.ts";
import { AwsError } from "../../aws-error.ts";
import { invalidArgument } from "./listings.ts";
import { malformed } from "./well-formed.ts";

const allowed = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

interface Tag {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
}

/**
 * The tags by key.
 * @throws AwsError MalformedXML without tags, BadRequest for too many, InvalidTag for a key that occurs twice, is AWS's
 * own, is too long or has other characters.
 */
export function tagSet(tags: readonly Tag[] | undefined, maximum: number): Tags {
  if (tags === undefined) throw malformed();
  const set = new Map<string, string>();
  for (const { Key, Value } of tags) {
    if (Key === undefined || Value === undefined) throw malformed();
    requireTag(Key, Value);
    if (set.has(Key)) throw invalidTag("Cannot provide multiple Tags with the same key", Key);
    set.set(Key, Value);
  }
  if (set.size > maximum) {
    const what =
      maximum === 10 ? "Object tags cannot be greater than 10" : "Bucket tag count cannot be greater than 50";
    throw new AwsError("BadRequest", what);
  }
  return Object.fromEntries(set);
}

function requireTag(key: string, value: string): void {
  if (key.toLowerCase().startsWith("aws:"))
    throw invalidTag("System tags cannot be added/updated by requester", key);
  if (key === "" || [...key].length > 128 || !allowed.test(key))
    throw invalidTag("The TagKey you have provided is invalid", key);
  if ([...value].length > 256 || !allowed.test(value))
    throw invalidTag("The TagValue you have provided is invalid", key);
}

const invalidTag = (message: string, key: string) => new AwsError("InvalidTag", message, { TagKey: key });

/**
 * The tags of an x-amz-tagging header, which is written as a query: `a=1&b=2`.
 * @throws AwsError InvalidArgument for a malformed header.
 */
export function headerTags(header: string | undefined): Tags | undefined {
  if (header === undefined) return undefined;
  const tags = [...new URLSearchParams(header)].map(([Key, Value]) => ({ Key, Value }));
  if (new Set(tags.map(({ Key }) => Key)).size < tags.length) {
    const message =
      "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates.";
    throw invalidArgument(message, "x-amz-tagging", header);
  }
  return tagSet(tags, 10);
}
