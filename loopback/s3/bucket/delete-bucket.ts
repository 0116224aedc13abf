// s3:DeleteBucket. https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucket.html
import type { DeleteBucketRequest } from "@aws-sdk/client-s3";
import { AwsError } from "../../aws-error.ts";
import type { Operation } from "../../operation.ts";
import { deleteBucket as remove } from "../../store/bucket.ts";
import { holdsObjects } from "../../store/object.ts";
import { removeUpload, uploadsOfBucket } from "../../store/upload.ts";
import { existingBucket, onBucket } from "../shared/bucket.ts";
import { versioningOf } from "../shared/version.ts";

export const deleteBucket: Operation<DeleteBucketRequest, void> = {
  takes: ["Bucket", "ExpectedBucketOwner"],

  requires: (input, call) => [onBucket("s3:DeleteBucket", input, call)],

  handle(input, call) {
    const { store } = call.account;
    const { name } = existingBucket(input, call);
    if (holdsObjects(store, name)) {
      const more =
        versioningOf(call, name) === undefined ? "" : ". You must delete all versions in the bucket.";
      const message = `The bucket you tried to delete is not empty${more}`;
      throw new AwsError("BucketNotEmpty", message, { BucketName: name });
    }
    store.transaction(() => {
      for (const upload of uploadsOfBucket(store, name)) removeUpload(store, upload);
      remove(store, name);
    });
  },
};
