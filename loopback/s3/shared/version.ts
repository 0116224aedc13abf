// The version that a write makes: a new one where versioning is on, `null` elsewhere.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/versioning-workflows.html
import { AwsError } from "../../aws-error.ts";
import type { Call } from "../../operation.ts";
import { configurations } from "../../store/bucket.ts";
import { nextSequence } from "../../store/object.ts";
import type { StoredObject } from "../../store/stored-object.ts";
import { type Kind, placeOf, sealedId } from "./sealed-id.ts";

export const nullVersion = "null";

const kind: Kind = { about: "version", length: 24 };

interface NewVersion {
  readonly version: string;
  /** `Suspended` keeps the existing versions, and replaces only the one called `null`. */
  readonly status: "Enabled" | "Suspended" | undefined;
}

/** The id of the version that a write makes, and the bucket's versioning: undefined where it never was on. */
export function newVersion(call: Call, bucket: string): NewVersion {
  const { account } = call;
  const status = versioningOf(call, bucket);
  if (status !== "Enabled") return { version: nullVersion, status };
  return { version: sealedId(nextSequence(account.store), kind, account), status };
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

/** The sequence number of the version that an id was issued for, which may be gone. */
export const versionPlace = (id: string, { account }: Call): number | undefined => placeOf(id, kind, account);

export const isIssued = (id: string, call: Call): boolean =>
  id === nullVersion || versionPlace(id, call) !== undefined;

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
