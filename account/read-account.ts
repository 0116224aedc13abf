// Everyone else in the account: the users and roles that IAM lists, with all their policies.
import {
  type AttachedPolicy,
  type GroupDetail,
  type IAMClient,
  type ManagedPolicyDetail,
  paginateGetAccountAuthorizationDetails,
  type RoleDetail,
  type UserDetail,
} from "@aws-sdk/client-iam";
import { assumedRoleArn } from "../policy/arn.ts";
import type { Principal } from "../policy/authorization-request.ts";
import type { Policy, PolicySet } from "../policy/compiled/policy.ts";
import { parsePolicy } from "../policy/parse-policy.ts";

/** A user or a role, as the evaluator takes it. */
export interface Member {
  readonly arn: string;
  readonly principal: Principal;
  /** @throws PolicyError for a document that cannot be read */
  policies(): PolicySet;
}

/**
 * Reads all of them with the operator's client.
 * @throws what the SDK throws where the operator may not read them
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html
 */
export async function readAccount(iam: IAMClient, accountId: string, partition: string): Promise<Member[]> {
  const users: UserDetail[] = [];
  const roles: RoleDetail[] = [];
  const groups = new Map<string | undefined, GroupDetail>();
  const managed = new Map<string | undefined, string>();
  for await (const page of paginateGetAccountAuthorizationDetails({ client: iam, pageSize: 1000 }, {})) {
    users.push(...(page.UserDetailList ?? []));
    roles.push(...(page.RoleDetailList ?? []));
    for (const group of page.GroupDetailList ?? []) groups.set(group.GroupName, group);
    for (const policy of page.Policies ?? []) managed.set(policy.Arn, defaultVersion(policy));
  }
  const ofUsers = users.map((user): Member => {
    const { Arn: arn = "", UserPolicyList, AttachedManagedPolicies, GroupList = [], Tags } = user;
    const ofGroup = (name: string): Policy[] => {
      const { GroupPolicyList, AttachedManagedPolicies } = groups.get(name) ?? {};
      return [...inline(GroupPolicyList), ...attached(AttachedManagedPolicies, managed)];
    };
    const identity = () => [
      ...inline(UserPolicyList),
      ...attached(AttachedManagedPolicies, managed),
      ...GroupList.flatMap(ofGroup),
    ];
    const principal: Principal = { type: "User", arn, tags: tagsOf(Tags) };
    return { arn, principal, policies: () => withBoundary(identity(), user, managed) };
  });
  const ofRoles = roles.map((role): Member => {
    const { Arn: arn = "", RoleName = "", RolePolicyList, AttachedManagedPolicies, Tags } = role;
    const session = assumedRoleArn(accountId, RoleName, "anyone", partition);
    const identity = () => [...inline(RolePolicyList), ...attached(AttachedManagedPolicies, managed)];
    const principal: Principal = { type: "AssumedRole", arn: session, role: arn, tags: tagsOf(Tags) };
    return { arn, principal, policies: () => withBoundary(identity(), role, managed) };
  });
  return [...ofUsers, ...ofRoles];
}

type Managed = ReadonlyMap<string | undefined, string>;

const defaultVersion = ({ PolicyVersionList = [] }: ManagedPolicyDetail): string =>
  PolicyVersionList.find(({ IsDefaultVersion }) => IsDefaultVersion)?.Document ?? "";

interface Inline {
  PolicyDocument?: string | undefined;
}

const inline = (list: readonly Inline[] = []): Policy[] =>
  list.map(({ PolicyDocument = "" }) => parsePolicy(decodeURIComponent(PolicyDocument), "identity"));

const attached = (list: readonly AttachedPolicy[] = [], managed: Managed): Policy[] =>
  list.map(({ PolicyArn }) => parsePolicy(decodeURIComponent(managed.get(PolicyArn) ?? ""), "identity"));

interface Bounded {
  PermissionsBoundary?: { PermissionsBoundaryArn?: string | undefined } | undefined;
}

function withBoundary(identity: Policy[], { PermissionsBoundary }: Bounded, managed: Managed): PolicySet {
  const arn = PermissionsBoundary?.PermissionsBoundaryArn;
  if (arn === undefined) return { identity };
  return {
    identity,
    permissionsBoundary: parsePolicy(decodeURIComponent(managed.get(arn) ?? ""), "boundary"),
  };
}

const tagsOf = (tags: readonly { Key?: string | undefined; Value?: string | undefined }[] = []) =>
  Object.fromEntries(tags.map(({ Key = "", Value = "" }) => [Key, Value]));
