// The actions of S3 that a bucket policy may name: S3 refuses any other; IAM accepts it.
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

/** Whether a pattern, `s3:Get*`, takes in any action of S3. */
export function takesS3Action(pattern: string): boolean {
  return actions.some(compilePattern(pattern.toLowerCase()));
}
