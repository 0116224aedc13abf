// Multipart uploads as their operations see them: found or NoSuchUpload, and the actions on them.
import { AwsError } from "../../aws-error.ts";
import type { Call } from "../../operation.ts";
import { nextUpload, type Upload, uploadWithId } from "../../store/upload.ts";
import { existingBucket } from "../shared/bucket.ts";
import type { ObjectInput } from "../shared/existing-object.ts";
import { type Kind, placeOf, sealedId } from "../shared/sealed-id.ts";

interface UploadInput extends ObjectInput {
  readonly UploadId?: string | undefined;
}

/** The upload that an input names, before the caller is allowed to continue it. */
export const uploadSeen = (input: UploadInput, call: Call): Upload | undefined =>
  uploadWithId(call.account.store, existingBucket(input, call).name, input.Key ?? "", input.UploadId ?? "");

/**
 * What policies see of an upload's beginning at its parts and its completion: the encryption that it asked for, and
 * nothing else. https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPart.html
 */
export function begunWith(input: UploadInput, call: Call): { readonly encryption?: string } {
  const upload = uploadSeen(input, call);
  return upload === undefined || upload.encryption === "" ? {} : { encryption: upload.encryption };
}

const kindOf = (bucket: string, key: string): Kind => ({ about: `upload ${bucket}/${key}`, length: 48 });

/** The id of the upload that is inserted next. */
export const newUploadId = (bucket: string, key: string, { account }: Call): string =>
  sealedId(nextUpload(account.store), kindOf(bucket, key), account);

/** The sequence number of the upload of this key that an id was issued for, which may be gone. */
export const uploadPlace = (id: string, bucket: string, key: string, { account }: Call): number | undefined =>
  placeOf(id, kindOf(bucket, key), account);

/** @throws AwsError NoSuchUpload for an upload that never existed, was completed or aborted, or has another key. */
export function existingUpload(input: UploadInput, call: Call): Upload {
  const { UploadId = "" } = input;
  const upload = uploadSeen(input, call);
  if (upload !== undefined) return upload;
  throw new AwsError(
    "NoSuchUpload",
    "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.",
    { UploadId },
  );
}

/** Who began an upload. */
export const initiator = ({ initiator: ID }: Upload) => ({
  ID,
  DisplayName: ID.slice(ID.lastIndexOf("/") + 1),
});
