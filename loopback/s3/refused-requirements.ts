// What the S3 operations need that the loopback refuses: a caller who may not make the call is denied it, as on AWS, and
// only others learn that it is not served. Operations of endpoints that are not here are missing: they come to none.
// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
import { formatArn } from "../../policy/arn.ts";
import type { Operation } from "../operation.ts";
import { type BucketInput, existingBucket, onBucket } from "./shared/bucket.ts";
import { onVersion } from "./shared/existing-object.ts";

type Requires = Operation["requires"];

const bucket =
  (action: string): Requires =>
  (input, call) => [onBucket(action, input, call)];

const object =
  (action: string, versionAction: string = action): Requires =>
  (input, call) => [onVersion(action, versionAction, input, call)];

const metadata = (verb: string): Requires => bucket(`s3:${verb}BucketMetadataTableConfiguration`);

/**
 * Sessions are all that directory buckets ask for.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3express.html
 */
const session: Requires = (input: BucketInput, call) => {
  const { account, region } = call;
  const resource = `bucket/${existingBucket(input, call).name}`;
  const arn = { partition: account.partition, service: "s3express", region, account: account.id, resource };
  return [{ action: "s3express:CreateSession", resource: formatArn(arn) }];
};

export const s3RefusedRequirements: Readonly<Record<string, Requires>> = {
  CreateBucketMetadataConfiguration: metadata("Create"),
  CreateBucketMetadataTableConfiguration: metadata("Create"),
  CreateSession: session,
  DeleteBucketMetadataConfiguration: metadata("Delete"),
  DeleteBucketMetadataTableConfiguration: metadata("Delete"),
  DeleteObjectAnnotation: object("s3:DeleteObjectAnnotation", "s3:DeleteObjectVersionAnnotation"),
  GetBucketMetadataConfiguration: metadata("Get"),
  GetBucketMetadataTableConfiguration: metadata("Get"),
  GetObjectAnnotation: object("s3:GetObjectAnnotation", "s3:GetObjectVersionAnnotation"),
  GetObjectTorrent: object("s3:GetObjectTorrent"),
  ListObjectAnnotations: object("s3:ListObjectAnnotations", "s3:ListObjectVersionAnnotations"),
  PutObjectAnnotation: object("s3:PutObjectAnnotation", "s3:PutObjectVersionAnnotation"),
  RenameObject: session,
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
