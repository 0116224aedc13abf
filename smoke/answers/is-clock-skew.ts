// Whether AWS refused a call because this machine's clock is wrong. The credentials may be right then.
import type { AwsFailure } from "../calls/aws-failure.ts";

/** S3 has a code for it. STS and IAM reject the signature, with one code or another, and say the reason in the message. */
export const isClockSkew = ({ code, message }: AwsFailure): boolean =>
  code === "RequestTimeTooSkewed" || /Signature (expired|not yet current)/.test(message);
