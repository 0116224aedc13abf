// An action on what may lie under a key, told to policies by the tags that it has.
import type { RequestContext } from "../../policy/types.ts";
import type { Call, Requirement } from "../operation.ts";
import type { StoredObject } from "../store/object-types.ts";
import { objectAt } from "../store/objects.ts";
import { type BucketInput, onObject } from "./buckets.ts";
import { existingTagKeys } from "./condition-keys.ts";

export interface ObjectInput extends BucketInput {
  readonly Key?: string | undefined;
  readonly VersionId?: string | undefined;
}

interface Seen {
  readonly place: string;
  readonly object: StoredObject | undefined;
}

/** What a call has looked up last: what is authorized is then what is read, and looked up once. */
const seen = new WeakMap<Call["request"], Seen>();

/** The newest version of an object, or the one named, as the request found it first. */
export function objectSeen(
  call: Call,
  bucket: string,
  key: string,
  version?: string,
): StoredObject | undefined {
  const place = JSON.stringify([bucket, key, version]);
  const known = seen.get(call.request);
  if (known?.place === place) return known.object;
  const object = objectAt(call.account.store, bucket, key, version);
  seen.set(call.request, { place, object });
  return object;
}

/** An action on an object; on a version that is named, S3 asks for another action, and for that alone. */
export function onExistingObject(
  action: string,
  versionAction: string,
  input: ObjectInput,
  call: Call,
  context?: RequestContext,
): Requirement {
  const { Bucket = "", Key = "", VersionId } = input;
  return onObject(VersionId === undefined ? action : versionAction, input, call, {
    ...existingTagKeys(objectSeen(call, Bucket, Key, VersionId)?.attributes.tags),
    ...versionKey(VersionId),
    ...context,
  });
}

export const versionKey = (version: string | undefined): RequestContext =>
  version === undefined ? {} : { "s3:VersionId": version };
