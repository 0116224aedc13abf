// An action on an object that may exist under a key. For some actions, policies see the object's tags.
import type { RequestContext } from "../../../policy/authorization-request.ts";
import type { Call, Requirement } from "../../operation.ts";
import { objectAt } from "../../store/object.ts";
import type { StoredObject } from "../../store/stored-object.ts";
import { type BucketInput, onObject } from "./bucket.ts";
import { existingTagKeys } from "./condition-key.ts";

export interface ObjectInput extends BucketInput {
  readonly Key?: string | undefined;
  readonly VersionId?: string | undefined;
}

/** The object that the last request looked up: authorization and reading then use the same object, with one look-up. */
let seen: {
  readonly request: string;
  readonly bucket: string;
  readonly key: string;
  readonly version: string | undefined;
  readonly object: StoredObject | undefined;
} = { request: "", bucket: "", key: "", version: undefined, object: undefined };

/** The newest version of an object, or the one named, as the request found it first. */
export function objectSeen(
  { account, request: { id: request } }: Call,
  bucket: string,
  key: string,
  version?: string,
): StoredObject | undefined {
  const same = seen.request === request && seen.bucket === bucket;
  if (same && seen.key === key && seen.version === version) return seen.object;
  const object = objectAt(account.store, bucket, key, version);
  seen = { request, bucket, key, version, object };
  return object;
}

/** The object that an input names, as the request found it first. */
export const inputSeen = ({ Bucket = "", Key = "", VersionId }: ObjectInput, call: Call) =>
  objectSeen(call, Bucket, Key, VersionId);

/** An action on an object, whose tags policies see where AWS shows them the tags. */
export function onExistingObject(
  action: string,
  versionAction: string,
  input: ObjectInput,
  call: Call,
  context?: RequestContext,
): Requirement {
  const { Bucket = "", Key = "", VersionId } = input;
  const needed = neededFor(input, action, versionAction);
  const tags = objectSeen(call, Bucket, Key, VersionId)?.attributes.tags;
  return onNamedVersion(needed, input, call, { ...existingTagKeys(needed, tags), ...context });
}

/** An action on an object; for a version that is named, S3 requires only another action. */
export const onVersion = (
  action: string,
  versionAction: string,
  input: ObjectInput,
  call: Call,
  context?: RequestContext,
): Requirement => onNamedVersion(neededFor(input, action, versionAction), input, call, context);

const neededFor = ({ VersionId }: ObjectInput, action: string, versionAction: string): string =>
  VersionId === undefined ? action : versionAction;

const onNamedVersion = (
  action: string,
  input: ObjectInput,
  call: Call,
  context?: RequestContext,
): Requirement => onObject(action, input, call, { ...versionKey(input.VersionId), ...context });

export const versionKey = (version: string | undefined): RequestContext =>
  version === undefined ? {} : { "s3:VersionId": version };
