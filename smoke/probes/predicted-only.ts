// The actions of S3 and STS that no call can be made to exercise, each with the reason. What they come to is predicted.

const s3: readonly (readonly [reason: string, actions: string])[] = [
  [
    "It is asked for by S3 Control, to which no probe speaks.",
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
    "No call of its own asks for it: AWS checks it for what it does itself, or beside another action.",
    `AllowVendedLogDeliveryForResource BypassGovernanceRetention GetObjectVersionAnnotationForReplication
    GetObjectVersionForReplication InitiateReplication ObjectOwnerOverrideToBucketOwner PauseReplication ReplicateDelete
    ReplicateObject ReplicateObjectAnnotation ReplicateTags`,
  ],
  [
    "Its call asks for a second action too, and AWS names but one of the two.",
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
    "No call of its own asks for it: AWS checks it beside another action.",
    "GetServiceBearerToken SetContext SetSourceIdentity TagGetWebIdentityToken",
  ],
  [
    "AWS says AccessDenied of a role or an account that does not exist, too, so a denial would say nothing.",
    "AssumeRole AssumeRoot",
  ],
  [
    "Its call is not signed: a token from elsewhere says who asks.",
    "AssumeRoleWithSAML AssumeRoleWithWebIdentity GetDelegatedAccessToken",
  ],
];

/** Each such action's reason. */
export const predictedOnly: ReadonlyMap<string, string> = new Map(
  Object.entries({ s3, sts }).flatMap(([service, groups]) =>
    groups.flatMap(([reason, actions]) =>
      actions.split(/\s+/).map((action) => [`${service}:${action}`, reason] as const),
    ),
  ),
);
