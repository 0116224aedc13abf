// Which condition keys are multivalued: a table of the global keys, of those of S3, STS, IAM and KMS, and of the few of
// other services that have rules of their own.

import { compilePattern } from "../patterns/compile-pattern.ts";
import type { ValueType } from "../patterns/template.ts";

/** The value type of a key by its name in lower case; undefined for a key that is not known. */
export type KeyTypes = (key: string) => ValueType | undefined;

// By type, as AWS's service reference writes it. A star stands for the part that varies: a tag's key.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
// https://docs.aws.amazon.com/service-authorization/latest/reference/service-reference.html
const KEYS: Readonly<Record<string, string>> = {
  String: `
    aws:PrincipalAccount aws:PrincipalOrgID aws:PrincipalTag/* aws:PrincipalServiceName aws:PrincipalType
    aws:userid aws:username aws:FederatedProvider aws:Ec2InstanceSourceVpc aws:SourceIdentity
    aws:SourceVpc aws:SourceVpcArn aws:SourceVpce aws:VpceAccount aws:VpceOrgID aws:ResourceAccount
    aws:ResourceOrgID aws:ResourceTag/* aws:CalledViaFirst aws:CalledViaLast aws:CalledViaAWSMCP
    aws:referer aws:RequestedRegion aws:RequestTag/* aws:SourceAccount aws:SourceOwner aws:SourceOrgID
    aws:UserAgent glue:RoleAssumedBy glue:CredentialIssuingService identitystore:UserId
    s3:AccessGrantScope s3:AccessGrantsLocationScope s3:AccessPointNetworkOrigin s3:AccessPointTag/*
    s3:BucketTag/* s3:DataAccessPointAccount s3:ExistingJobOperation s3:ExistingObjectTag/*
    s3:JobSuspendedCause s3:RequestJobOperation s3:RequestObjectTag/* s3:ResourceAccount
    s3:annotation-prefix s3:authType s3:delimiter s3:destinationRegion s3:if-match s3:if-none-match
    s3:locationconstraint s3:logType s3:object-lock-event-hold s3:object-lock-legal-hold
    s3:object-lock-mode s3:prefix s3:signatureversion s3:versionid s3:x-amz-acl s3:x-amz-bucket-namespace
    s3:x-amz-content-sha256 s3:x-amz-copy-source s3:x-amz-grant-full-control s3:x-amz-grant-read
    s3:x-amz-grant-read-acp s3:x-amz-grant-write s3:x-amz-grant-write-acp s3:x-amz-metadata-directive
    s3:x-amz-object-annotation-directive s3:x-amz-object-if-match s3:x-amz-object-ownership
    s3:x-amz-server-side-encryption s3:x-amz-server-side-encryption-customer-algorithm
    s3:x-amz-storage-class s3:x-amz-website-redirect-location
    sts:AWSServiceName sts:ExternalId sts:RequestContext/* sts:RoleSessionName sts:SigningAlgorithm
    sts:SourceIdentity
    iam:ResourceTag/* iam:AWSServiceName iam:DelegationDuration iam:FIDO-FIPS-140-2-certification
    iam:FIDO-FIPS-140-3-certification iam:FIDO-certification iam:NotificationChannel
    iam:OrganizationsPolicyId iam:PassedToService iam:RegisterSecurityKey
    iam:ServiceSpecificCredentialServiceName
    kms:CallerAccount kms:CustomerMasterKeySpec kms:CustomerMasterKeyUsage kms:DataKeyPairSpec
    kms:EncryptionAlgorithm kms:EncryptionContext:* kms:ExpirationModel kms:GrantConstraintType
    kms:GranteePrincipal kms:GranteeServicePrincipal kms:KeyAgreementAlgorithm kms:KeyOrigin kms:KeySpec
    kms:KeyUsage kms:MacAlgorithm kms:MessageType kms:MultiRegionKeyType kms:PrimaryRegion
    kms:RecipientAttestation:* kms:ReplicaRegion kms:RequestAlias kms:RetiringPrincipal
    kms:RetiringServicePrincipal kms:SigningAlgorithm kms:ViaService kms:WrappingAlgorithm
    kms:WrappingKeySpec
    saml:aud saml:commonName saml:doc saml:edupersonorgdn saml:edupersonprimaryaffiliation
    saml:edupersonprimaryorgunitdn saml:edupersonprincipalname saml:givenName saml:iss saml:mail
    saml:name saml:namequalifier saml:organizationStatus saml:primaryGroupSID saml:sub saml:sub_type
    saml:surname saml:uid saml:x500UniqueIdentifier
  `,
  ArrayOfString: `
    dynamodb:Attributes dynamodb:LeadingKeys events:detail-type events:source
    aws:PrincipalOrgPaths aws:PrincipalServiceNamesList aws:VpceOrgPaths aws:ResourceOrgPaths
    aws:CalledVia aws:TagKeys aws:SourceOrgPaths
    s3:InventoryAccessibleOptionalFields s3:RequestObjectTagKeys
    sts:IdentityTokenAudience sts:TransitiveTagKeys
    iam:AccountPropertyNamespaces
    kms:EncryptionContextKeys kms:GrantOperations kms:ResourceAliases
    saml:cn saml:eduorghomepageuri saml:eduorgidentityauthnpolicyuri saml:eduorglegalname
    saml:eduorgsuperioruri saml:eduorgwhitepagesuri saml:edupersonaffiliation saml:edupersonassurance
    saml:edupersonentitlement saml:edupersonnickname saml:edupersonorgunitdn
    saml:edupersonscopedaffiliation saml:edupersontargetedid
  `,
  ARN: `
    aws:PrincipalArn aws:ChatbotSourceArn aws:SourceArn aws:SignInSessionArn codebuild:BuildArn codebuild:ProjectArn
    ec2:SourceInstanceArn lambda:SourceFunctionArn
    ssm:SourceInstanceArn
    s3:AccessGrantsInstanceArn s3:DataAccessPointArn s3:deliverySourceArn s3:resourceArnBeingAuthorized
    s3:x-amz-server-side-encryption-aws-kms-key-id
    sts:TaskPolicyArn
    iam:AssociatedResourceArn iam:DelegationRequestOwner iam:PermissionsBoundary iam:PolicyARN
    iam:RoleTemplateARN iam:TemplateArn
    kms:GrantConstraintSourceArn
  `,
  ArrayOfARN: `
    sts:RequestContextProviders
  `,
  Bool: `
    aws:PrincipalIsAWSService aws:AssumedRoot aws:MultiFactorAuthPresent aws:ViaAWSService
    aws:ViaAWSMCPService aws:SecureTransport aws:IsMcpServiceAction
    s3:ObjectCreationOperation s3:isReplicationPauseRequest
    sts:RoleAuthorizedByIdp
    kms:BypassPolicyLockoutSafetyCheck kms:GrantIsForAWSResource kms:MultiRegion kms:ReEncryptOnSameKey
  `,
  Numeric: `
    aws:MultiFactorAuthAge ec2:RoleDelivery
    s3:ExistingJobPriority s3:RequestJobPriority s3:TlsVersion s3:max-annotation-results s3:max-keys
    s3:object-lock-event-hold-duration-days s3:object-lock-remaining-retention-days s3:signatureAge
    sts:DurationSeconds
    iam:ServiceSpecificCredentialAgeDays
    kms:RotationPeriodInDays kms:ScheduleKeyDeletionPendingWindowInDays kms:TrailingDaysWithoutKeyUsage
  `,
  Date: `
    aws:TokenIssueTime aws:CurrentTime aws:EpochTime
    s3:object-lock-retain-until-date
    kms:ValidTo
  `,
  IPAddress: `
    aws:Ec2InstanceSourcePrivateIPv4 aws:SourceIp aws:VpcSourceIp
  `,
};

interface Key {
  /** A part that varies reads `*`, or `${TagKey}`. */
  readonly name: string;
  readonly multivalued: boolean;
}

/** The keys of the table, by name. */
export const KNOWN_KEYS: readonly (Key & { readonly type: string })[] = Object.entries(KEYS).flatMap(
  ([written, names]) =>
    names.match(/\S+/g)?.map((name) => ({
      name,
      type: written.replace(/^ArrayOf/, ""),
      multivalued: written.startsWith("ArrayOf"),
    })) ?? [],
);

/** The key types of the table: what a policy is compiled with where nothing fuller is known. */
export const KEY_TYPES: KeyTypes = keyTypes([]);

/** The key types of the table, and of further keys. The claims of identity providers stay unknown. */
export function keyTypes(further: readonly Key[]): KeyTypes {
  const whole = new Map<string, ValueType>();
  const varying = new Map<string, ValueType>();
  for (const { name, multivalued } of [...KNOWN_KEYS, ...further]) {
    const type = multivalued ? "multivalued" : "single-valued";
    const pattern = name.toLowerCase().replaceAll(/\$\{[^}]*\}/g, "*");
    const table = pattern.includes("*") ? varying : whole;
    if (!table.has(pattern)) table.set(pattern, type);
  }
  // The most specific first: a name that varies in one part may begin another's.
  const tests = [...varying]
    .toSorted(([one], [other]) => other.length - one.length)
    .map(([pattern, type]) => ({ test: compilePattern(pattern), type }));
  return (key) =>
    PROVIDERS_CLAIM.test(key) ? undefined : (whole.get(key) ?? tests.find(({ test }) => test(key))?.type);
}

// A claim is named for its provider's address, and has as many values as the token gives it.
const PROVIDERS_CLAIM = /^[^:]*\./;
