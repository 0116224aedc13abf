// Conditional requests: writes are compared with the newest version, reads with the version to read.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-requests.html
import { AwsError } from "../../aws-error.ts";
import type { StoredObject } from "../../store/stored-object.ts";

interface WriteConditions {
  readonly Key?: string | undefined;
  readonly IfMatch?: string | undefined;
  readonly IfNoneMatch?: string | undefined;
}

/**
 * Judges a write that makes an object: If-Match takes an entity tag, If-None-Match only `*`. The object is looked up
 * only if there is a condition.
 * @throws AwsError NotImplemented for other values and for both, NoSuchKey for If-Match on a missing key,
 * PreconditionFailed where the condition does not hold.
 */
export function requireWritable(input: WriteConditions, current: () => StoredObject | undefined): void {
  requireServed(input);
  const { Key = "", IfMatch, IfNoneMatch } = input;
  if (IfMatch === undefined && IfNoneMatch === undefined) return;
  const newest = current();
  const existing = newest?.marker ? undefined : newest;
  if (IfNoneMatch !== undefined && existing !== undefined) throw failed("If-None-Match");
  if (IfMatch === undefined) return;
  if (existing === undefined) throw noSuchKey(Key);
  if (!agrees(IfMatch, existing)) throw failed("If-Match");
}

function requireServed({ IfMatch, IfNoneMatch }: WriteConditions): void {
  if (IfMatch !== undefined && IfNoneMatch !== undefined)
    throw unserved("If-Match,If-None-Match", "Multiple conditional request headers present in the request");
  if (IfMatch === "*") throw unacceptable("If-Match");
  if (IfNoneMatch !== undefined && IfNoneMatch !== "*") throw unacceptable("If-None-Match");
}

/**
 * Judges a deletion: If-Match takes an entity tag, or `*` for any object.
 * @throws AwsError NoSuchKey or PreconditionFailed.
 */
export function requireDeletable(
  { Key = "", IfMatch }: WriteConditions,
  current: StoredObject | undefined,
): void {
  if (IfMatch === undefined) return;
  const existing = current?.marker ? undefined : current;
  if (existing === undefined) throw IfMatch === "*" ? failed("If-Match") : noSuchKey(Key);
  if (!agrees(IfMatch, existing)) throw failed("If-Match");
}

interface ReadConditions {
  readonly IfMatch?: string | undefined;
  readonly IfNoneMatch?: string | undefined;
  readonly IfModifiedSince?: Date | undefined;
  readonly IfUnmodifiedSince?: Date | undefined;
}

/** The header of the condition that fails, if any. An entity tag has priority over a date. */
function failing(input: ReadConditions, object: StoredObject, now: Date): string | undefined {
  const { IfMatch, IfNoneMatch, IfModifiedSince, IfUnmodifiedSince } = input;
  if (IfMatch !== undefined) {
    if (!agrees(IfMatch, object)) return "If-Match";
  } else if (IfUnmodifiedSince !== undefined && object.modified > IfUnmodifiedSince.getTime()) {
    return "If-Unmodified-Since";
  }
  if (IfNoneMatch !== undefined) return agrees(IfNoneMatch, object) ? "If-None-Match" : undefined;
  // A date in the future is ignored: https://www.rfc-editor.org/rfc/rfc9110#section-13.1.3
  const since = IfModifiedSince?.getTime() ?? Number.POSITIVE_INFINITY;
  return since <= now.getTime() && object.modified <= since ? "If-Modified-Since" : undefined;
}

/** @throws AwsError NotModified (304) or PreconditionFailed (412) where a read's conditions do not hold. */
export function requireWanted(input: ReadConditions, object: StoredObject, now: Date): void {
  const condition = failing(input, object, now);
  if (condition === undefined) return;
  if (condition !== "If-None-Match" && condition !== "If-Modified-Since") throw failed(condition);
  const headers = { etag: object.etag, "last-modified": new Date(object.modified).toUTCString() };
  throw new AwsError("NotModified", "Not Modified", {}, headers);
}

interface CopyConditions {
  readonly CopySourceIfMatch?: string | undefined;
  readonly CopySourceIfNoneMatch?: string | undefined;
  readonly CopySourceIfModifiedSince?: Date | undefined;
  readonly CopySourceIfUnmodifiedSince?: Date | undefined;
}

/** @throws AwsError PreconditionFailed where the conditions on the source of a copy do not hold. */
export function requireCopyable(input: CopyConditions, source: StoredObject, now: Date): void {
  const conditions = {
    IfMatch: input.CopySourceIfMatch,
    IfNoneMatch: input.CopySourceIfNoneMatch,
    IfModifiedSince: input.CopySourceIfModifiedSince,
    IfUnmodifiedSince: input.CopySourceIfUnmodifiedSince,
  };
  const condition = failing(conditions, source, now);
  if (condition !== undefined) throw failed(`x-amz-copy-source-${condition}`);
}

export function noSuchKey(key: string): AwsError {
  return new AwsError("NoSuchKey", "The specified key does not exist.", { Key: key });
}

/** Any of the entity tags named, quoted or not, or `*`. */
function agrees(condition: string, { etag }: StoredObject): boolean {
  return condition
    .split(",")
    .map((one) => one.trim().replace(/^W\//, ""))
    .some((one) => one === "*" || one === etag || `"${one}"` === etag);
}

function failed(condition: string): AwsError {
  return new AwsError("PreconditionFailed", "At least one of the pre-conditions you specified did not hold", {
    Condition: condition,
  });
}

const unacceptable = (header: string): AwsError =>
  unserved(header, `We don't accept the provided value of ${header} header for this API`);

const unserved = (Header: string, additionalMessage: string): AwsError =>
  new AwsError("NotImplemented", "A header you provided implies functionality that is not implemented", {
    Header,
    additionalMessage,
  });
