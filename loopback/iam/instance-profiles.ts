// Instance profiles. https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateInstanceProfile.html
import type {
  CreateInstanceProfileRequest,
  CreateInstanceProfileResponse,
  DeleteInstanceProfileRequest,
  GetInstanceProfileRequest,
  GetInstanceProfileResponse,
  InstanceProfile as InstanceProfileShape,
  ListInstanceProfilesRequest,
  ListInstanceProfilesResponse,
  Role as RoleShape,
} from "@aws-sdk/client-iam";
import { formatArn } from "../../policy/arn.ts";
import type { RequestContext } from "../../policy/types.ts";
import { timestamp, uniqueId } from "../account.ts";
import { keyPerTag, requestTags, tagContext } from "../authorization/request-tags.ts";
import { AwsError } from "../aws-error.ts";
import type { AnyOperation, Call, Operation, Requirement } from "../operation.ts";
import {
  allInstanceProfiles,
  deleteInstanceProfile,
  type InstanceProfile,
  insertInstanceProfile,
  instanceProfileNamed,
} from "../store/instance-profiles.ts";
import { roleWithId } from "../store/roles.ts";
import { instanceProfileName, paging, path, pathPrefix, tags } from "./constraints.ts";
import { pageOf } from "./page.ts";
import { roleShape } from "./roles.ts";
import { tagList } from "./tag-list.ts";

/** Instance profiles in an account. */
const quota = 1000;

const create: Operation<CreateInstanceProfileRequest, CreateInstanceProfileResponse> = {
  takes: ["InstanceProfileName", "Path", "Tags"],
  constraints: { InstanceProfileName: instanceProfileName, Path: path, Tags: tags },

  requires({ InstanceProfileName = "", Path = "/", Tags = [] }, { account }) {
    const resource = arnOf(account.id, Path, InstanceProfileName);
    const context = tagContext(requestTags(Tags, "InvalidInput", "exact"));
    const action = "iam:CreateInstanceProfile";
    const tagging = { action: "iam:TagInstanceProfile", resource, context };
    return [{ action, resource, context }, ...(Tags.length === 0 ? [] : [tagging])];
  },

  handle({ InstanceProfileName = "", Path = "/", Tags }, call) {
    const { account } = call;
    if (instanceProfileNamed(account.store, InstanceProfileName) !== undefined)
      throw new AwsError("EntityAlreadyExists", `Instance Profile ${InstanceProfileName} already exists.`);
    if (allInstanceProfiles(account.store).length >= quota)
      throw new AwsError("LimitExceeded", `Cannot exceed quota for InstanceProfilesPerAccount: ${quota}`);
    const profile = {
      id: uniqueId(account, "AIPA"),
      ...{ name: InstanceProfileName, path: Path, created: timestamp(account), role: null },
      tags: requestTags(Tags, "InvalidInput", "exact"),
    };
    insertInstanceProfile(account.store, profile);
    const tagged = Object.keys(profile.tags).length > 0;
    return { InstanceProfile: instanceProfileShape(profile, call, tagged) };
  },
};

const get: Operation<GetInstanceProfileRequest, GetInstanceProfileResponse> = {
  takes: ["InstanceProfileName"],
  constraints: { InstanceProfileName: instanceProfileName },
  requires: ({ InstanceProfileName = "" }, call) => [
    onInstanceProfile("iam:GetInstanceProfile", InstanceProfileName, call),
  ],
  handle: ({ InstanceProfileName = "" }, call) => ({
    InstanceProfile: instanceProfileShape(existingInstanceProfile(call, InstanceProfileName), call, true),
  }),
};

const list: Operation<ListInstanceProfilesRequest, ListInstanceProfilesResponse> = {
  takes: ["PathPrefix", "Marker", "MaxItems"],
  constraints: { PathPrefix: pathPrefix, ...paging },
  requires: ({ PathPrefix = "/" }, { account }) => [
    { action: "iam:ListInstanceProfiles", resource: arnOf(account.id, PathPrefix, "") },
  ],

  handle({ PathPrefix = "/", ...page }, call) {
    const found = allInstanceProfiles(call.account.store).filter(({ path }) => path.startsWith(PathPrefix));
    const { items, ...rest } = pageOf(found, page, ({ name }) => name.toLowerCase());
    return { InstanceProfiles: items.map((profile) => instanceProfileShape(profile, call)), ...rest };
  },
};

const remove: Operation<DeleteInstanceProfileRequest, void> = {
  takes: ["InstanceProfileName"],
  constraints: { InstanceProfileName: instanceProfileName },
  requires: ({ InstanceProfileName = "" }, call) => [
    onInstanceProfile("iam:DeleteInstanceProfile", InstanceProfileName, call),
  ],

  handle({ InstanceProfileName = "" }, call) {
    const profile = existingInstanceProfile(call, InstanceProfileName);
    if (profile.role !== null) {
      const message = "Cannot delete entity, must remove roles from instance profile first.";
      throw new AwsError("DeleteConflict", message);
    }
    deleteInstanceProfile(call.account.store, profile.id);
  },
};

export const instanceProfileOperations: Readonly<Record<string, AnyOperation>> = {
  CreateInstanceProfile: create,
  GetInstanceProfile: get,
  ListInstanceProfiles: list,
  DeleteInstanceProfile: remove,
};

/** @throws AwsError NoSuchEntity when there is no such profile. */
export function existingInstanceProfile({ account }: Pick<Call, "account">, name: string): InstanceProfile {
  const profile = instanceProfileNamed(account.store, name);
  if (profile !== undefined) return profile;
  throw new AwsError("NoSuchEntity", `Instance Profile ${name} cannot be found.`);
}

export function onInstanceProfile(
  action: string,
  name: string,
  { account }: Call,
  context: RequestContext = {},
): Requirement {
  const profile = instanceProfileNamed(account.store, name);
  return {
    action,
    resource: arnOf(account.id, profile?.path ?? "/", profile?.name ?? name),
    shown: `instance profile ${profile?.name ?? name}`,
    context: { ...keyPerTag("aws:ResourceTag/", profile?.tags ?? {}), ...context },
  };
}

function arnOf(account: string, path: string, name: string): string {
  const resource = `instance-profile${path}${name}`;
  return formatArn({ partition: "aws", service: "iam", region: "", account, resource });
}

export const instanceProfileShape = (
  { id, name, path, created, tags, role: roleId }: InstanceProfile,
  { account }: Pick<Call, "account">,
  withTags = false,
): InstanceProfileShape => ({
  Path: path,
  InstanceProfileName: name,
  InstanceProfileId: id,
  Arn: arnOf(account.id, path, name),
  CreateDate: new Date(created),
  Roles: rolesOf(roleId, account),
  ...(withTags && { Tags: tagList(tags) }),
});

/** A profile holds one role at the most. */
function rolesOf(id: string | null, account: Call["account"]): RoleShape[] {
  const role = id === null ? undefined : roleWithId(account.store, id);
  return role === undefined ? [] : [roleShape(role, { account })];
}
