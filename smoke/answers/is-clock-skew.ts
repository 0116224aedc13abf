// Whether AWS refused a call because this machine's clock is off: its fault, and not that of the credentials.
import type { AwsFailure } from "../calls/aws-failure.ts";

/** S3 has a code for it; STS and IAM say SignatureDoesNotMatch, and in words why. */
export function isClockSkew({ code, message }: AwsFailure): boolean {
  if (code === "SignatureDoesNotMatch") return /Signature (expired|not yet current)/.test(message);
  return code === "RequestTimeTooSkewed";
}
