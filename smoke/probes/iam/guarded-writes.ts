// The probes that would change IAM if a user, group, role or policy with their random name existed.
import * as iam from "@aws-sdk/client-iam";
import type { RequestContext } from "../../../policy/authorization-request.ts";
import type { Probe } from "../probe.ts";
import { probesOf, type Row } from "./row.ts";

const PolicyName = "federation-broker-probe";
const PolicyDocument = '{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"*","Resource":"*"}}';
const PolicyArn = "arn:aws:iam::aws:policy/AWSDenyAll";
const AccessKeyId = "AKIAFEDERATIONBROKER";
const Tags = [{ Key: "federation-broker", Value: "probe" }];
const TagKeys = ["federation-broker"];

const managed = { context: { "iam:PolicyARN": PolicyArn } };
const boundary = { context: { "iam:PermissionsBoundary": PolicyArn } };
const tags: { context: RequestContext } = {
  context: { "aws:RequestTag/federation-broker": "probe", "aws:TagKeys": TagKeys },
};
const tagKeys: { context: RequestContext } = { context: { "aws:TagKeys": TagKeys } };

// biome-ignore format: a row an action
const ofUser: readonly Row[] = [
  ["iam:AttachUserPolicy", (c, { name }) => c.send(new iam.AttachUserPolicyCommand({ UserName: name, PolicyArn })), managed],
  ["iam:CreateAccessKey", (c, { name }) => c.send(new iam.CreateAccessKeyCommand({ UserName: name }))],
  ["iam:CreateLoginProfile", (c, { name }) => c.send(new iam.CreateLoginProfileCommand({ UserName: name, PasswordResetRequired: true }))],
  ["iam:DeactivateMFADevice", (c, { name }) => c.send(new iam.DeactivateMFADeviceCommand({ UserName: name, SerialNumber: "federation-broker-probe" }))],
  ["iam:DeleteAccessKey", (c, { name }) => c.send(new iam.DeleteAccessKeyCommand({ UserName: name, AccessKeyId }))],
  ["iam:DeleteLoginProfile", (c, { name }) => c.send(new iam.DeleteLoginProfileCommand({ UserName: name }))],
  ["iam:DeleteUser", (c, { name }) => c.send(new iam.DeleteUserCommand({ UserName: name }))],
  ["iam:DeleteUserPermissionsBoundary", (c, { name }) => c.send(new iam.DeleteUserPermissionsBoundaryCommand({ UserName: name }))],
  ["iam:DeleteUserPolicy", (c, { name }) => c.send(new iam.DeleteUserPolicyCommand({ UserName: name, PolicyName }))],
  ["iam:DetachUserPolicy", (c, { name }) => c.send(new iam.DetachUserPolicyCommand({ UserName: name, PolicyArn })), managed],
  ["iam:PutUserPermissionsBoundary", (c, { name }) => c.send(new iam.PutUserPermissionsBoundaryCommand({ UserName: name, PermissionsBoundary: PolicyArn })), boundary],
  ["iam:PutUserPolicy", (c, { name }) => c.send(new iam.PutUserPolicyCommand({ UserName: name, PolicyName, PolicyDocument }))],
  ["iam:TagUser", (c, { name }) => c.send(new iam.TagUserCommand({ UserName: name, Tags })), tags],
  ["iam:UntagUser", (c, { name }) => c.send(new iam.UntagUserCommand({ UserName: name, TagKeys })), tagKeys],
  ["iam:UpdateAccessKey", (c, { name }) => c.send(new iam.UpdateAccessKeyCommand({ UserName: name, AccessKeyId, Status: "Inactive" }))],
  ["iam:UpdateLoginProfile", (c, { name }) => c.send(new iam.UpdateLoginProfileCommand({ UserName: name, PasswordResetRequired: true }))],
  ["iam:UpdateUser", (c, { name }) => c.send(new iam.UpdateUserCommand({ UserName: name }))],
];

// biome-ignore format: a row an action
const ofGroup: readonly Row[] = [
  ["iam:AddUserToGroup", (c, { name }) => c.send(new iam.AddUserToGroupCommand({ GroupName: name, UserName: name }))],
  ["iam:AttachGroupPolicy", (c, { name }) => c.send(new iam.AttachGroupPolicyCommand({ GroupName: name, PolicyArn })), managed],
  ["iam:DeleteGroup", (c, { name }) => c.send(new iam.DeleteGroupCommand({ GroupName: name }))],
  ["iam:DeleteGroupPolicy", (c, { name }) => c.send(new iam.DeleteGroupPolicyCommand({ GroupName: name, PolicyName }))],
  ["iam:DetachGroupPolicy", (c, { name }) => c.send(new iam.DetachGroupPolicyCommand({ GroupName: name, PolicyArn })), managed],
  ["iam:PutGroupPolicy", (c, { name }) => c.send(new iam.PutGroupPolicyCommand({ GroupName: name, PolicyName, PolicyDocument }))],
  ["iam:RemoveUserFromGroup", (c, { name }) => c.send(new iam.RemoveUserFromGroupCommand({ GroupName: name, UserName: name }))],
  ["iam:UpdateGroup", (c, { name }) => c.send(new iam.UpdateGroupCommand({ GroupName: name }))],
];

// biome-ignore format: a row an action
const ofRole: readonly Row[] = [
  ["iam:AttachRolePolicy", (c, { name }) => c.send(new iam.AttachRolePolicyCommand({ RoleName: name, PolicyArn })), managed],
  ["iam:DeleteRole", (c, { name }) => c.send(new iam.DeleteRoleCommand({ RoleName: name }))],
  ["iam:DeleteRolePermissionsBoundary", (c, { name }) => c.send(new iam.DeleteRolePermissionsBoundaryCommand({ RoleName: name }))],
  ["iam:DeleteRolePolicy", (c, { name }) => c.send(new iam.DeleteRolePolicyCommand({ RoleName: name, PolicyName }))],
  ["iam:DetachRolePolicy", (c, { name }) => c.send(new iam.DetachRolePolicyCommand({ RoleName: name, PolicyArn })), managed],
  ["iam:PutRolePermissionsBoundary", (c, { name }) => c.send(new iam.PutRolePermissionsBoundaryCommand({ RoleName: name, PermissionsBoundary: PolicyArn })), boundary],
  ["iam:PutRolePolicy", (c, { name }) => c.send(new iam.PutRolePolicyCommand({ RoleName: name, PolicyName, PolicyDocument }))],
  ["iam:TagRole", (c, { name }) => c.send(new iam.TagRoleCommand({ RoleName: name, Tags })), tags],
  ["iam:UntagRole", (c, { name }) => c.send(new iam.UntagRoleCommand({ RoleName: name, TagKeys })), tagKeys],
  ["iam:UpdateAssumeRolePolicy", (c, { name }) => c.send(new iam.UpdateAssumeRolePolicyCommand({ RoleName: name, PolicyDocument: '{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"sts:AssumeRole","Principal":"*"}}' }))],
  ["iam:UpdateRole", (c, { name }) => c.send(new iam.UpdateRoleCommand({ RoleName: name }))],
  ["iam:UpdateRoleDescription", (c, { name }) => c.send(new iam.UpdateRoleDescriptionCommand({ RoleName: name, Description: "" }))],
];

// biome-ignore format: a row an action
const ofPolicy: readonly Row[] = [
  ["iam:CreatePolicyVersion", (c, { arn }) => c.send(new iam.CreatePolicyVersionCommand({ PolicyArn: arn, PolicyDocument }))],
  ["iam:DeletePolicy", (c, { arn }) => c.send(new iam.DeletePolicyCommand({ PolicyArn: arn }))],
  ["iam:DeletePolicyVersion", (c, { arn }) => c.send(new iam.DeletePolicyVersionCommand({ PolicyArn: arn, VersionId: "v2" }))],
  ["iam:SetDefaultPolicyVersion", (c, { arn }) => c.send(new iam.SetDefaultPolicyVersionCommand({ PolicyArn: arn, VersionId: "v1" }))],
  ["iam:TagPolicy", (c, { arn }) => c.send(new iam.TagPolicyCommand({ PolicyArn: arn, Tags })), tags],
  ["iam:UntagPolicy", (c, { arn }) => c.send(new iam.UntagPolicyCommand({ PolicyArn: arn, TagKeys })), tagKeys],
];

export const iamGuardedWrites: readonly Probe[] = [
  ...probesOf("missing user", "the user does not exist, and the call makes none", ofUser),
  ...probesOf("missing group", "the group does not exist, and the call makes none", ofGroup),
  ...probesOf("missing role", "the role does not exist, and the call makes none", ofRole),
  ...probesOf("missing policy", "the policy does not exist, and the call makes none", ofPolicy),
];
