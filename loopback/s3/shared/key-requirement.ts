// What reading and writing an object under a KMS key needs of KMS, for the caller of S3.
// https://docs.aws.amazon.com/kms/latest/developerguide/services-s3.html
import { bucketArn, objectArn } from "../../../policy/arn.ts";
import { AwsError } from "../../aws-error.ts";
import { onNamedKey } from "../../kms/requirement.ts";
import type { Call, Requirement } from "../../operation.ts";
import type { KeyEncryption, StoredObject } from "../../store/stored-object.ts";
import { asked, isKms, isSigned4, keyArnOf, type WriteInput } from "./asked-encryption.ts";
import { existingBucket } from "./bucket.ts";

/**
 * What a write needs of KMS. Where the key cannot be told or is in another region, or KMS takes no request that is
 * signed like this one, the write itself is refused later.
 */
export function toEncrypt(input: WriteInput, call: Call): Requirement[] {
  const { name, region } = existingBucket(input, call);
  const { algorithm, key, bucketKey } = asked(input, call, name);
  if (!isKms(algorithm) || !isSigned4(call.caller) || region !== call.account.region) return [];
  try {
    const encryption = { algorithm, key: keyArnOf(key, call), ...(bucketKey && { bucketKey }) };
    return toUse("kms:GenerateDataKey", encryption, input, call);
  } catch (error) {
    if (error instanceof AwsError) return [];
    throw error;
  }
}

/** What reading an object's content needs of KMS. */
export const toDecrypt = (
  object: Pick<StoredObject, "attributes" | "marker"> | undefined,
  input: WriteInput,
  call: Call,
): Requirement[] => toUse("kms:Decrypt", object?.attributes.encryption, input, call);

/**
 * An action on the key by which an object is encrypted. S3 asks KMS with the permissions of its caller.
 * https://docs.aws.amazon.com/kms/latest/developerguide/services-s3.html
 */
export function toUse(
  action: "kms:GenerateDataKey" | "kms:Decrypt",
  encryption: KeyEncryption | undefined,
  { Key = "", ...input }: WriteInput,
  call: Call,
): Requirement[] {
  if (encryption === undefined || !isSigned4(call.caller)) return [];
  const { name, region } = existingBucket(input, call);
  const about = encryption.bucketKey ? bucketArn(name) : objectArn(name, Key);
  const keys = {
    "kms:EncryptionAlgorithm": "SYMMETRIC_DEFAULT",
    "kms:EncryptionContext:aws:s3:arn": about,
    "kms:EncryptionContextKeys": ["aws:s3:arn"],
  };
  return [{ ...onNamedKey(action, { arn: encryption.key }, call, keys), via: `s3.${region}.amazonaws.com` }];
}
