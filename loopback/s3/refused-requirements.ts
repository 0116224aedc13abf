// What the S3 operations need that the loopback refuses: a caller who may not make the call is denied it, as on AWS, and
// only others learn that it is not served. Operations of directory buckets are missing: their actions are another
// service's. https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
import type { Operation } from "../operation.ts";
import { onBucket } from "./shared/bucket.ts";
import { onVersion } from "./shared/existing-object.ts";

type Requires = Operation["requires"];

const bucket =
  (action: string): Requires =>
  (input, call) => [onBucket(action, input, call)];

const object =
  (action: string, versionAction: string = action): Requires =>
  (input, call) => [onVersion(action, versionAction, input, call)];

const metadata = (verb: string): Requires => bucket(`s3:${verb}BucketMetadataTableConfiguration`);

export const s3RefusedRequirements: Readonly<Record<string, Requires>> = {
  CreateBucketMetadataConfiguration: metadata("Create"),
  CreateBucketMetadataTableConfiguration: metadata("Create"),
  DeleteBucketMetadataConfiguration: metadata("Delete"),
  DeleteBucketMetadataTableConfiguration: metadata("Delete"),
  DeleteObjectAnnotation: object("s3:DeleteObjectAnnotation", "s3:DeleteObjectVersionAnnotation"),
  GetBucketMetadataConfiguration: metadata("Get"),
  GetBucketMetadataTableConfiguration: metadata("Get"),
  GetObjectAnnotation: object("s3:GetObjectAnnotation", "s3:GetObjectVersionAnnotation"),
  GetObjectTorrent: object("s3:GetObjectTorrent"),
  ListObjectAnnotations: object("s3:ListObjectAnnotations", "s3:ListObjectVersionAnnotations"),
  PutObjectAnnotation: object("s3:PutObjectAnnotation", "s3:PutObjectVersionAnnotation"),
  RestoreObject: object("s3:RestoreObject"),
  SelectObjectContent: object("s3:GetObject"),
  UpdateBucketMetadataAnnotationTableConfiguration: bucket(
    "s3:UpdateBucketMetadataAnnotationTableConfiguration",
  ),
  UpdateBucketMetadataInventoryTableConfiguration: bucket(
    "s3:UpdateBucketMetadataInventoryTableConfiguration",
  ),
  UpdateBucketMetadataJournalTableConfiguration: bucket("s3:UpdateBucketMetadataJournalTableConfiguration"),
  UpdateObjectEncryption: object("s3:UpdateObjectEncryption"),
};
