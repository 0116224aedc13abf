// Everyone else in the account: the users and roles that IAM lists, with all their policies.
import {
  type AttachedPolicy,
  type GetAccountAuthorizationDetailsResponse,
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
  /** How a sentence calls its identity policies, in their order. */
  readonly names: readonly string[];
  /** @throws PolicyError for a document that cannot be read */
  policies(): PolicySet;
}

/**
 * Reads all of them with the operator's client.
 * @throws what the SDK throws where the operator may not read them
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html
 */
export async function readAccount(iam: IAMClient, accountId: string, partition: string): Promise<Member[]> {
  const pages: AccountDetails[] = [];
  for await (const page of paginateGetAccountAuthorizationDetails({ client: iam, pageSize: 1000 }, {})) {
    pages.push(page);
  }
  return membersOf(pages, accountId, partition);
}

/** What GetAccountAuthorizationDetails gives, or a page of it. Documents are encoded as in a URL. */
export type AccountDetails = Pick<
  GetAccountAuthorizationDetailsResponse,
  "UserDetailList" | "RoleDetailList" | "GroupDetailList" | "Policies"
>;

/** The users and roles of an account, from all pages of its details. */
export function membersOf(pages: readonly AccountDetails[], accountId: string, partition: string): Member[] {
  const groups = new Map(
    pages.flatMap(({ GroupDetailList = [] }) => GroupDetailList).map((group) => [group.GroupName, group]),
  );
  const managed = new Map(
    pages.flatMap(({ Policies = [] }) => Policies).map((policy) => [policy.Arn, defaultVersion(policy)]),
  );
  return [
    ...pages
      .flatMap(({ UserDetailList = [] }) => UserDetailList)
      .map((user) => ofUser(user, groups, managed)),
    ...pages
      .flatMap(({ RoleDetailList = [] }) => RoleDetailList)
      .map((role) => ofRole(role, managed, accountId, partition)),
  ];
}

function ofUser(user: UserDetail, groups: Groups, managed: Managed): Member {
  const { Arn: arn = "", UserPolicyList, AttachedManagedPolicies, GroupList = [], Tags } = user;
  const lists = [
    { inline: UserPolicyList, attached: AttachedManagedPolicies },
    ...GroupList.map((name) => {
      const group = groups.get(name);
      if (group === undefined) return unread(name);
      return { inline: group.GroupPolicyList, attached: group.AttachedManagedPolicies };
    }),
  ];
  return {
    arn,
    principal: { type: "User", arn, tags: tagsOf(Tags) },
    names: lists.flatMap(namesOf),
    policies: () =>
      withBoundary(
        lists.flatMap((list) => policiesOf(list, managed)),
        user,
        managed,
      ),
  };
}

// A group of which nothing is told: its policies cannot be read.
const unread = (name: string): Lists => ({
  inline: [{ PolicyName: `of the group ${name}`, PolicyDocument: "" }],
  attached: undefined,
});

function ofRole(role: RoleDetail, managed: Managed, accountId: string, partition: string): Member {
  const { Arn: arn = "", RoleName = "", RolePolicyList, AttachedManagedPolicies, Tags } = role;
  const session = assumedRoleArn(accountId, RoleName, "anyone", partition);
  const list = { inline: RolePolicyList, attached: AttachedManagedPolicies };
  return {
    arn,
    principal: { type: "AssumedRole", arn: session, role: arn, tags: tagsOf(Tags) },
    names: namesOf(list),
    policies: () => withBoundary(policiesOf(list, managed), role, managed),
  };
}

type Groups = ReadonlyMap<string | undefined, GroupDetail>;

interface Lists {
  readonly inline: readonly Inline[] | undefined;
  readonly attached: readonly AttachedPolicy[] | undefined;
}

const namesOf = ({ inline: own = [], attached: others = [] }: Lists): readonly string[] => [
  ...own.map(({ PolicyName = "" }) => `policy "${PolicyName}"`),
  ...others.map(({ PolicyArn = "" }) => PolicyArn),
];

const policiesOf = (list: Lists, managed: Managed): Policy[] => [
  ...inline(list.inline),
  ...attached(list.attached, managed),
];

type Managed = ReadonlyMap<string | undefined, string>;

const defaultVersion = ({ PolicyVersionList = [] }: ManagedPolicyDetail): string =>
  PolicyVersionList.find(({ IsDefaultVersion }) => IsDefaultVersion)?.Document ?? "";

interface Inline {
  PolicyName?: string | undefined;
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
