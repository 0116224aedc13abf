// The version that a write makes: a new one where versioning is on, `null` elsewhere.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/versioning-workflows.html
import { AwsError } from "../../aws-error.ts";
import type { Call } from "../../operation.ts";
import { configurations } from "../../store/bucket.ts";
import type { StoredObject } from "../../store/stored-object.ts";
import { newVersionId, placeOf } from "./version-id.ts";

export const nullVersion = "null";

interface NewVersion {
  readonly version: string;
  /** `Suspended` keeps the existing versions, and replaces only the one called `null`. */
  readonly status: "Enabled" | "Suspended" | undefined;
}

/** The id of the version that a write makes, and the bucket's versioning: undefined where it never was on. */
export function newVersion(call: Call, bucket: string): NewVersion {
  const { account } = call;
  const status = versioningOf(call, bucket);
  return { version: status === "Enabled" ? newVersionId(account) : nullVersion, status };
}

/** A bucket's versioning: undefined where it never was on. */
export function versioningOf({ account }: Call, bucket: string): NewVersion["status"] {
  const document = configurations(account.store, bucket).get("versioning");
  return document === undefined ? undefined : JSON.parse(document).Status;
}

/** The member that names a version to who reads it; where versioning never was on, none is named. */
export function versionOf(
  { version }: Pick<StoredObject, "version">,
  call: Call,
  bucket: string | undefined,
): { readonly VersionId?: string } {
  const hidden = version === nullVersion && versioningOf(call, bucket ?? "") === undefined;
  return hidden ? {} : { VersionId: version };
}

export const isIssued = (id: string, { account }: Call): boolean =>
  id === nullVersion || placeOf(id, account) !== undefined;

/** @throws AwsError InvalidArgument for a version id that S3 never issued. */
export function requireVersionId(id: string | undefined, call: Call, parameter = "versionId"): void {
  if (id === undefined || isIssued(id, call)) return;
  const message = id === "" ? "Version id cannot be the empty string" : "Invalid version id specified";
  throw new AwsError("InvalidArgument", message, { ArgumentName: parameter, ArgumentValue: id });
}

/** @throws AwsError InvalidArgument for a write that names a version: it cannot choose its own. */
export function refuseVersionId({ request }: Call): void {
  const id = request.query.get("versionId")?.[0];
  if (id === undefined) return;
  const details = { ArgumentName: "versionId", ArgumentValue: id };
  throw new AwsError("InvalidArgument", "This operation does not accept a version-id.", details);
}
