// iam:GetAccountAuthorizationDetails: every user, group, role and managed policy with all their permissions.
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html
import type {
  GetAccountAuthorizationDetailsRequest,
  GetAccountAuthorizationDetailsResponse,
  GroupDetail,
  ManagedPolicyDetail,
  RoleDetail,
  UserDetail,
} from "@aws-sdk/client-iam";
import { parseArn, roleArn } from "../../../policy/arn.ts";
import type { Call, Operation } from "../../operation.ts";
import { attachedPolicies, attachedTo } from "../../store/attachment.ts";
import { allGroups, type Group, groupsOf } from "../../store/group.ts";
import { inlinePolicies } from "../../store/inline-policy.ts";
import { allInstanceProfiles } from "../../store/instance-profile.ts";
import { type ManagedPolicy, managedPolicies, policyVersions } from "../../store/managed-policy.ts";
import { allRoles, type Role } from "../../store/role.ts";
import { allUsers, type User } from "../../store/user.ts";
import { paging } from "../constraints.ts";
import { groupShape } from "../entities/group.ts";
import { instanceProfileShape } from "../entities/instance-profile.ts";
import { policyShape, versionShape } from "../entities/managed-policy.ts";
import { boundaryShape } from "../entities/permissions-boundary.ts";
import { tagList } from "../entities/tag.ts";
import { userShape } from "../entities/user.ts";
import { pageOf } from "../page.ts";

type Detail =
  | { readonly kind: "User"; readonly name: string; readonly entry: User }
  | { readonly kind: "Group"; readonly name: string; readonly entry: Group }
  | { readonly kind: "Role"; readonly name: string; readonly entry: Role }
  | {
      readonly kind: "LocalManagedPolicy" | "AWSManagedPolicy";
      readonly name: string;
      readonly entry: ManagedPolicy;
    };

export const getAccountAuthorizationDetails: Operation<
  GetAccountAuthorizationDetailsRequest,
  GetAccountAuthorizationDetailsResponse
> = {
  takes: ["Filter", "Marker", "MaxItems"],
  constraints: {
    Filter: { item: { values: ["User", "Role", "Group", "LocalManagedPolicy", "AWSManagedPolicy"] } },
    ...paging,
  },
  requires: () => [{ action: "iam:GetAccountAuthorizationDetails", resource: "*" }],

  handle({ Filter, ...page }, call) {
    const wanted = all(call).filter(({ kind }) => Filter === undefined || Filter.includes(kind));
    const { items, ...rest } = pageOf(wanted, page, ({ kind, name }) => `${kind} ${name}`);
    return {
      UserDetailList: items.flatMap((one) => (one.kind === "User" ? [userDetail(one.entry, call)] : [])),
      GroupDetailList: items.flatMap((one) => (one.kind === "Group" ? [groupDetail(one.entry, call)] : [])),
      RoleDetailList: items.flatMap((one) => (one.kind === "Role" ? [roleDetail(one.entry, call)] : [])),
      Policies: items.flatMap((one) =>
        one.kind === "LocalManagedPolicy" || one.kind === "AWSManagedPolicy"
          ? [policyDetail(one.entry, call)]
          : [],
      ),
      ...rest,
    };
  },
};

/** Of AWS's policies, only those that are in use. */
function all({ account: { store } }: Call): Detail[] {
  return [
    ...allUsers(store).map((entry) => ({ kind: "User" as const, name: entry.name, entry })),
    ...allGroups(store).map((entry) => ({ kind: "Group" as const, name: entry.name, entry })),
    ...allRoles(store).map((entry) => ({ kind: "Role" as const, name: entry.name, entry })),
    ...managedPolicies(store).flatMap((entry) => {
      const own = parseArn(entry.arn)?.account !== "aws";
      if (!own && attachedTo(store, entry.arn).length === 0) return [];
      return [
        {
          kind: own ? ("LocalManagedPolicy" as const) : ("AWSManagedPolicy" as const),
          name: entry.name,
          entry,
        },
      ];
    }),
  ];
}

const userDetail = (user: User, call: Call): UserDetail => ({
  ...userShape(user, call, false),
  UserPolicyList: inlineList(user.id, call),
  GroupList: groupsOf(call.account.store, user.id).map(({ name }) => name),
  AttachedManagedPolicies: attachedList(user.id, call),
  ...boundaryShape(call, user.id),
  Tags: tagList(user.tags),
});

const groupDetail = (group: Group, call: Call): GroupDetail => ({
  ...groupShape(group, call),
  GroupPolicyList: inlineList(group.id, call),
  AttachedManagedPolicies: attachedList(group.id, call),
});

const roleDetail = (role: Role, call: Call): RoleDetail => ({
  Path: role.path,
  RoleName: role.name,
  RoleId: role.id,
  Arn: roleArn(call.account.id, role.path, role.name),
  CreateDate: new Date(role.created),
  AssumeRolePolicyDocument: encodeURIComponent(role.trust),
  InstanceProfileList: allInstanceProfiles(call.account.store)
    .filter((profile) => profile.role === role.id)
    .map((profile) => instanceProfileShape(profile, call)),
  RolePolicyList: inlineList(role.id, call),
  AttachedManagedPolicies: attachedList(role.id, call),
  ...boundaryShape(call, role.id),
  Tags: tagList(role.tags),
  RoleLastUsed: {},
});

const policyDetail = (policy: ManagedPolicy, call: Call): ManagedPolicyDetail => ({
  ...policyShape(policy, call),
  PolicyVersionList: policyVersions(call.account.store, policy.arn).map((version) =>
    versionShape(version, policy, true),
  ),
});

const inlineList = (entity: string, { account }: Call) =>
  [...inlinePolicies(account.store, entity)].map(([PolicyName, document]) => ({
    PolicyName,
    PolicyDocument: encodeURIComponent(document),
  }));

const attachedList = (entity: string, { account }: Call) =>
  attachedPolicies(account.store, entity).map(({ name, arn }) => ({ PolicyName: name, PolicyArn: arn }));
