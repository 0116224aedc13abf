// The S3 operations that the loopback refuses as NotImplemented, and why: the reason ends the sentence of the refusal.

const tables = "it sets up S3 Metadata tables, which other services keep";
const annotations = "annotations are kept in S3 Metadata tables, which other services keep";
const directory = "it is of directory buckets, which have an endpoint and sessions of their own";

export const s3Refused: Readonly<Record<string, string>> = {
  CreateBucketMetadataConfiguration: tables,
  CreateBucketMetadataTableConfiguration: tables,
  CreateSession: directory,
  DeleteBucketMetadataConfiguration: tables,
  DeleteBucketMetadataTableConfiguration: tables,
  DeleteObjectAnnotation: annotations,
  GetBucketMetadataConfiguration: tables,
  GetBucketMetadataTableConfiguration: tables,
  GetObjectAnnotation: annotations,
  GetObjectTorrent: "AWS has closed BitTorrent to all who did not use it before 2021",
  ListDirectoryBuckets: directory,
  ListObjectAnnotations: annotations,
  PutObjectAnnotation: annotations,
  RenameObject: directory,
  RestoreObject:
    "nothing archived is brought back, because a restoration takes hours that the loopback does not have",
  SelectObjectContent: "it runs SQL over objects, and AWS has closed it to new customers",
  UpdateBucketMetadataAnnotationTableConfiguration: tables,
  UpdateBucketMetadataInventoryTableConfiguration: tables,
  UpdateBucketMetadataJournalTableConfiguration: tables,
  UpdateObjectEncryption: "it re-encrypts the key of an object, and nothing is encrypted here",
  WriteGetObjectResponse: "it is of Object Lambda, which runs code of its own and has an endpoint of its own",
};
