// The password for Amazon SES's SMTP interface that belongs to a secret access key.
import { createHmac } from "node:crypto";

const version = Uint8Array.of(0x04);

/**
 * Derives the password: a signature of fixed texts by the key, with a version in front of it.
 * https://docs.aws.amazon.com/ses/latest/dg/smtp-credentials.html#smtp-credentials-convert
 */
export function sesSmtpPassword(secretAccessKey: string, region: string): string {
  let signature: Uint8Array = Buffer.from(`AWS4${secretAccessKey}`);
  for (const text of ["11111111", region, "ses", "aws4_request", "SendRawEmail"]) {
    signature = createHmac("sha256", signature).update(text).digest();
  }
  return Buffer.concat([version, signature]).toString("base64");
}
