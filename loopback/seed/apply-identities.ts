// Applies a seed's managed policies, groups, roles and users. Existing ones are changed to match the seed.
import * as iam from "@aws-sdk/client-iam";
import { formatArn } from "../../policy/arn.ts";
import { ConfigurationError } from "../configuration-error.ts";
import { accessKey, insertAccessKey, setAccessKeyStatus, userNamed } from "../store/user.ts";
import { type Applying, created, tagList } from "./applying.ts";
import type { Seed, SeedGroup, SeedPolicy, SeedRole, SeedUser } from "./seed.ts";

const exists = "EntityAlreadyExists";
const pathOf = ({ path }: { readonly path?: string }) => (path === undefined ? {} : { Path: path });

export async function applyPolicy(policy: SeedPolicy, applying: Applying): Promise<void> {
  const { name, document, description, tags } = policy;
  const creation = applying.iam.send(
    new iam.CreatePolicyCommand({
      ...{ PolicyName: name, PolicyDocument: document, ...pathOf(policy), Tags: tagList(tags) },
      ...(description !== undefined && { Description: description }),
    }),
  );
  if (await created(creation, exists)) return;
  const PolicyArn = managedArn(policy, applying);
  const { Policy } = await applying.iam.send(new iam.GetPolicyCommand({ PolicyArn }));
  const { PolicyVersion } = await applying.iam.send(
    new iam.GetPolicyVersionCommand({ PolicyArn, VersionId: Policy?.DefaultVersionId ?? "" }),
  );
  if (decodeURIComponent(PolicyVersion?.Document ?? "") === document) return;
  await applying.iam.send(
    new iam.CreatePolicyVersionCommand({ PolicyArn, PolicyDocument: document, SetAsDefault: true }),
  );
}

export async function applyGroup(group: SeedGroup, seed: Seed, applying: Applying): Promise<void> {
  const GroupName = group.name;
  await created(applying.iam.send(new iam.CreateGroupCommand({ GroupName, ...pathOf(group) })), exists);
  for (const [PolicyName, PolicyDocument] of Object.entries(group.policies ?? {}))
    await applying.iam.send(new iam.PutGroupPolicyCommand({ GroupName, PolicyName, PolicyDocument }));
  for (const PolicyArn of arnsOf(group.attachedPolicies, seed, applying))
    await applying.iam.send(new iam.AttachGroupPolicyCommand({ GroupName, PolicyArn }));
}

export async function applyRole(role: SeedRole, seed: Seed, applying: Applying): Promise<void> {
  const RoleName = role.name;
  const { trust, description, tags, permissionsBoundary, maximumSessionDuration } = role;
  const creation = applying.iam.send(
    new iam.CreateRoleCommand({
      ...{ RoleName, AssumeRolePolicyDocument: trust, ...pathOf(role), Tags: tagList(tags) },
      ...(description !== undefined && { Description: description }),
      ...(maximumSessionDuration !== undefined && { MaxSessionDuration: maximumSessionDuration }),
    }),
  );
  if (!(await created(creation, exists))) {
    const PolicyDocument = trust;
    await applying.iam.send(new iam.UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument }));
    if (tags !== undefined)
      await applying.iam.send(new iam.TagRoleCommand({ RoleName, Tags: tagList(tags) }));
  }
  for (const [PolicyName, PolicyDocument] of Object.entries(role.policies ?? {}))
    await applying.iam.send(new iam.PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument }));
  for (const PolicyArn of arnsOf(role.attachedPolicies, seed, applying))
    await applying.iam.send(new iam.AttachRolePolicyCommand({ RoleName, PolicyArn }));
  for (const PermissionsBoundary of arnsOf(list(permissionsBoundary), seed, applying))
    await applying.iam.send(new iam.PutRolePermissionsBoundaryCommand({ RoleName, PermissionsBoundary }));
}

export async function applyUser(user: SeedUser, seed: Seed, applying: Applying): Promise<void> {
  const UserName = user.name;
  const { tags, permissionsBoundary } = user;
  const Tags = tagList(tags);
  const creation = new iam.CreateUserCommand({
    UserName,
    ...pathOf(user),
    ...(tags !== undefined && { Tags }),
  });
  if (!(await created(applying.iam.send(creation), exists)) && tags !== undefined)
    await applying.iam.send(new iam.TagUserCommand({ UserName, Tags }));
  for (const [PolicyName, PolicyDocument] of Object.entries(user.policies ?? {}))
    await applying.iam.send(new iam.PutUserPolicyCommand({ UserName, PolicyName, PolicyDocument }));
  for (const PolicyArn of arnsOf(user.attachedPolicies, seed, applying))
    await applying.iam.send(new iam.AttachUserPolicyCommand({ UserName, PolicyArn }));
  for (const PermissionsBoundary of arnsOf(list(permissionsBoundary), seed, applying))
    await applying.iam.send(new iam.PutUserPermissionsBoundaryCommand({ UserName, PermissionsBoundary }));
  for (const GroupName of user.groups ?? [])
    await applying.iam.send(new iam.AddUserToGroupCommand({ UserName, GroupName }));
  for (const key of user.accessKeys ?? []) keepKey(UserName, key, applying);
}

/** AWS makes keys itself, so no operation takes one. The seed's keys are written directly to the store. */
function keepKey(
  name: string,
  { id, secret, status = "Active" }: NonNullable<SeedUser["accessKeys"]>[number],
  { account }: Applying,
): void {
  const { store } = account;
  const user = userNamed(store, name)?.id ?? "";
  const known = accessKey(store, id);
  if (known === undefined)
    insertAccessKey(store, { id, user, secret, status, created: account.now().getTime() });
  else if (known.user === user && known.secret === secret) setAccessKeyStatus(store, user, id, status);
  else throw new ConfigurationError(`The seed's access key ${id} is another user's, or has another secret.`);
}

const list = (one: string | undefined): string[] => (one === undefined ? [] : [one]);

function arnsOf(names: readonly string[] = [], seed: Seed, applying: Applying): string[] {
  return names.map((name) => {
    const own = seed.policies?.find((policy) => policy.name === name);
    return own === undefined ? name : managedArn(own, applying);
  });
}

function managedArn({ name, path = "/" }: SeedPolicy, { account: { id, partition } }: Applying): string {
  return formatArn({ partition, service: "iam", region: "", account: id, resource: `policy${path}${name}` });
}
