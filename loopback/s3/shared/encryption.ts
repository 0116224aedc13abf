// The encryption of an object by a KMS key: which key a write uses, and what its caller needs of KMS.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
import type { ServerSideEncryptionConfiguration } from "@aws-sdk/client-s3";
import { bucketArn, objectArn, parseArn } from "../../../policy/arn.ts";
import { AwsError } from "../../aws-error.ts";
import { namedKey, usableKey } from "../../kms/key.ts";
import { makeManagedKey, managedKeyArn, s3Alias } from "../../kms/managed-key.ts";
import { onNamedKey } from "../../kms/requirement.ts";
import type { Call, Requirement } from "../../operation.ts";
import { kmsNeedsVersion4 } from "../../signature/kms-needs-version-4.ts";
import { configurations } from "../../store/bucket.ts";
import type { KeyEncryption, StoredObject } from "../../store/stored-object.ts";
import { type BucketInput, existingBucket } from "./bucket.ts";
import { invalidArgument } from "./listings.ts";

interface EncryptionInput {
  readonly ServerSideEncryption?: string | undefined;
  readonly SSEKMSKeyId?: string | undefined;
  readonly BucketKeyEnabled?: boolean | undefined;
}

interface WriteInput extends BucketInput, EncryptionInput {
  readonly Key?: string | undefined;
}

/** What a write asks for, by its headers or by the bucket's default; without a key, it is the one that AWS manages. */
interface Asked {
  readonly algorithm: string;
  readonly key: string | undefined;
  readonly bucketKey: boolean;
}

function asked(input: EncryptionInput, call: Call, bucket: string): Asked {
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

const isKms = (algorithm: string): algorithm is KeyEncryption["algorithm"] =>
  algorithm === "aws:kms" || algorithm === "aws:kms:dsse";

/** @throws AwsError NotFoundException for what names no key. */
function keyArnOf(key: string | undefined, call: Call): string {
  const { account } = call;
  if (key === undefined || key === s3Alias || isOwnAlias(key, call)) return managedKeyArn(account);
  return namedKey(key, account).arn;
}

function isOwnAlias(key: string, { account }: Call): boolean {
  const arn = parseArn(key);
  return arn?.resource === s3Alias && arn.account === account.id && arn.region === account.region;
}

/**
 * The encryption to keep with an object; undefined for S3's own keys.
 * @throws AwsError InvalidArgument for headers that do not fit together, or a caller who did not sign with Version 4;
 * NotImplemented for a bucket of another region; KMS's errors about the key as S3 passes them on.
 */
export function chosenEncryption(input: WriteInput, call: Call, bucket: string): KeyEncryption | undefined {
  const { ServerSideEncryption = "AES256", SSEKMSKeyId } = input;
  if (ServerSideEncryption !== "AES256" && !isKms(ServerSideEncryption))
    throw unsupported("The encryption method specified is not supported", ServerSideEncryption);
  if (SSEKMSKeyId !== undefined && !isKms(ServerSideEncryption)) {
    const message =
      "Server Side Encryption with AWS KMS managed key requires HTTP header x-amz-server-side-encryption : aws:kms";
    throw unsupported(message, input.ServerSideEncryption ?? "null");
  }
  const { algorithm, key, bucketKey } = asked(input, call, bucket);
  if (!isKms(algorithm)) return undefined;
  requireVersion4(call);
  requireKeysThere(input, call);
  const arn = passedOn(() => keyArnOf(key, call));
  if (arn === managedKeyArn(call.account)) makeManagedKey(call.account);
  requireUsable(arn, call);
  return { algorithm, key: arn, ...(bucketKey && { bucketKey }) };
}

/** A bucket's keys are in its own region. @throws AwsError NotImplemented where the loopback has no KMS. */
function requireKeysThere(input: WriteInput, call: Call): void {
  const { name, region } = existingBucket(input, call);
  if (region === call.account.region) return;
  const message = `The loopback's KMS is in ${call.account.region} only, and the bucket ${name} is in ${region}.`;
  throw new AwsError("NotImplemented", message);
}

const unsupported = (message: string, value: string): AwsError =>
  invalidArgument(message, "x-amz-server-side-encryption", value);

function requireVersion4({ caller, request }: Call): void {
  if (!isSigned4(caller)) throw kmsNeedsVersion4(request.headers);
}

const isSigned4 = ({ principal, signatureVersion }: Call["caller"]): boolean =>
  principal.type !== "Anonymous" && signatureVersion === undefined;

/** @throws AwsError for a key that does not exist (any more), is disabled, or waits for its deletion. */
function requireUsable(arn: string, { account }: Call): void {
  passedOn(() => usableKey(arn, account));
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
const codes = {
  DisabledException: "KMS.DisabledException",
  KMSInvalidStateException: "KMS.KMSInvalidStateException",
  NotFoundException: "KMS.NotFoundException",
} as const;

/** @throws AwsError what KMS answers, under the code that it has in S3. */
function passedOn<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    const code = error instanceof AwsError ? codes[error.code as keyof typeof codes] : undefined;
    if (code === undefined) throw error;
    throw new AwsError(code, (error as AwsError).message);
  }
}

/**
 * What a write needs of KMS. Where the key cannot be told, or KMS takes no request that is signed like this one, the
 * write itself is refused later.
 */
export function toEncrypt(input: WriteInput, call: Call): Requirement[] {
  const bucket = existingBucket(input, call).name;
  const { algorithm, key, bucketKey } = asked(input, call, bucket);
  if (!isKms(algorithm) || !isSigned4(call.caller)) return [];
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

/** @throws AwsError as chosenEncryption, for an object whose content is asked for. */
export function requireDecryptable({ attributes }: Pick<StoredObject, "attributes">, call: Call): void {
  if (attributes.encryption === undefined) return;
  requireVersion4(call);
  requireUsable(attributes.encryption.key, call);
}

/** The members of an answer that tell the encryption. */
export const encryptionOutput = (encryption: KeyEncryption | undefined) =>
  encryption === undefined
    ? { ServerSideEncryption: "AES256" }
    : {
        ...{ ServerSideEncryption: encryption.algorithm, SSEKMSKeyId: encryption.key },
        ...(encryption.bucketKey && { BucketKeyEnabled: true }),
      };
