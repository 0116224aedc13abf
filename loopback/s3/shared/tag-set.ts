// Tags of objects and buckets: from headers and bodies, within S3's limits.
import type { Tags } from "../../../policy/authorization-request.ts";
import { AwsError, type ErrorCode } from "../../aws-error.ts";
import { invalidArgument } from "./listings.ts";
import { malformed } from "./well-formed.ts";

const allowed = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

interface Tag {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
}

/** How the tags of one kind are refused: what to say of which, and how many there may be. */
interface Rules {
  readonly maximum: number;
  readonly tooMany: readonly [code: ErrorCode, message: string];
  /** For keys that begin with `aws:`, however that is written. */
  readonly reserved: (key: string) => string;
  readonly twice: string;
  /** For keys and values with other characters or too many; without it, the error says which of both it is. */
  readonly invalid?: string;
}

const twice = "Cannot provide multiple Tags with the same key";

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html */
export const objectTags: Rules = {
  maximum: 10,
  tooMany: ["BadRequest", "Object tags cannot be greater than 10"],
  reserved: () => "Your TagKey cannot be prefixed with aws:",
  twice,
};

export const bucketTags: Rules = {
  maximum: 50,
  tooMany: ["BadRequest", "Bucket tag count cannot be greater than 50"],
  reserved: (key) =>
    key.startsWith("aws:")
      ? "System tags cannot be added/updated by requester"
      : 'Invalid Tag. Tags cannot start with "aws:"(case insensitive) unless they are System Tags that start with "aws:"(case sensitive)',
  twice,
};

/**
 * For a bucket at its creation and in S3 Control.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html#S3TagsErrorCodeList
 */
export const resourceTags: Rules = {
  maximum: 50,
  tooMany: ["TooManyTags", "The number of tags exceeds the limit of 50 tags."],
  reserved: () =>
    'User-defined tag keys can\'t start with "aws:". This prefix is reserved for system tags. Remove "aws:" from your tag keys and try again.',
  twice: "There are duplicate tag keys in your request. Remove the duplicate tag keys and try again.",
  invalid:
    "This request contains a tag key or value that isn't valid. Valid characters include the following: [a-zA-Z+-=._:/]. Tag keys can contain up to 128 characters. Tag values can contain up to 256 characters.",
};

/**
 * The tags by key.
 * @throws AwsError MalformedXML without tags, the rules' own for too many, InvalidTag for a key that occurs twice, is
 * AWS's own, is too long or has other characters.
 */
export function tagSet(tags: readonly Tag[] | undefined, rules: Rules): Tags {
  if (tags === undefined) throw malformed();
  const set = new Map<string, string>();
  for (const { Key, Value } of tags) {
    if (Key === undefined || Value === undefined) throw malformed();
    requireTag(Key, Value, rules);
    if (set.has(Key)) throw invalidTag(rules, rules.twice, { TagKey: Key });
    set.set(Key, Value);
  }
  if (set.size > rules.maximum) throw new AwsError(...rules.tooMany);
  return Object.fromEntries(set);
}

function requireTag(TagKey: string, TagValue: string, rules: Rules): void {
  if (TagKey.toLowerCase().startsWith("aws:")) throw invalidTag(rules, rules.reserved(TagKey), { TagKey });
  if (TagKey === "" || TagKey.length > 128 || !allowed.test(TagKey))
    throw invalidTag(rules, rules.invalid ?? "The TagKey you have provided is invalid", { TagKey });
  if (TagValue.length > 256 || !allowed.test(TagValue))
    throw invalidTag(rules, rules.invalid ?? "The TagValue you have provided is invalid", {
      TagKey,
      TagValue,
    });
}

/** Where one sentence stands for every invalid tag, none is named. */
const invalidTag = ({ invalid }: Rules, message: string, details: Readonly<Record<string, string>>) =>
  new AwsError("InvalidTag", message, invalid === undefined ? details : {});

/**
 * The tags of an x-amz-tagging header, which is written as a query: `a=1&b=2`.
 * @throws AwsError InvalidArgument for a malformed header.
 */
export function headerTags(header: string | undefined): Tags | undefined {
  if (header === undefined) return undefined;
  const tags = [...new URLSearchParams(header)].map(([Key, Value]) => ({ Key, Value }));
  const pairs = header.split("&").every((pair) => pair.split("=").length <= 2);
  if (!pairs || new Set(tags.map(({ Key }) => Key)).size < tags.length) {
    const message =
      "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates.";
    throw invalidArgument(message, "x-amz-tagging", header);
  }
  return tagSet(tags, objectTags);
}
