// The S3 operations that the loopback serves.
import type { AnyOperation } from "../operation.ts";
import { configurationOperations } from "./bucket-configurations.ts";
import { createBucket } from "./create-bucket.ts";
import { deleteBucket } from "./delete-bucket.ts";
import { deleteBucketPolicy } from "./delete-bucket-policy.ts";
import { deleteObject } from "./delete-object.ts";
import { getBucketLocation } from "./get-bucket-location.ts";
import { getBucketPolicy } from "./get-bucket-policy.ts";
import { getObject } from "./get-object.ts";
import { headBucket } from "./head-bucket.ts";
import { headObject } from "./head-object.ts";
import { listBuckets } from "./list-buckets.ts";
import { listObjectsV2 } from "./list-objects-v2.ts";
import { putBucketPolicy } from "./put-bucket-policy.ts";
import { putObject } from "./put-object.ts";

export const s3Operations: Readonly<Record<string, AnyOperation>> = {
  ...configurationOperations,
  CreateBucket: createBucket,
  DeleteBucket: deleteBucket,
  DeleteBucketPolicy: deleteBucketPolicy,
  DeleteObject: deleteObject,
  GetBucketLocation: getBucketLocation,
  GetBucketPolicy: getBucketPolicy,
  GetObject: getObject,
  HeadBucket: headBucket,
  HeadObject: headObject,
  ListBuckets: listBuckets,
  ListObjectsV2: listObjectsV2,
  PutBucketPolicy: putBucketPolicy,
  PutObject: putObject,
};
