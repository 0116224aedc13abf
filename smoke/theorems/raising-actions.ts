// The actions by which a caller could raise its own rights, or hand out rights that it has not.

/**
 * All that changes identities, their keys, policies and boundaries, who may assume a role, what a resource's own policy
 * grants, or which session the caller gets. Of IAM every verb that writes, so that actions of tomorrow are among them; of
 * the other services what AWS's reference lists as Permissions management.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_understand-policy-summary-access-level-summaries.html
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
 */
// biome-ignore format: a kind a line
export const RAISING: readonly string[] = [
  // Users, groups, roles, their keys, policies, boundaries and trust.
  "iam:Accept*", "iam:Add*", "iam:Associate*", "iam:Attach*", "iam:Change*", "iam:Create*", "iam:Deactivate*",
  "iam:Delete*", "iam:Detach*", "iam:Disable*", "iam:Enable*", "iam:Put*", "iam:Reject*", "iam:Remove*", "iam:Reset*",
  "iam:Resync*", "iam:Send*", "iam:Set*", "iam:Tag*", "iam:Untag*", "iam:Update*", "iam:Upload*",
  // A role for a service, which then acts with the role's rights.
  "iam:PassRole",
  // Another session than that of the caller's own keys.
  "sts:AssumeRole*", "sts:AssumeRoot", "sts:GetDelegatedAccessToken", "sts:GetWebIdentityToken",
  "sts:SetContext", "sts:SetSourceIdentity",
  // The policies of buckets, access points and accounts of S3, access control lists and grants.
  "s3:AssociateAccessGrantsIdentityCenter", "s3:BypassGovernanceRetention", "s3:CreateAccessGrant*", "s3:DeleteAccessGrant*",
  "s3:DeleteAccessPointPolicy*", "s3:DeleteBucketPolicy", "s3:DissociateAccessGrantsIdentityCenter",
  "s3:ObjectOwnerOverrideToBucketOwner", "s3:PutAccessGrantsInstanceResourcePolicy", "s3:PutAccessPointPolicy*",
  "s3:PutAccessPointPublicAccessBlock", "s3:PutAccountPublicAccessBlock", "s3:PutBucketAcl",
  "s3:PutBucketOwnershipControls", "s3:PutBucketPolicy", "s3:PutBucketPublicAccessBlock",
  "s3:PutMultiRegionAccessPointPolicy", "s3:PutObjectAcl", "s3:PutObjectVersionAcl", "s3:UpdateAccessGrant*",
  // The policies and grants of keys.
  "kms:CreateGrant", "kms:PutKeyPolicy", "kms:RetireGrant", "kms:RevokeGrant",
  // The policies of the organization, and the permission sets of IAM Identity Center.
  "organizations:AttachPolicy", "organizations:DeleteResourcePolicy", "organizations:DetachPolicy",
  "organizations:PutResourcePolicy", "organizations:UpdatePolicy",
  "sso:Attach*", "sso:CreateAccountAssignment", "sso:DeletePermissionsBoundary*", "sso:Detach*",
  "sso:Put*", "sso:UpdatePermissionSet",
];
