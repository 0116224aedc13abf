// Making, showing and deleting instance profiles.
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateInstanceProfile.html
import type {
  CreateInstanceProfileRequest,
  CreateInstanceProfileResponse,
  DeleteInstanceProfileRequest,
  GetInstanceProfileRequest,
  GetInstanceProfileResponse,
  ListInstanceProfilesRequest,
  ListInstanceProfilesResponse,
} from "@aws-sdk/client-iam";
import { timestamp, uniqueId } from "../../account.ts";
import { requestTags, tagContext } from "../../authorization/request-tags.ts";
import { AwsError } from "../../aws-error.ts";
import type { AnyOperation, Operation } from "../../operation.ts";
import {
  allInstanceProfiles,
  deleteInstanceProfile,
  insertInstanceProfile,
  instanceProfileNamed,
} from "../../store/instance-profile.ts";
import { instanceProfileName, paging, path, pathPrefix, tags } from "../constraints.ts";
import {
  existingInstanceProfile,
  instanceProfileArn,
  instanceProfileShape,
  onInstanceProfile,
} from "../entities/instance-profile.ts";
import { pageByName } from "../page.ts";

/** Instance profiles in an account. */
const quota = 1000;

const create: Operation<CreateInstanceProfileRequest, CreateInstanceProfileResponse> = {
  takes: ["InstanceProfileName", "Path", "Tags"],
  constraints: { InstanceProfileName: instanceProfileName, Path: path, Tags: tags },

  requires({ InstanceProfileName = "", Path = "/", Tags = [] }, { account }) {
    const resource = instanceProfileArn(account.id, Path, InstanceProfileName);
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
    { action: "iam:ListInstanceProfiles", resource: instanceProfileArn(account.id, PathPrefix, "") },
  ],

  handle({ PathPrefix = "/", ...page }, call) {
    const found = allInstanceProfiles(call.account.store).filter(({ path }) => path.startsWith(PathPrefix));
    const { items, ...rest } = pageByName(found, page);
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
