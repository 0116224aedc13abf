// The encryption of an object by a KMS key: what is kept of it, what answers say, and when the key cannot be used.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
import { AwsError } from "../../aws-error.ts";
import { usableKey } from "../../kms/key.ts";
import { makeManagedKey, managedKeyArn } from "../../kms/managed-key.ts";
import type { Call } from "../../operation.ts";
import { kmsNeedsVersion4 } from "../../signature/kms-needs-version-4.ts";
import type { KeyEncryption, StoredObject } from "../../store/stored-object.ts";
import { asked, isKms, isSigned4, keyArnOf, type WriteInput } from "./asked-encryption.ts";
import { existingBucket } from "./bucket.ts";
import { invalidArgument } from "./listings.ts";

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
