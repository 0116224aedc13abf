// Whether AWS refused a call because this machine's clock is wrong. The credentials may be right then.
import type { AwsFailure } from "../calls/aws-failure.ts";

/** S3 has a code for it. STS and IAM answer SignatureDoesNotMatch, and give the reason in the message. */
export function isClockSkew({ code, message }: AwsFailure): boolean {
  if (code === "SignatureDoesNotMatch") return /Signature (expired|not yet current)/.test(message);
  return code === "RequestTimeTooSkewed";
}
