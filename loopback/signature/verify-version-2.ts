// Verifies a Signature Version 2: S3 takes it in its older regions, everywhere else it is refused.
import { AwsError } from "../aws-error.ts";
import { version2Regions } from "../regions.ts";
import type { WireRequest } from "../wire/wire-request.ts";
import type { Claim } from "./authorization.ts";
import type { Caller } from "./caller.ts";
import { kmsNeedsVersion4 } from "./kms-needs-version-4.ts";
import { sign2 } from "./signature-version-2.ts";
import { sameSignature, signatureMismatch } from "./verify-signature.ts";

interface Claimed2 extends Omit<Claim, "service"> {
  readonly signature: string;
}

/** @throws AwsError InvalidRequest */
export function requireVersion2Region(region: string): void {
  if (version2Regions.has(region)) return;
  throw new AwsError(
    "InvalidRequest",
    "The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.",
  );
}

/**
 * The signer of a text, proved by the signature.
 * @param headers the request's, or those that a form stands for
 * @throws AwsError SignatureDoesNotMatch, InvalidArgument where encryption with a KMS key is asked for, and what
 * `holderOf` throws
 */
export function verifyVersion2(
  { signature, ...claim }: Claimed2,
  text: string,
  headers: WireRequest["headers"],
  holderOf: (claim: Claim) => { readonly caller: Caller; readonly secret: string },
): Caller {
  const signed = { ...claim, service: "s3" } as const;
  const { caller, secret } = holderOf(signed);
  if (!sameSignature(sign2(secret, text), signature)) throw signatureMismatch({ ...signed, signature }, text);
  if (headers["x-amz-server-side-encryption"]?.startsWith("aws:kms")) {
    throw kmsNeedsVersion4(headers);
  }
  return { ...caller, signatureVersion: "AWS" };
}
