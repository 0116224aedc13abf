// s3:GetObject. https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
import type { GetObjectOutput, GetObjectRequest } from "@aws-sdk/client-s3";
import type { Operation } from "../operation.ts";
import { bodyOf } from "../store/objects.ts";
import { existingBucket } from "./buckets.ts";
import { objectHeaders, readableObject, toRead } from "./readable-object.ts";

export const getObject: Operation<GetObjectRequest, Omit<GetObjectOutput, "Body"> & { Body: Uint8Array }> = {
  takes: ["Bucket", "Key", "VersionId", "ChecksumMode", "ExpectedBucketOwner"],

  requires: (input, call) => [toRead(input, call)],

  handle(input, call) {
    const object = readableObject(input, call, "GetObject");
    const Body = bodyOf(call.account.store, existingBucket(input, call).name, object);
    return { ...objectHeaders(object), Body };
  },
};
