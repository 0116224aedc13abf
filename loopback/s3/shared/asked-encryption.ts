// What encryption a write asks for, by its headers or by the default of its bucket, and the key that this stands for.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/specifying-kms-encryption.html
import type { ServerSideEncryptionConfiguration } from "@aws-sdk/client-s3";
import { namedKey } from "../../kms/key.ts";
import { isManagedAlias, managedKeyArn } from "../../kms/managed-key.ts";
import type { Call } from "../../operation.ts";
import { configurations } from "../../store/bucket.ts";
import type { KeyEncryption } from "../../store/stored-object.ts";
import type { BucketInput } from "./bucket.ts";

interface EncryptionInput {
  readonly ServerSideEncryption?: string | undefined;
  readonly SSEKMSKeyId?: string | undefined;
  readonly BucketKeyEnabled?: boolean | undefined;
}

export interface WriteInput extends BucketInput, EncryptionInput {
  readonly Key?: string | undefined;
}

/** What a write asks for, by its headers or by the bucket's default; without a key, it is the one that AWS manages. */
interface Asked {
  readonly algorithm: string;
  readonly key: string | undefined;
  readonly bucketKey: boolean;
}

export function asked(input: EncryptionInput, call: Call, bucket: string): Asked {
  const { Rules = [] }: ServerSideEncryptionConfiguration = JSON.parse(
    configurations(call.account.store, bucket).get("encryption") ?? "{}",
  );
  const byDefault = Rules[0]?.ApplyServerSideEncryptionByDefault;
  const { ServerSideEncryption, SSEKMSKeyId, BucketKeyEnabled = Rules[0]?.BucketKeyEnabled } = input;
  const algorithm = ServerSideEncryption ?? byDefault?.SSEAlgorithm ?? "AES256";
  return {
    algorithm,
    key: ServerSideEncryption === undefined ? byDefault?.KMSMasterKeyID : SSEKMSKeyId,
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingDSSEncryption.html
    bucketKey: algorithm === "aws:kms" && BucketKeyEnabled === true,
  };
}

export const isKms = (algorithm: string): algorithm is KeyEncryption["algorithm"] =>
  algorithm === "aws:kms" || algorithm === "aws:kms:dsse";

/** @throws AwsError NotFoundException for what names no key. */
export function keyArnOf(key: string | undefined, call: Call): string {
  const { account } = call;
  if (key === undefined || isManagedAlias(key, account)) return managedKeyArn(account);
  return namedKey(key, account).arn;
}

/** Whether KMS takes requests that are signed like this caller's. */
export const isSigned4 = ({ principal, signatureVersion }: Call["caller"]): boolean =>
  principal.type !== "Anonymous" && signatureVersion === undefined;
