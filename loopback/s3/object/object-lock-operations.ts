// The retention and the legal hold of an object's version: read, set, and protected from changes.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html
import type {
  GetObjectLegalHoldRequest,
  GetObjectRetentionRequest,
  ObjectLockRetention,
  PutObjectLegalHoldRequest,
  PutObjectRetentionRequest,
} from "@aws-sdk/client-s3";
import { AwsError } from "../../aws-error.ts";
import type { AnyOperation, Call, Operation } from "../../operation.ts";
import { setAttributes } from "../../store/object.ts";
import type { Retention, StoredObject } from "../../store/stored-object.ts";
import { existingBucket, onObject } from "../shared/bucket.ts";
import { type ObjectInput, onVersion } from "../shared/existing-object.ts";
import {
  bypasses,
  lockConfiguration,
  lockedAway,
  lockKeys,
  requireFuture,
} from "../shared/object-lock-rules.ts";
import { readableObject } from "../shared/readable-object.ts";
import { malformed, requireWellFormed } from "../shared/well-formed.ts";

const named = ["Bucket", "Key", "VersionId", "RequestPayer", "ExpectedBucketOwner"] as const;
const sent = ["ContentMD5", "ChecksumAlgorithm"] as const;

const getObjectRetention: Operation<GetObjectRetentionRequest, object> = {
  takes: named,

  requires: (input, call) => [onLock("s3:GetObjectRetention", input, call)],

  handle(input, call) {
    const { retention } = lockable(input, call).attributes;
    if (retention === undefined) throw noLock();
    return { Retention: { Mode: retention.mode, RetainUntilDate: new Date(retention.until) } };
  },
};

const getObjectLegalHold: Operation<GetObjectLegalHoldRequest, object> = {
  takes: named,

  requires: (input, call) => [onLock("s3:GetObjectLegalHold", input, call)],

  handle(input, call) {
    const { legalHold } = lockable(input, call).attributes;
    if (legalHold === undefined) throw noLock();
    return { LegalHold: { Status: legalHold } };
  },
};

const putObjectLegalHold: Operation<PutObjectLegalHoldRequest, object> = {
  takes: [...named, ...sent, "LegalHold"],

  requires: (input, call) => {
    const keys = lockKeys({ ObjectLockLegalHoldStatus: input.LegalHold?.Status }, call);
    return [onLock("s3:PutObjectLegalHold", input, call, keys)];
  },

  handle(input, call) {
    requireWellFormed("PutObjectLegalHold", "LegalHold", { ...input }, { Status: ["ON", "OFF"] });
    const legalHold = input.LegalHold?.Status;
    if (legalHold === undefined) throw malformed();
    const object = lockable(input, call);
    keep(input, call, object, { legalHold });
    return {};
  },
};

const putObjectRetention: Operation<PutObjectRetentionRequest, object> = {
  takes: [...named, ...sent, "Retention", "BypassGovernanceRetention"],

  requires(input, call) {
    const { Mode, RetainUntilDate } = input.Retention ?? {};
    const keys = lockKeys({ ObjectLockMode: Mode, ObjectLockRetainUntilDate: RetainUntilDate }, call);
    return [
      onLock("s3:PutObjectRetention", input, call, keys),
      ...(input.BypassGovernanceRetention ? [onObject("s3:BypassGovernanceRetention", input, call)] : []),
    ];
  },

  handle(input, call) {
    requireWellFormed(
      "PutObjectRetention",
      "Retention",
      { ...input },
      { Mode: ["GOVERNANCE", "COMPLIANCE"] },
    );
    const retention = wanted(input.Retention ?? {}, call);
    const object = lockable(input, call);
    const bypass = bypasses(input, call, existingBucket(input, call).name);
    requireChangeable(object.attributes.retention, retention, bypass, call);
    keep(input, call, object, { retention });
    return {};
  },
};

export const objectLockOperations: Readonly<Record<string, AnyOperation>> = {
  GetObjectLegalHold: getObjectLegalHold,
  GetObjectRetention: getObjectRetention,
  PutObjectLegalHold: putObjectLegalHold,
  PutObjectRetention: putObjectRetention,
};

/** The actions on locks are the same for versions. */
const onLock = (action: string, input: ObjectInput, call: Call, context = {}) =>
  onVersion(action, action, input, call, context);

/** @throws AwsError InvalidRequest in a bucket without Object Lock, and as readableObject. */
function lockable(input: ObjectInput, call: Call): StoredObject {
  if (lockConfiguration(call, existingBucket(input, call).name) === undefined)
    throw new AwsError("InvalidRequest", "Bucket is missing Object Lock Configuration");
  return readableObject(input, call);
}

const noLock = () =>
  new AwsError(
    "NoSuchObjectLockConfiguration",
    "The specified object does not have a ObjectLock configuration",
  );

/** The retention of a body; an empty body removes it. */
function wanted(sent: ObjectLockRetention, call: Call): Retention | undefined {
  const { Mode: mode, RetainUntilDate: date, ...events } = sent;
  if (Object.keys(events).length > 0)
    throw new AwsError("NotImplemented", "The loopback does not serve event holds of s3:PutObjectRetention.");
  if (mode === undefined && date === undefined) return undefined;
  if (mode === undefined || date === undefined) throw malformed();
  requireFuture(date, "RetainUntilDate", call);
  return { mode, until: date.getTime() };
}

/**
 * A retention in force may be prolonged. To shorten it, change its mode or end it needs a bypass of governance.
 * @throws AwsError AccessDenied.
 */
function requireChangeable(
  now: Retention | undefined,
  next: Retention | undefined,
  bypass: boolean,
  { account }: Call,
): void {
  if (now === undefined || now.until <= account.now().getTime()) return;
  if (next?.mode === now.mode && next.until >= now.until) return;
  if (now.mode === "COMPLIANCE" || !bypass) throw lockedAway();
}

function keep(
  input: ObjectInput,
  call: Call,
  object: StoredObject,
  change: { readonly retention?: Retention | undefined; readonly legalHold?: "ON" | "OFF" },
): void {
  const { retention, legalHold, ...others } = { ...object.attributes, ...change };
  setAttributes(call.account.store, existingBucket(input, call).name, object, {
    ...others,
    ...(retention && { retention }),
    ...(legalHold && { legalHold }),
  });
}
