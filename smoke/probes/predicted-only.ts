// The actions of S3 and STS that no probe can exercise, each with the reason. They are only predicted.

const s3: readonly (readonly [reason: string, actions: string])[] = [
  [
    "Only S3 Control checks it, and no probe calls S3 Control.",
    `AssociateAccessGrantsIdentityCenter CreateAccessGrant CreateAccessGrantsInstance CreateAccessGrantsLocation
    CreateAccessPoint CreateAccessPointForObjectLambda CreateJob CreateMultiRegionAccessPoint CreateStorageLensGroup
    DeleteAccessGrant DeleteAccessGrantsInstance DeleteAccessGrantsInstanceResourcePolicy DeleteAccessGrantsLocation
    DeleteAccessPoint DeleteAccessPointForObjectLambda DeleteAccessPointPolicy DeleteAccessPointPolicyForObjectLambda
    DeleteJobTagging DeleteMultiRegionAccessPoint DeleteStorageLensConfiguration DeleteStorageLensConfigurationTagging
    DeleteStorageLensGroup DescribeJob DescribeMultiRegionAccessPointOperation DissociateAccessGrantsIdentityCenter
    GetAccessGrant GetAccessGrantsInstance GetAccessGrantsInstanceForPrefix GetAccessGrantsInstanceResourcePolicy
    GetAccessGrantsLocation GetAccessPoint GetAccessPointConfigurationForObjectLambda GetAccessPointForObjectLambda
    GetAccessPointPolicy GetAccessPointPolicyForObjectLambda GetAccessPointPolicyStatus
    GetAccessPointPolicyStatusForObjectLambda GetAccountPublicAccessBlock GetDataAccess GetJobTagging
    GetMultiRegionAccessPoint GetMultiRegionAccessPointPolicy GetMultiRegionAccessPointPolicyStatus
    GetMultiRegionAccessPointRoutes GetStorageLensConfiguration GetStorageLensConfigurationTagging
    GetStorageLensDashboard GetStorageLensGroup ListAccessGrants ListAccessGrantsInstances ListAccessGrantsLocations
    ListAccessPoints ListAccessPointsForObjectLambda ListCallerAccessGrants ListJobs ListMultiRegionAccessPoints
    ListStorageLensConfigurations ListStorageLensGroups ListTagsForResource PutAccessGrantsInstanceResourcePolicy
    PutAccessPointConfigurationForObjectLambda PutAccessPointPolicy PutAccessPointPolicyForObjectLambda
    PutAccessPointPublicAccessBlock PutAccountPublicAccessBlock PutJobTagging PutMultiRegionAccessPointPolicy
    PutStorageLensConfiguration PutStorageLensConfigurationTagging SubmitMultiRegionAccessPointRoutes TagResource
    UntagResource UpdateAccessGrantsLocation UpdateJobPriority UpdateJobStatus UpdateStorageLensGroup`,
  ],
  [
    "No call needs it alone: AWS checks it for work of its own, or together with another action.",
    `AllowVendedLogDeliveryForResource BypassGovernanceRetention GetObjectVersionAnnotationForReplication
    GetObjectVersionForReplication InitiateReplication ObjectOwnerOverrideToBucketOwner PauseReplication ReplicateDelete
    ReplicateObject ReplicateObjectAnnotation ReplicateTags`,
  ],
  [
    "Its call needs a second action too, and AWS names only one of the two.",
    "GetObjectAttributes GetObjectVersionAttributes",
  ],
  [
    "No call is known that AWS refuses for certain after it has passed authorization.",
    `CreateBucketMetadataTableConfiguration DeleteBucketMetadataTableConfiguration DeleteObjectAnnotation
    DeleteObjectVersionAnnotation GetBucketMetadataTableConfiguration GetObjectAnnotation GetObjectTorrent
    GetObjectVersionAnnotation GetObjectVersionTorrent ListObjectAnnotations ListObjectVersionAnnotations PutBucketAbac
    PutBucketObjectLockConfiguration PutObjectAnnotation PutObjectVersionAnnotation
    UpdateBucketMetadataAnnotationTableConfiguration UpdateBucketMetadataInventoryTableConfiguration
    UpdateBucketMetadataJournalTableConfiguration UpdateObjectEncryption`,
  ],
];

const sts: typeof s3 = [
  [
    "No call needs it alone: AWS checks it together with another action.",
    "GetServiceBearerToken SetContext SetSourceIdentity TagGetWebIdentityToken",
  ],
  [
    "AWS answers AccessDenied for a role or an account that does not exist, too, so a denial would prove nothing.",
    "AssumeRole AssumeRoot",
  ],
  [
    "Its call is not signed: a token from elsewhere says who asks.",
    "AssumeRoleWithSAML AssumeRoleWithWebIdentity GetDelegatedAccessToken",
  ],
];

/** The reason for each of these actions. */
export const predictedOnly: ReadonlyMap<string, string> = new Map(
  Object.entries({ s3, sts }).flatMap(([service, groups]) =>
    groups.flatMap(([reason, actions]) =>
      actions.split(/\s+/).map((action) => [`${service}:${action}`, reason] as const),
    ),
  ),
);
