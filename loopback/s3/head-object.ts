// s3:HeadObject. https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html
import type { HeadObjectOutput, HeadObjectRequest } from "@aws-sdk/client-s3";
import type { Operation } from "../operation.ts";
import { objectHeaders, readableObject, toRead } from "./readable-object.ts";

export const headObject: Operation<HeadObjectRequest, HeadObjectOutput> = {
  takes: ["Bucket", "Key", "VersionId", "ChecksumMode", "ExpectedBucketOwner"],

  requires: (input, call) => [toRead(input, call)],

  handle: (input, call) => objectHeaders(readableObject(input, call, "HeadObject")),
};
