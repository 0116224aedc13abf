// The two answers of S3 that do not name the denied action: to unsigned calls, and about a missing key.
import type { AwsFailure } from "../calls/aws-failure.ts";
import type { Probe } from "../probes/probe.ts";
import type { Denial } from "./denial.ts";
import type { Classified, Facts } from "./observation.ts";

const HIDDEN = "S3 tells only callers who may list the bucket that a key is missing";

/**
 * When a read of a missing key passes authorization, S3 answers 404 to callers who may list the bucket. To all others
 * it denies the listing.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html#API_GetObject_RequestSyntax
 */
export function hiddenKey({ action }: Denial, { hidden }: Facts): Classified | undefined {
  if (hidden !== true || action !== "s3:ListBucket") return undefined;
  return { outcome: "allowed", reason: `authorization passed: ${HIDDEN}` };
}

/** S3 checks the permissions of unsigned calls, too. When it denies one, its message is only "Access Denied". */
export function silentDenial(
  { action }: Pick<Probe, "action">,
  { code, message, status, requestId }: AwsFailure,
  { signed, hidden }: Facts,
): Classified | undefined {
  const isS3 =
    action.startsWith("s3:") && status === 403 && code === "AccessDenied" && requestId !== undefined;
  if (signed || !isS3 || !/^Access ?Denied\.?$/.test(message)) return undefined;
  if (hidden === true) {
    const reason = `this 403 may only mean that the key is missing, because ${HIDDEN}`;
    return { outcome: "inconclusive", reason };
  }
  const reason = "AWS gives no reason to a call that is not signed";
  return { outcome: "denied", explicit: false, reason };
}
