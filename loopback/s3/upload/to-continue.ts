// What continuing an upload that began under a KMS key needs of KMS.
import type { Call, Requirement } from "../../operation.ts";
import type { WriteInput } from "../shared/asked-encryption.ts";
import { toUse } from "../shared/key-requirement.ts";
import { uploadSeen } from "./upload.ts";

/**
 * S3 reads the parts when it joins them and when it lists them, so each part, the end and a list need the right to decrypt.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html#mpuAndPermissions,
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListParts.html
 */
export const toContinue = (
  input: WriteInput & { readonly UploadId?: string | undefined },
  call: Call,
): Requirement[] => toUse("kms:Decrypt", uploadSeen(input, call)?.attributes.encryption, input, call);
