// The probes that read IAM: what the account has, at most one entry of a list, and what does not exist.
import * as iam from "@aws-sdk/client-iam";
import type { Probe } from "../probe.ts";
import { probesOf, type Row } from "./row.ts";

const PolicyInputList = [
  '{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"*","Resource":"*"}}',
];

// biome-ignore format: a row an action
const ofAccount: readonly Row[] = [
  ["iam:GetAccountAuthorizationDetails", (c) => c.send(new iam.GetAccountAuthorizationDetailsCommand({ MaxItems: 1 }))],
  ["iam:GetAccountPasswordPolicy", (c) => c.send(new iam.GetAccountPasswordPolicyCommand({}))],
  ["iam:GetAccountSummary", (c) => c.send(new iam.GetAccountSummaryCommand({}))],
  ["iam:GetContextKeysForCustomPolicy", (c) => c.send(new iam.GetContextKeysForCustomPolicyCommand({ PolicyInputList }))],
  ["iam:GetCredentialReport", (c) => c.send(new iam.GetCredentialReportCommand({})), { passes: ["CredentialReportNotPresentException", "CredentialReportExpiredException", "CredentialReportNotReadyException"] }],
  ["iam:ListAccountAliases", (c) => c.send(new iam.ListAccountAliasesCommand({ MaxItems: 1 }))],
  ["iam:ListOpenIDConnectProviders", (c) => c.send(new iam.ListOpenIDConnectProvidersCommand({}))],
  ["iam:ListPolicies", (c) => c.send(new iam.ListPoliciesCommand({ MaxItems: 1 }))],
  ["iam:ListSAMLProviders", (c) => c.send(new iam.ListSAMLProvidersCommand({}))],
  ["iam:ListVirtualMFADevices", (c) => c.send(new iam.ListVirtualMFADevicesCommand({ MaxItems: 1 }))],
  ["iam:SimulateCustomPolicy", (c) => c.send(new iam.SimulateCustomPolicyCommand({ PolicyInputList, ActionNames: ["s3:ListBucket"] }))],
];

// biome-ignore format: a row an action
const ofUser: readonly Row[] = [
  ["iam:GetContextKeysForPrincipalPolicy", (c, { arn }) => c.send(new iam.GetContextKeysForPrincipalPolicyCommand({ PolicySourceArn: arn }))],
  ["iam:GetLoginProfile", (c, { name }) => c.send(new iam.GetLoginProfileCommand({ UserName: name }))],
  ["iam:GetUser", (c, { name }) => c.send(new iam.GetUserCommand({ UserName: name }))],
  ["iam:GetUserPolicy", (c, { name }) => c.send(new iam.GetUserPolicyCommand({ UserName: name, PolicyName: name }))],
  ["iam:ListAccessKeys", (c, { name }) => c.send(new iam.ListAccessKeysCommand({ UserName: name, MaxItems: 1 }))],
  ["iam:ListAttachedUserPolicies", (c, { name }) => c.send(new iam.ListAttachedUserPoliciesCommand({ UserName: name, MaxItems: 1 }))],
  ["iam:ListGroupsForUser", (c, { name }) => c.send(new iam.ListGroupsForUserCommand({ UserName: name, MaxItems: 1 }))],
  ["iam:ListMFADevices", (c, { name }) => c.send(new iam.ListMFADevicesCommand({ UserName: name, MaxItems: 1 }))],
  ["iam:ListServiceSpecificCredentials", (c, { name }) => c.send(new iam.ListServiceSpecificCredentialsCommand({ UserName: name }))],
  ["iam:ListSigningCertificates", (c, { name }) => c.send(new iam.ListSigningCertificatesCommand({ UserName: name, MaxItems: 1 }))],
  ["iam:ListSSHPublicKeys", (c, { name }) => c.send(new iam.ListSSHPublicKeysCommand({ UserName: name, MaxItems: 1 }))],
  ["iam:ListUserPolicies", (c, { name }) => c.send(new iam.ListUserPoliciesCommand({ UserName: name, MaxItems: 1 }))],
  ["iam:ListUserTags", (c, { name }) => c.send(new iam.ListUserTagsCommand({ UserName: name, MaxItems: 1 }))],
  ["iam:SimulatePrincipalPolicy", (c, { arn }) => c.send(new iam.SimulatePrincipalPolicyCommand({ PolicySourceArn: arn, ActionNames: ["s3:ListBucket"] }))],
];

// biome-ignore format: a row an action
const ofGroup: readonly Row[] = [
  ["iam:GetGroup", (c, { name }) => c.send(new iam.GetGroupCommand({ GroupName: name, MaxItems: 1 }))],
  ["iam:GetGroupPolicy", (c, { name }) => c.send(new iam.GetGroupPolicyCommand({ GroupName: name, PolicyName: name }))],
  ["iam:ListAttachedGroupPolicies", (c, { name }) => c.send(new iam.ListAttachedGroupPoliciesCommand({ GroupName: name, MaxItems: 1 }))],
  ["iam:ListGroupPolicies", (c, { name }) => c.send(new iam.ListGroupPoliciesCommand({ GroupName: name, MaxItems: 1 }))],
];

// biome-ignore format: a row an action
const ofRole: readonly Row[] = [
  ["iam:GetRole", (c, { name }) => c.send(new iam.GetRoleCommand({ RoleName: name }))],
  ["iam:GetRolePolicy", (c, { name }) => c.send(new iam.GetRolePolicyCommand({ RoleName: name, PolicyName: name }))],
  ["iam:ListAttachedRolePolicies", (c, { name }) => c.send(new iam.ListAttachedRolePoliciesCommand({ RoleName: name, MaxItems: 1 }))],
  ["iam:ListInstanceProfilesForRole", (c, { name }) => c.send(new iam.ListInstanceProfilesForRoleCommand({ RoleName: name, MaxItems: 1 }))],
  ["iam:ListRolePolicies", (c, { name }) => c.send(new iam.ListRolePoliciesCommand({ RoleName: name, MaxItems: 1 }))],
  ["iam:ListRoleTags", (c, { name }) => c.send(new iam.ListRoleTagsCommand({ RoleName: name, MaxItems: 1 }))],
];

// biome-ignore format: a row an action
const ofPolicy: readonly Row[] = [
  ["iam:GetPolicy", (c, { arn }) => c.send(new iam.GetPolicyCommand({ PolicyArn: arn }))],
  ["iam:GetPolicyVersion", (c, { arn }) => c.send(new iam.GetPolicyVersionCommand({ PolicyArn: arn, VersionId: "v1" }))],
  ["iam:ListEntitiesForPolicy", (c, { arn }) => c.send(new iam.ListEntitiesForPolicyCommand({ PolicyArn: arn, MaxItems: 1 }))],
  ["iam:ListPolicyTags", (c, { arn }) => c.send(new iam.ListPolicyTagsCommand({ PolicyArn: arn, MaxItems: 1 }))],
  ["iam:ListPolicyVersions", (c, { arn }) => c.send(new iam.ListPolicyVersionsCommand({ PolicyArn: arn, MaxItems: 1 }))],
];

export const iamReads: readonly Probe[] = [
  ...probesOf("account", "a read", ofAccount),
  ...probesOf("users", "a read of at most one user", [
    ["iam:ListUsers", (c) => c.send(new iam.ListUsersCommand({ MaxItems: 1 }))],
  ]),
  ...probesOf("groups", "a read of at most one group", [
    ["iam:ListGroups", (c) => c.send(new iam.ListGroupsCommand({ MaxItems: 1 }))],
  ]),
  ...probesOf("roles", "a read of at most one role", [
    ["iam:ListRoles", (c) => c.send(new iam.ListRolesCommand({ MaxItems: 1 }))],
  ]),
  ...probesOf("missing user", "a read, of a user that does not exist", ofUser),
  ...probesOf("missing group", "a read, of a group that does not exist", ofGroup),
  ...probesOf("missing role", "a read, of a role that does not exist", ofRole),
  ...probesOf("missing policy", "a read, of a policy that does not exist", ofPolicy),
];
