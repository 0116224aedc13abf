// s3:AbortMultipartUpload. https://docs.aws.amazon.com/AmazonS3/latest/API/API_AbortMultipartUpload.html
import type { AbortMultipartUploadRequest } from "@aws-sdk/client-s3";
import type { Operation } from "../../operation.ts";
import { removeUpload } from "../../store/upload.ts";
import { onObject } from "../shared/bucket.ts";
import { existingUpload } from "./upload.ts";

export const abortMultipartUpload: Operation<AbortMultipartUploadRequest, void> = {
  takes: ["Bucket", "Key", "UploadId", "RequestPayer", "ExpectedBucketOwner"],

  requires: (input, call) => [onObject("s3:AbortMultipartUpload", input, call)],

  handle(input, call) {
    const { store } = call.account;
    const { id } = existingUpload(input, call);
    store.transaction(() => removeUpload(store, id));
  },
};
