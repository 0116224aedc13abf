// aws:iam/role:Role
import * as sdk from "@aws-sdk/client-iam";
import { unlessAbsent } from "../../errors/absent.ts";
import { resourceType } from "../../lifecycle/resource-type.ts";
import { fromTags, type Tags, tagChanges, toTags } from "../../properties/tags.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
export const iamRole = resourceType({
  type: "aws:iam/role:Role",
  properties: {
    name: "string",
    assumeRolePolicy: "json",
    "description?": "string",
    "forceDetachPolicies?": "boolean",
    "maxSessionDuration?": "integer",
    "path?": "string",
    "permissionsBoundary?": "string",
    "tags?": "map",
  },
  autoname: { property: "name", maximum: 64 },
  defaults: { forceDetachPolicies: false, maxSessionDuration: 3600, path: "/" },
  replaces: ["name", "path"],
  computed: ["arn", "createDate", "uniqueId"],
  tagged: true,
  async create({ iam }, inputs) {
    const { name, path, assumeRolePolicy, description, maxSessionDuration, permissionsBoundary } = inputs;
    const { Role } = await iam.send(
      new sdk.CreateRoleCommand({
        ...{ RoleName: name, Path: path, AssumeRolePolicyDocument: assumeRolePolicy },
        ...{ Description: description, MaxSessionDuration: maxSessionDuration },
        ...(permissionsBoundary !== undefined && { PermissionsBoundary: permissionsBoundary }),
        ...(inputs.tags !== undefined && { Tags: toTags(inputs.tags) }),
      }),
    );
    return { id: name, outputs: decided(Role) };
  },
  async read({ iam }, { id, state }) {
    const role = (await unlessAbsent(iam.send(new sdk.GetRoleCommand({ RoleName: id }))))?.Role;
    if (role === undefined) return undefined;
    return {
      name: role.RoleName,
      assumeRolePolicy: decodeURIComponent(role.AssumeRolePolicyDocument ?? ""),
      description: role.Description,
      forceDetachPolicies: state.forceDetachPolicies ?? false,
      maxSessionDuration: role.MaxSessionDuration,
      path: role.Path,
      permissionsBoundary: role.PermissionsBoundary?.PermissionsBoundaryArn,
      tags: fromTags(role.Tags),
      ...decided(role),
    };
  },
  async update({ iam }, inputs, { id: RoleName, state, changed }) {
    const { assumeRolePolicy, description = "", maxSessionDuration, permissionsBoundary, tags } = inputs;
    if (changed.has("assumeRolePolicy")) {
      await iam.send(new sdk.UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument: assumeRolePolicy }));
    }
    if (changed.has("description") || changed.has("maxSessionDuration")) {
      const MaxSessionDuration = maxSessionDuration;
      await iam.send(new sdk.UpdateRoleCommand({ RoleName, Description: description, MaxSessionDuration }));
    }
    if (changed.has("permissionsBoundary")) await bound(iam, RoleName, permissionsBoundary);
    if (changed.has("tags")) await retag(iam, RoleName, state.tags as Tags, tags);
    return {};
  },
  async delete({ iam }, { id, state }) {
    if (state.forceDetachPolicies === true) await unlessAbsent(detachPolicies(iam, id));
    await unlessAbsent(iam.send(new sdk.DeleteRoleCommand({ RoleName: id })));
  },
});

const decided = (role: sdk.Role | undefined) => ({
  arn: role?.Arn,
  createDate: role?.CreateDate?.toISOString().replace(/\.\d+Z$/, "Z"),
  uniqueId: role?.RoleId,
});

async function bound(iam: sdk.IAMClient, RoleName: string, boundary: string | undefined): Promise<void> {
  await (boundary === undefined
    ? iam.send(new sdk.DeleteRolePermissionsBoundaryCommand({ RoleName }))
    : iam.send(new sdk.PutRolePermissionsBoundaryCommand({ RoleName, PermissionsBoundary: boundary })));
}

async function retag(iam: sdk.IAMClient, RoleName: string, before: Tags, after: Tags = {}): Promise<void> {
  const { put, remove } = tagChanges(before, after);
  if (remove.length > 0) await iam.send(new sdk.UntagRoleCommand({ RoleName, TagKeys: remove }));
  if (put.length > 0) await iam.send(new sdk.TagRoleCommand({ RoleName, Tags: put }));
}

async function detachPolicies(client: sdk.IAMClient, RoleName: string): Promise<void> {
  for await (const page of sdk.paginateListAttachedRolePolicies({ client }, { RoleName })) {
    for (const { PolicyArn } of page.AttachedPolicies ?? []) {
      await client.send(new sdk.DetachRolePolicyCommand({ RoleName, PolicyArn }));
    }
  }
  for await (const { PolicyNames = [] } of sdk.paginateListRolePolicies({ client }, { RoleName })) {
    for (const PolicyName of PolicyNames) {
      await client.send(new sdk.DeleteRolePolicyCommand({ RoleName, PolicyName }));
    }
  }
}
