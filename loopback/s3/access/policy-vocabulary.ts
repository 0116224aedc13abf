// The actions and condition keys of S3 that a bucket policy may name: S3 refuses any other; IAM accepts it.
// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html

import { S3_ACTION_LEVELS } from "../../../policy/checks/s3-action-levels.ts";
import { compilePattern } from "../../../policy/patterns/compile-pattern.ts";

/** Actions that policy/ lists neither for buckets nor for objects. */
const furtherActions = `AllowVendedLogDeliveryForResource AssociateAccessGrantsIdentityCenter CreateAccessGrant
  CreateAccessGrantsInstance CreateAccessGrantsLocation CreateAccessPoint CreateAccessPointForObjectLambda
  CreateBucketMetadataTableConfiguration CreateJob CreateMultiRegionAccessPoint CreateStorageLensGroup
  DeleteAccessGrant DeleteAccessGrantsInstance DeleteAccessGrantsInstanceResourcePolicy
  DeleteAccessGrantsLocation DeleteAccessPoint DeleteAccessPointForObjectLambda DeleteAccessPointPolicy
  DeleteAccessPointPolicyForObjectLambda DeleteBucketMetadataTableConfiguration DeleteJobTagging
  DeleteMultiRegionAccessPoint DeleteObjectAnnotation DeleteObjectVersionAnnotation
  DeleteStorageLensConfiguration DeleteStorageLensConfigurationTagging DeleteStorageLensGroup DescribeJob
  DescribeMultiRegionAccessPointOperation DissociateAccessGrantsIdentityCenter GetAccessGrant
  GetAccessGrantsInstance GetAccessGrantsInstanceForPrefix GetAccessGrantsInstanceResourcePolicy
  GetAccessGrantsLocation GetAccessPoint GetAccessPointConfigurationForObjectLambda
  GetAccessPointForObjectLambda GetAccessPointPolicy GetAccessPointPolicyForObjectLambda
  GetAccessPointPolicyStatus GetAccessPointPolicyStatusForObjectLambda GetAccountPublicAccessBlock
  GetBucketAbac GetBucketMetadataTableConfiguration GetDataAccess GetIntelligentTieringConfiguration
  GetJobTagging GetMultiRegionAccessPoint GetMultiRegionAccessPointPolicy
  GetMultiRegionAccessPointPolicyStatus GetMultiRegionAccessPointRoutes GetObjectAnnotation
  GetObjectVersionAnnotation GetObjectVersionAnnotationForReplication GetObjectVersionTorrent
  GetStorageLensConfiguration GetStorageLensConfigurationTagging GetStorageLensDashboard
  GetStorageLensGroup InitiateReplication ListAccessGrants ListAccessGrantsInstances
  ListAccessGrantsLocations ListAccessPoints ListAccessPointsForObjectLambda ListAllMyBuckets
  ListCallerAccessGrants ListJobs ListMultiRegionAccessPoints ListObjectAnnotations
  ListObjectVersionAnnotations ListStorageLensConfigurations ListStorageLensGroups ListTagsForResource
  ObjectOwnerOverrideToBucketOwner PauseReplication PutAccessGrantsInstanceResourcePolicy
  PutAccessPointConfigurationForObjectLambda PutAccessPointPolicy PutAccessPointPolicyForObjectLambda
  PutAccessPointPublicAccessBlock PutAccountPublicAccessBlock PutBucketAbac
  PutIntelligentTieringConfiguration PutJobTagging PutMultiRegionAccessPointPolicy PutObjectAnnotation
  PutObjectVersionAnnotation PutStorageLensConfiguration PutStorageLensConfigurationTagging
  ReplicateObjectAnnotation SubmitMultiRegionAccessPointRoutes TagResource UntagResource
  UpdateAccessGrantsLocation UpdateBucketMetadataAnnotationTableConfiguration
  UpdateBucketMetadataInventoryTableConfiguration UpdateBucketMetadataJournalTableConfiguration
  UpdateJobPriority UpdateJobStatus UpdateObjectEncryption UpdateStorageLensGroup`;

const actions: readonly string[] = [
  ...S3_ACTION_LEVELS.flatMap((level) => level.actions),
  ...furtherActions.split(/\s+/).map((name) => `s3:${name.toLowerCase()}`),
];

const conditionKeys: ReadonlySet<string> = new Set(
  `AccessGrantScope AccessGrantsInstanceArn AccessGrantsLocationScope AccessPointNetworkOrigin authType
  DataAccessPointAccount DataAccessPointArn DataAccessPointTag delimiter deliverySourceArn destinationRegion
  ExistingJobOperation ExistingJobPriority if-match if-none-match InventoryAccessibleOptionalFields
  isReplicationPauseRequest JobSuspendedCause locationconstraint logType max-annotation-results max-keys
  annotation-prefix object-lock-event-hold object-lock-event-hold-duration-days object-lock-legal-hold
  object-lock-mode object-lock-remaining-retention-days object-lock-retain-until-date ObjectCreationOperation
  prefix RequestJobOperation RequestJobPriority RequestObjectTagKeys ResourceAccount
  resourceArnBeingAuthorized signatureAge signatureversion TlsVersion VersionId x-amz-acl
  x-amz-bucket-namespace x-amz-content-sha256 x-amz-copy-source x-amz-grant-full-control x-amz-grant-read
  x-amz-grant-read-acp x-amz-grant-write x-amz-grant-write-acp x-amz-metadata-directive
  x-amz-object-annotation-directive x-amz-object-if-match x-amz-object-ownership
  x-amz-server-side-encryption x-amz-server-side-encryption-aws-kms-key-id
  x-amz-server-side-encryption-customer-algorithm x-amz-storage-class x-amz-website-redirect-location`
    .toLowerCase()
    .split(/\s+/),
);

/** Keys that end in the key of a tag. */
const tagKey = /^(?:accesspointtag|buckettag|existingobjecttag|requestobjecttag)\/./;

/** Whether a pattern, `s3:Get*`, takes in any action of S3. */
export function takesS3Action(pattern: string): boolean {
  return actions.some(compilePattern(pattern.toLowerCase()));
}

/** Whether a condition key of S3's exists; S3 does not check those of other services. */
export function isS3ConditionKey(key: string): boolean {
  const [, name] = /^s3:(.*)$/s.exec(key.toLowerCase()) ?? [];
  return name === undefined || conditionKeys.has(name) || tagKey.test(name);
}
