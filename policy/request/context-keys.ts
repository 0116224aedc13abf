// The condition keys that a request has only where its context gives them: a parameter or header that was sent, a tag,
// what the resource or the organization adds.

/** By AWS's page. A star stands for the part that varies: a tag's key. */
export const CONTEXT_KEYS: readonly { readonly keys: string; readonly source: string }[] = [
  {
    keys: `aws:AssumedRoot aws:CalledVia aws:CalledViaAWSMCP aws:CalledViaFirst aws:CalledViaLast
      aws:ChatbotSourceArn aws:Ec2InstanceSourcePrivateIPv4 aws:Ec2InstanceSourceVpc aws:IsMcpServiceAction
      aws:PrincipalOrgID aws:PrincipalOrgPaths aws:PrincipalTag/* aws:referer aws:RequestTag/*
      aws:ResourceOrgID aws:ResourceOrgPaths aws:ResourceTag/* aws:SignInSessionArn aws:SourceAccount
      aws:SourceArn aws:SourceIdentity aws:SourceOrgID aws:SourceOrgPaths aws:SourceOwner aws:SourceVpc
      aws:SourceVpcArn aws:SourceVpce aws:TagKeys aws:ViaAWSMCPService aws:VpceAccount aws:VpceOrgID
      aws:VpceOrgPaths aws:VpcSourceIp codebuild:BuildArn codebuild:ProjectArn ec2:RoleDelivery
      ec2:SourceInstanceArn glue:CredentialIssuingService glue:RoleAssumedBy identitystore:UserId
      lambda:SourceFunctionArn ssm:SourceInstanceArn`,
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html",
  },
  {
    keys: `s3:AccessGrantScope s3:AccessGrantsInstanceArn s3:AccessGrantsLocationScope s3:AccessPointNetworkOrigin
      s3:AccessPointTag/* s3:annotation-prefix s3:BucketTag/* s3:DataAccessPointAccount s3:DataAccessPointArn
      s3:deliverySourceArn s3:delimiter s3:destinationRegion s3:ExistingJobOperation s3:ExistingJobPriority
      s3:ExistingObjectTag/* s3:if-match s3:if-none-match s3:InventoryAccessibleOptionalFields
      s3:isReplicationPauseRequest s3:JobSuspendedCause s3:locationconstraint s3:logType
      s3:max-annotation-results s3:max-keys s3:object-lock-event-hold
      s3:object-lock-event-hold-duration-days s3:object-lock-legal-hold s3:object-lock-mode
      s3:object-lock-remaining-retention-days s3:object-lock-retain-until-date s3:prefix
      s3:RequestJobOperation s3:RequestJobPriority s3:RequestObjectTag/* s3:RequestObjectTagKeys
      s3:resourceArnBeingAuthorized s3:signatureAge s3:x-amz-acl s3:x-amz-bucket-namespace
      s3:x-amz-content-sha256 s3:x-amz-copy-source s3:x-amz-grant-full-control s3:x-amz-grant-read
      s3:x-amz-grant-read-acp s3:x-amz-grant-write s3:x-amz-grant-write-acp s3:x-amz-metadata-directive
      s3:x-amz-object-annotation-directive s3:x-amz-object-if-match s3:x-amz-object-ownership
      s3:x-amz-server-side-encryption s3:x-amz-server-side-encryption-aws-kms-key-id
      s3:x-amz-server-side-encryption-customer-algorithm s3:x-amz-storage-class
      s3:x-amz-website-redirect-location`,
    source: "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html",
  },
  {
    keys: `sts:AWSServiceName sts:DurationSeconds sts:ExternalId sts:IdentityTokenAudience sts:RequestContext/*
      sts:RequestContextProviders sts:RoleAuthorizedByIdp sts:SigningAlgorithm sts:SourceIdentity
      sts:TaskPolicyArn sts:TransitiveTagKeys iam:AccountPropertyNamespaces iam:AssociatedResourceArn
      iam:AWSServiceName iam:DelegationDuration iam:DelegationRequestOwner iam:FIDO-certification
      iam:FIDO-FIPS-140-2-certification iam:FIDO-FIPS-140-3-certification iam:NotificationChannel
      iam:OrganizationsPolicyId iam:PassedToService iam:RegisterSecurityKey iam:ResourceTag/*
      iam:RoleTemplateARN iam:ServiceSpecificCredentialAgeDays iam:ServiceSpecificCredentialServiceName
      iam:TemplateArn`,
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html",
  },
];
