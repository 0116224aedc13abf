// The condition keys that S3 knows, and the actions that have each: S3 refuses a bucket policy that asks for another one.
// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html

/** Keys that (nearly) every action has. S3 also takes the two for writing grants with actions that lack them. */
const OF_ALL = `AccessPointNetworkOrigin AccessPointTag/ authType BucketTag/ DataAccessPointAccount
  DataAccessPointArn ResourceAccount signatureAge signatureversion TlsVersion
  x-amz-content-sha256 x-amz-grant-write x-amz-grant-write-acp`;

/** Keys and the actions that have them. A key that ends in a slash ends in the key of a tag. */
const ROWS: readonly (readonly [keys: string, actions: string])[] = [
  [`AccessGrantScope`, `CreateAccessGrant DeleteAccessGrant GetAccessGrant`],
  [
    `AccessGrantsInstanceArn`,
    `AbortMultipartUpload DeleteObject DeleteObjectVersion GetObject GetObjectAcl
      GetObjectVersion GetObjectVersionAcl ListBucket ListBucketMultipartUploads
      ListBucketVersions ListMultipartUploadParts PutObject PutObjectAcl PutObjectVersionAcl`,
  ],
  [
    `AccessGrantsLocationScope`,
    `CreateAccessGrantsLocation DeleteAccessGrantsLocation GetAccessGrantsLocation
      UpdateAccessGrantsLocation`,
  ],
  [`annotation-prefix max-annotation-results`, `ListObjectAnnotations ListObjectVersionAnnotations`],
  [`delimiter max-keys prefix`, `ListBucket ListBucketVersions`],
  [`deliverySourceArn logType resourceArnBeingAuthorized`, `AllowVendedLogDeliveryForResource`],
  [`destinationRegion`, `PauseReplication`],
  [
    `ExistingJobOperation ExistingJobPriority`,
    `DeleteJobTagging PutJobTagging UpdateJobPriority UpdateJobStatus`,
  ],
  [
    `ExistingObjectTag/`,
    `DeleteObjectAnnotation DeleteObjectTagging DeleteObjectVersionAnnotation
      DeleteObjectVersionTagging GetObject GetObjectAcl GetObjectAnnotation GetObjectAttributes
      GetObjectTagging GetObjectVersion GetObjectVersionAcl GetObjectVersionAnnotation
      GetObjectVersionAttributes GetObjectVersionTagging ListObjectAnnotations
      ListObjectVersionAnnotations PutObjectAcl PutObjectAnnotation PutObjectTagging
      PutObjectVersionAcl PutObjectVersionAnnotation PutObjectVersionTagging
      UpdateObjectEncryption`,
  ],
  [`if-match`, `DeleteObject PutObject`],
  [`InventoryAccessibleOptionalFields`, `PutInventoryConfiguration`],
  [`isReplicationPauseRequest`, `PutReplicationConfiguration`],
  [`JobSuspendedCause`, `UpdateJobStatus`],
  [`locationconstraint`, `CreateAccessPoint CreateBucket`],
  [
    `object-lock-event-hold object-lock-event-hold-duration-days`,
    `PutObject PutObjectRetention ReplicateObject`,
  ],
  [`object-lock-legal-hold`, `PutObject PutObjectLegalHold`],
  [
    `object-lock-mode object-lock-remaining-retention-days object-lock-retain-until-date`,
    `PutObject PutObjectRetention`,
  ],
  [`if-none-match ObjectCreationOperation x-amz-object-annotation-directive`, `PutObject`],
  [`RequestJobOperation`, `CreateJob`],
  [`RequestJobPriority`, `CreateJob UpdateJobPriority`],
  [
    `RequestObjectTag/ RequestObjectTagKeys`,
    `BypassGovernanceRetention PutObject PutObjectTagging PutObjectVersionTagging`,
  ],
  [
    `versionid`,
    `DeleteObjectVersion DeleteObjectVersionAnnotation DeleteObjectVersionTagging
      GetObjectVersion GetObjectVersionAcl GetObjectVersionAnnotation GetObjectVersionAttributes
      GetObjectVersionTagging GetObjectVersionTorrent ListObjectVersionAnnotations
      PutObjectVersionAcl PutObjectVersionAnnotation PutObjectVersionTagging`,
  ],
  [
    `x-amz-acl`,
    `BypassGovernanceRetention CreateAccessPoint CreateBucket PutBucketAcl PutObject PutObjectAcl
      PutObjectVersionAcl`,
  ],
  [`x-amz-bucket-namespace x-amz-object-ownership`, `CreateBucket`],
  [
    `x-amz-copy-source x-amz-metadata-directive x-amz-website-redirect-location`,
    `BypassGovernanceRetention PutObject`,
  ],
  [
    `x-amz-grant-full-control x-amz-grant-read x-amz-grant-read-acp`,
    `BypassGovernanceRetention CreateBucket PutBucketAcl PutObject PutObjectAcl
      PutObjectVersionAcl`,
  ],
  [
    `x-amz-object-if-match`,
    `DeleteObjectAnnotation DeleteObjectVersionAnnotation PutObjectAnnotation
      PutObjectVersionAnnotation`,
  ],
  [
    `x-amz-server-side-encryption x-amz-server-side-encryption-aws-kms-key-id`,
    `BypassGovernanceRetention PutObject ReplicateObject UpdateObjectEncryption`,
  ],
  [`x-amz-server-side-encryption-customer-algorithm`, `BypassGovernanceRetention PutObject ReplicateObject`],
  [`x-amz-storage-class`, `BypassGovernanceRetention PutObject PutObjectAcl PutObjectVersionAcl`],
];

const words = (text: string): readonly string[] => text.toLowerCase().split(/\s+/);

const KEYS: ReadonlyMap<string, ReadonlySet<string> | undefined> = new Map([
  ...words(OF_ALL).map((key) => [key, undefined] as const),
  ...ROWS.flatMap(([keys, actions]) => {
    const having = new Set(words(actions).map((name) => `s3:${name}`));
    return words(keys).map((key) => [key, having] as const);
  }),
]);

// `ExistingObjectTag/team` stands in the table as `existingobjecttag/`.
const rowName = (name: string): string => /^[^/]+\/(?=.)/s.exec(name)?.[0] ?? name.replace(/\/$/, "");

// Keys that a role's session brings along, and those of identity providers, which are named by their domains.
const FOREIGN = /^(?:aws|ec2|glue|identitystore|lambda|saml|ssm|[^:]*\.[^:]*):./i;

/** Whether S3 knows a condition key, in any case; of other services it knows the ones of sessions. */
export function isKeyOfS3(key: string): boolean {
  const [, name] = /^s3:(.*)$/s.exec(key.toLowerCase()) ?? [];
  return name === undefined ? FOREIGN.test(key) : KEYS.has(rowName(name));
}

/** Whether requests for an action have a key, both in any case; true where it is not S3's or not known. */
export function actionHasKey(action: string, key: string): boolean {
  const [, name] = /^s3:(.*)$/s.exec(key.toLowerCase()) ?? [];
  return name === undefined || KEYS.get(rowName(name))?.has(action.toLowerCase()) !== false;
}
