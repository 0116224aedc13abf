// The version that a write makes: a new one where versioning is on, `null` elsewhere.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/versioning-workflows.html
import { AwsError } from "../../aws-error.ts";
import type { Call } from "../../operation.ts";
import { configurations } from "../../store/bucket.ts";

export const nullVersion = "null";

interface NewVersion {
  readonly version: string;
  /** `Suspended` keeps the existing versions, and replaces only the one called `null`. */
  readonly status: "Enabled" | "Suspended" | undefined;
}

/** The id of the version that a write makes, and the bucket's versioning: undefined where it never was on. */
export function newVersion(call: Call, bucket: string): NewVersion {
  const { account } = call;
  const document = configurations(call.account.store, bucket).get("versioning");
  const status = document === undefined ? undefined : JSON.parse(document).Status;
  return { version: status === "Enabled" ? account.random(24).toString("base64url") : nullVersion, status };
}

/** @throws AwsError InvalidArgument for a malformed version id. */
export function requireVersionId(id: string | undefined, parameter = "versionId"): void {
  if (id === undefined || id === nullVersion || /^[\w-]{32}$/.test(id)) return;
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
