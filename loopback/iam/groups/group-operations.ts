// Groups: CreateGroup, GetGroup, ListGroups, UpdateGroup, DeleteGroup.
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateGroup.html
import type {
  CreateGroupRequest,
  CreateGroupResponse,
  DeleteGroupRequest,
  GetGroupRequest,
  GetGroupResponse,
  ListGroupsRequest,
  ListGroupsResponse,
  UpdateGroupRequest,
} from "@aws-sdk/client-iam";
import { groupArn } from "../../../policy/arn.ts";
import { timestamp, uniqueId } from "../../account.ts";
import { AwsError } from "../../aws-error.ts";
import type { AnyOperation, Operation } from "../../operation.ts";
import { attachedPolicies } from "../../store/attachment.ts";
import {
  allGroups,
  deleteGroup,
  groupNamed,
  insertGroup,
  membersOf,
  renameGroup,
} from "../../store/group.ts";
import { inlinePolicies } from "../../store/inline-policy.ts";
import { userWithId } from "../../store/user.ts";
import { groupName, paging, path, pathPrefix } from "../constraints.ts";
import { groups, onEntity, onRenamed } from "../entities/entity.ts";
import { existingGroup, groupShape } from "../entities/group.ts";
import { userShape } from "../entities/user.ts";
import { pageByName } from "../page.ts";

/** Groups in an account. */
const quota = 300;

const taken = (name: string): AwsError =>
  new AwsError("EntityAlreadyExists", `Group with name ${name} already exists.`);

const create: Operation<CreateGroupRequest, CreateGroupResponse> = {
  takes: ["GroupName", "Path"],
  constraints: { GroupName: groupName, Path: path },
  requires: ({ GroupName = "", Path = "/" }, { account }) => [
    { action: "iam:CreateGroup", resource: groupArn(account.id, Path, GroupName) },
  ],

  handle({ GroupName = "", Path = "/" }, call) {
    const { account } = call;
    if (groupNamed(account.store, GroupName) !== undefined) throw taken(GroupName);
    if (allGroups(account.store).length >= quota)
      throw new AwsError("LimitExceeded", `Cannot exceed quota for GroupsPerAccount: ${quota}`);
    const id = uniqueId(account, "AGPA");
    const group = { id, name: GroupName, path: Path, created: timestamp(account) };
    insertGroup(account.store, group);
    return { Group: groupShape(group, call) };
  },
};

const get: Operation<GetGroupRequest, GetGroupResponse> = {
  takes: ["GroupName", "Marker", "MaxItems"],
  constraints: { GroupName: groupName, ...paging },
  requires: ({ GroupName = "" }, call) => [onEntity(groups, "iam:GetGroup", GroupName, call)],

  handle({ GroupName = "", ...page }, call) {
    const { store } = call.account;
    const group = existingGroup(call, GroupName);
    const members = membersOf(store, group.id)
      .map((id) => userWithId(store, id))
      .filter((user) => user !== undefined);
    const { items, ...rest } = pageByName(members, page);
    const Users = items.map((user) => userShape(user, call, false));
    return { Group: groupShape(group, call), Users, ...rest };
  },
};

const list: Operation<ListGroupsRequest, ListGroupsResponse> = {
  takes: ["PathPrefix", "Marker", "MaxItems"],
  constraints: { PathPrefix: pathPrefix, ...paging },
  requires: ({ PathPrefix = "/" }, { account }) => [
    { action: "iam:ListGroups", resource: groupArn(account.id, PathPrefix, "") },
  ],

  handle({ PathPrefix = "/", ...page }, call) {
    const found = allGroups(call.account.store).filter(({ path }) => path.startsWith(PathPrefix));
    const { items, ...rest } = pageByName(found, page);
    return { Groups: items.map((group) => groupShape(group, call)), ...rest };
  },
};

const update: Operation<UpdateGroupRequest, void> = {
  takes: ["GroupName", "NewGroupName", "NewPath"],
  constraints: { GroupName: groupName, NewGroupName: groupName, NewPath: path },

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_groups_manage_rename.html: on both names, as with users.
  requires: ({ GroupName = "", NewGroupName, NewPath }, call) => [
    onEntity(groups, "iam:UpdateGroup", GroupName, call),
    ...onRenamed(groups, "iam:UpdateGroup", [GroupName, NewGroupName, NewPath], call),
  ],

  handle({ GroupName = "", NewGroupName, NewPath }, call) {
    const { store } = call.account;
    const group = existingGroup(call, GroupName);
    const other = NewGroupName === undefined ? undefined : groupNamed(store, NewGroupName);
    if (NewGroupName !== undefined && other !== undefined && other.id !== group.id) throw taken(NewGroupName);
    renameGroup(store, group.id, NewGroupName ?? group.name, NewPath ?? group.path);
  },
};

const remove: Operation<DeleteGroupRequest, void> = {
  takes: ["GroupName"],
  constraints: { GroupName: groupName },
  requires: ({ GroupName = "" }, call) => [onEntity(groups, "iam:DeleteGroup", GroupName, call)],

  handle({ GroupName = "" }, call) {
    const { store } = call.account;
    const { id } = existingGroup(call, GroupName);
    const conflict = (what: string) =>
      new AwsError("DeleteConflict", `Cannot delete entity, must ${what} first.`);
    if (membersOf(store, id).length > 0) throw conflict("remove users from group");
    if (attachedPolicies(store, id).length > 0) throw conflict("detach all policies");
    if (inlinePolicies(store, id).size > 0) throw conflict("delete policies");
    deleteGroup(store, id);
  },
};

export const groupOperations: Readonly<Record<string, AnyOperation>> = {
  CreateGroup: create,
  GetGroup: get,
  ListGroups: list,
  UpdateGroup: update,
  DeleteGroup: remove,
};
