// Conditional writes: If-Match and If-None-Match against the newest version.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-requests.html
import { AwsError } from "../aws-error.ts";
import type { StoredObject } from "../store/objects.ts";

interface Conditions {
  readonly Key?: string | undefined;
  readonly IfMatch?: string | undefined;
  readonly IfNoneMatch?: string | undefined;
}

/** @throws AwsError NoSuchKey for If-Match on a missing key, PreconditionFailed where the entity tags do not agree. */
export function requirePreconditions(input: Conditions, current: StoredObject | undefined): void {
  const existing = current?.marker ? undefined : current;
  if (input.IfMatch !== undefined) {
    if (existing === undefined) throw noSuchKey(input.Key ?? "");
    if (!agrees(input.IfMatch, existing)) throw failed("If-Match");
  }
  if (input.IfNoneMatch !== undefined && existing !== undefined && agrees(input.IfNoneMatch, existing)) {
    throw failed("If-None-Match");
  }
}

export function noSuchKey(key: string): AwsError {
  return new AwsError("NoSuchKey", "The specified key does not exist.", { Key: key });
}

function agrees(condition: string, { etag }: StoredObject): boolean {
  return condition === "*" || condition === etag || `"${condition}"` === etag;
}

function failed(condition: string): AwsError {
  return new AwsError("PreconditionFailed", "At least one of the pre-conditions you specified did not hold", {
    Condition: condition,
  });
}
