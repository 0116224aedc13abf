// The S3 operations that the loopback serves.
import type { AnyOperation } from "../operation.ts";
import { getBucketAcl, putBucketAcl } from "./access/bucket-acl-operations.ts";
import { deleteBucketPolicy } from "./access/delete-bucket-policy.ts";
import { getBucketPolicy } from "./access/get-bucket-policy.ts";
import { getBucketPolicyStatus } from "./access/get-bucket-policy-status.ts";
import { getObjectAcl, putObjectAcl } from "./access/object-acl-operations.ts";
import { putBucketPolicy } from "./access/put-bucket-policy.ts";
import { createBucket } from "./bucket/create-bucket.ts";
import { deleteBucket } from "./bucket/delete-bucket.ts";
import { getBucketLocation } from "./bucket/get-bucket-location.ts";
import { headBucket } from "./bucket/head-bucket.ts";
import { listBuckets } from "./bucket/list-buckets.ts";
import { configurationOperations } from "./configuration/bucket-configuration-operations.ts";
import { listedConfigurationOperations } from "./configuration/listed-configuration-operations.ts";
import { listObjectVersions } from "./listing/list-object-versions.ts";
import { listObjects } from "./listing/list-objects.ts";
import { listObjectsV2 } from "./listing/list-objects-v2.ts";
import { copyObject } from "./object/copy-object.ts";
import { deleteObject } from "./object/delete-object.ts";
import { deleteObjects } from "./object/delete-objects.ts";
import { getObject } from "./object/get-object.ts";
import { getObjectAttributes } from "./object/get-object-attributes.ts";
import { headObject } from "./object/head-object.ts";
import { objectLockOperations } from "./object/object-lock-operations.ts";
import {
  deleteObjectTagging,
  getObjectTagging,
  putObjectTagging,
} from "./object/object-tagging-operations.ts";
import { putObject } from "./object/put-object.ts";
import { abortMultipartUpload } from "./upload/abort-multipart-upload.ts";
import { completeMultipartUpload } from "./upload/complete-multipart-upload.ts";
import { createMultipartUpload } from "./upload/create-multipart-upload.ts";
import { listMultipartUploads } from "./upload/list-multipart-uploads.ts";
import { listParts } from "./upload/list-parts.ts";
import { uploadPart, uploadPartCopy } from "./upload/upload-part-operations.ts";

export const s3Operations: Readonly<Record<string, AnyOperation>> = {
  ...configurationOperations,
  ...listedConfigurationOperations,
  ...objectLockOperations,
  AbortMultipartUpload: abortMultipartUpload,
  CompleteMultipartUpload: completeMultipartUpload,
  CopyObject: copyObject,
  CreateBucket: createBucket,
  CreateMultipartUpload: createMultipartUpload,
  DeleteBucket: deleteBucket,
  DeleteBucketPolicy: deleteBucketPolicy,
  DeleteObject: deleteObject,
  DeleteObjects: deleteObjects,
  DeleteObjectTagging: deleteObjectTagging,
  GetBucketAcl: getBucketAcl,
  GetBucketLocation: getBucketLocation,
  GetBucketPolicy: getBucketPolicy,
  GetBucketPolicyStatus: getBucketPolicyStatus,
  GetObject: getObject,
  GetObjectAcl: getObjectAcl,
  GetObjectAttributes: getObjectAttributes,
  GetObjectTagging: getObjectTagging,
  HeadBucket: headBucket,
  HeadObject: headObject,
  ListBuckets: listBuckets,
  ListMultipartUploads: listMultipartUploads,
  ListObjects: listObjects,
  ListObjectsV2: listObjectsV2,
  ListObjectVersions: listObjectVersions,
  ListParts: listParts,
  PutBucketAcl: putBucketAcl,
  PutBucketPolicy: putBucketPolicy,
  PutObject: putObject,
  PutObjectAcl: putObjectAcl,
  PutObjectTagging: putObjectTagging,
  UploadPart: uploadPart,
  UploadPartCopy: uploadPartCopy,
};
