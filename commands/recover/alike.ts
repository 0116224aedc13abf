// Looks for what a lost creation may have left: an empty bucket, user or policy whose name begins as the program's does.
import {
  ListAccessKeysCommand,
  ListAttachedUserPoliciesCommand,
  ListGroupsForUserCommand,
  ListUserPoliciesCommand,
  paginateListPolicies,
  paginateListUsers,
} from "@aws-sdk/client-iam";
import { GetBucketPolicyCommand, ListObjectVersionsCommand, paginateListBuckets } from "@aws-sdk/client-s3";
import type { Nameless } from "./candidates.ts";
import { type Clients, saysAbsent } from "./lookups.ts";

/** Gives the ids of the empty resources with the prefix, in the form that an import takes. */
type Finder = (clients: Clients, prefix: string) => Promise<readonly string[]>;

const finders: Readonly<Record<string, Finder>> = {
  "aws:s3/bucket:Bucket": async (clients, prefix) => {
    const names: string[] = [];
    for await (const { Buckets = [] } of paginateListBuckets({ client: clients.s3 }, { Prefix: prefix })) {
      names.push(...Buckets.map(({ Name = "" }) => Name));
    }
    return await filtered(names.filter(hasDigits(prefix)), (name) => isEmptyBucket(clients, name));
  },
  "aws:iam/policy:Policy": async ({ iam }, prefix) => {
    const arns: string[] = [];
    for await (const { Policies = [] } of paginateListPolicies({ client: iam }, { Scope: "Local" })) {
      arns.push(
        ...Policies.filter(
          ({ PolicyName = "", AttachmentCount = 0, PermissionsBoundaryUsageCount = 0 }) =>
            hasDigits(prefix)(PolicyName) && AttachmentCount + PermissionsBoundaryUsageCount === 0,
        ).map(({ Arn = "" }) => Arn),
      );
    }
    return arns;
  },
  "aws:iam/user:User": async (clients, prefix) => {
    const names: string[] = [];
    for await (const { Users = [] } of paginateListUsers({ client: clients.iam }, {})) {
      names.push(...Users.map(({ UserName = "" }) => UserName));
    }
    return await filtered(names.filter(hasDigits(prefix)), (name) => isEmptyUser(clients, name));
  },
};

/** Looks for each; gives the results by URN. */
export async function lookAlike(
  clients: Clients,
  nameless: readonly Nameless[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, readonly string[]>();
  for (const { resource, prefix } of nameless) {
    found.set(resource.urn, (await finders[resource.type]?.(clients, prefix)) ?? []);
  }
  return found;
}

const hasDigits =
  (prefix: string) =>
  (name: string): boolean =>
    name.startsWith(prefix) && /^[0-9a-f]{7}$/.test(name.slice(prefix.length));

async function filtered(
  names: readonly string[],
  keeps: (name: string) => Promise<boolean>,
): Promise<string[]> {
  const kept: string[] = [];
  for (const name of names) if (await keeps(name)) kept.push(name);
  return kept;
}

async function isEmptyBucket({ s3 }: Clients, Bucket: string): Promise<boolean> {
  const { Versions = [], DeleteMarkers = [] } = await s3.send(
    new ListObjectVersionsCommand({ Bucket, MaxKeys: 1 }),
  );
  if (Versions.length + DeleteMarkers.length > 0) return false;
  try {
    await s3.send(new GetBucketPolicyCommand({ Bucket }));
    return false;
  } catch (error) {
    if (saysAbsent(error)) return true;
    throw error;
  }
}

async function isEmptyUser({ iam }: Clients, UserName: string): Promise<boolean> {
  const { PolicyNames = [] } = await iam.send(new ListUserPoliciesCommand({ UserName }));
  const { AttachedPolicies = [] } = await iam.send(new ListAttachedUserPoliciesCommand({ UserName }));
  const { AccessKeyMetadata = [] } = await iam.send(new ListAccessKeysCommand({ UserName }));
  const { Groups = [] } = await iam.send(new ListGroupsForUserCommand({ UserName }));
  return [PolicyNames, AttachedPolicies, AccessKeyMetadata, Groups].every(({ length }) => length === 0);
}
