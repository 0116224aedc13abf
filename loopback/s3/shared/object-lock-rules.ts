// Object Lock: what a write locks, by its own headers or by its bucket's default, and what a lock forbids.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html
import type { ObjectLockConfiguration } from "@aws-sdk/client-s3";
import type { RequestContext } from "../../../policy/authorization-request.ts";
import { timestamp } from "../../account.ts";
import { AwsError } from "../../aws-error.ts";
import type { Call } from "../../operation.ts";
import { configurations } from "../../store/bucket.ts";
import type { ObjectLock, Retention } from "../../store/stored-object.ts";
import { invalidArgument } from "./listings.ts";

/** Members of writes that lock the new object. */
export const lockMembers = [
  "ObjectLockMode",
  "ObjectLockRetainUntilDate",
  "ObjectLockLegalHoldStatus",
] as const;

export interface LockInput {
  readonly ObjectLockMode?: string | undefined;
  readonly ObjectLockRetainUntilDate?: Date | undefined;
  readonly ObjectLockLegalHoldStatus?: string | undefined;
}

const day = 86_400_000;
const modes: readonly unknown[] = ["GOVERNANCE", "COMPLIANCE"] satisfies Retention["mode"][];
const isMode = (text: string): text is Retention["mode"] => modes.includes(text);

/** A bucket's configuration; undefined where it has no Object Lock. */
export function lockConfiguration(call: Call, bucket: string): ObjectLockConfiguration | undefined {
  const document = configurations(call.account.store, bucket).get("objectLock");
  return document === undefined ? undefined : JSON.parse(document);
}

/**
 * The lock that a write's headers ask for.
 * @throws AwsError InvalidArgument for a wrong value, InvalidRequest where the bucket has no Object Lock.
 */
export function requestedLock(input: LockInput, call: Call, bucket: string): ObjectLock {
  const retention = requestedRetention(input, call);
  const { ObjectLockLegalHoldStatus: legalHold } = input;
  if (legalHold !== undefined && legalHold !== "ON" && legalHold !== "OFF") {
    const message = "Legal Hold must be either of 'ON' or 'OFF'";
    throw invalidArgument(message, "x-amz-object-lock-legal-hold", legalHold);
  }
  if (retention === undefined && legalHold === undefined) return {};
  if (call.caller.principal.type === "Anonymous") {
    const message = "Put Object requests with Object Lock parameters require AWS Signature Version 4";
    throw invalidArgument(message, "Authorization", "null");
  }
  if (lockConfiguration(call, bucket) === undefined)
    throw new AwsError("InvalidRequest", "Bucket is missing ObjectLockConfiguration");
  return { ...(retention && { retention }), ...(legalHold && { legalHold }) };
}

function requestedRetention(input: LockInput, call: Call): Retention | undefined {
  const { ObjectLockMode: mode, ObjectLockRetainUntilDate: until } = input;
  const [header, date] = ["x-amz-object-lock-mode", "x-amz-object-lock-retain-until-date"];
  if (mode === undefined && until === undefined) return undefined;
  if (mode === undefined || until === undefined) {
    const message = `${date} and ${header} must both be supplied`;
    throw new AwsError("InvalidArgument", message, { ArgumentName: mode === undefined ? header : date });
  }
  if (!isMode(mode)) throw invalidArgument("Unknown wormMode directive.", header, mode);
  requireFuture(until, date, call);
  return { mode, until: until.getTime() };
}

/** @throws AwsError InvalidArgument. */
export function requireFuture(until: Date, name: string, { account }: Call): void {
  if (until > account.now()) return;
  throw invalidArgument("The retain until date must be in the future!", name, until.toISOString());
}

/** The lock of a new object: what the request asks for; if it asks for no retention, the bucket's default. */
export function lockOf(asked: ObjectLock, call: Call, bucket: string): ObjectLock {
  const { Mode, Days, Years = 0 } = lockConfiguration(call, bucket)?.Rule?.DefaultRetention ?? {};
  if (asked.retention !== undefined || Mode === undefined) return asked;
  const until = timestamp(call.account) + (Days ?? Years * 365) * day;
  return { ...asked, retention: { mode: Mode, until } };
}

/** @throws AwsError InvalidRequest for a body that would be locked but has no checksum; `what` names the request. */
export function requireChecksum(lock: ObjectLock, { request }: Call, what: "Object" | "Part"): void {
  if (lock.retention === undefined && lock.legalHold === undefined) return;
  const checksum = /^(?:content-md5|x-amz-checksum-(?:crc32|crc32c|crc64nvme|sha1|sha256))$/;
  if (Object.keys(request.headers).some((name) => checksum.test(name))) return;
  throw new AwsError(
    "InvalidRequest",
    `Content-MD5 OR x-amz-checksum- HTTP header is required for Put ${what} requests with Object Lock parameters`,
  );
}

export const lockedAway = (): AwsError =>
  new AwsError("AccessDenied", "Access Denied because object protected by object lock.");

/** @throws AwsError AccessDenied for a version under a legal hold or a retention; a bypass lifts only GOVERNANCE. */
export function requireUnlocked(
  { retention, legalHold }: ObjectLock,
  bypass: boolean,
  { account }: Call,
): void {
  if (legalHold === "ON") throw lockedAway();
  if (retention === undefined || retention.until <= account.now().getTime()) return;
  if (retention.mode === "COMPLIANCE" || !bypass) throw lockedAway();
}

/** Whether a header asks to bypass governance. @throws AwsError InvalidArgument where nothing is governed. */
export function bypasses(
  { BypassGovernanceRetention: wish }: { readonly BypassGovernanceRetention?: boolean | undefined },
  call: Call,
  bucket: string,
): boolean {
  if (wish !== undefined && lockConfiguration(call, bucket) === undefined) {
    throw new AwsError(
      "InvalidArgument",
      "x-amz-bypass-governance-retention is only applicable to Object Lock enabled buckets.",
      { ArgumentName: "x-amz-bypass-governance-retention" },
    );
  }
  return wish === true;
}

/** The condition keys of a lock. */
export function lockKeys(input: LockInput, { account }: Call): RequestContext {
  const { ObjectLockMode: mode, ObjectLockRetainUntilDate: until, ObjectLockLegalHoldStatus: hold } = input;
  const days = until && Math.ceil((until.getTime() - account.now().getTime()) / day);
  return {
    ...(mode !== undefined && { "s3:object-lock-mode": mode }),
    ...(until !== undefined && { "s3:object-lock-retain-until-date": until.toISOString() }),
    ...(days !== undefined && { "s3:object-lock-remaining-retention-days": String(days) }),
    ...(hold !== undefined && { "s3:object-lock-legal-hold": hold }),
  };
}
