// Who is in which group: AddUserToGroup, RemoveUserFromGroup, ListGroupsForUser.
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_AddUserToGroup.html
import type {
  AddUserToGroupRequest,
  ListGroupsForUserRequest,
  ListGroupsForUserResponse,
  RemoveUserFromGroupRequest,
} from "@aws-sdk/client-iam";
import { AwsError } from "../../aws-error.ts";
import type { AnyOperation, Operation } from "../../operation.ts";
import { addMember, groupsOf, removeMember } from "../../store/group.ts";
import { existingUserName, groupName, paging } from "../constraints.ts";
import { groups, onEntity } from "../entities/entity.ts";
import { existingGroup, groupShape } from "../entities/group.ts";
import { existingUser, onUser } from "../entities/user.ts";
import { pageByName } from "../page.ts";

/** Groups that a user may be in. */
const quota = 10;

const both = {
  takes: ["GroupName", "UserName"] as const,
  constraints: { GroupName: groupName, UserName: existingUserName },
};

const add: Operation<AddUserToGroupRequest, void> = {
  ...both,
  requires: ({ GroupName = "" }, call) => [onEntity(groups, "iam:AddUserToGroup", GroupName, call)],

  handle({ GroupName = "", UserName = "" }, call) {
    const { store } = call.account;
    const user = existingUser(call, UserName);
    const group = existingGroup(call, GroupName);
    const others = groupsOf(store, user.id).filter(({ id }) => id !== group.id);
    if (others.length >= quota)
      throw new AwsError("LimitExceeded", `Cannot exceed quota for GroupsPerUser: ${quota}`);
    addMember(store, group.id, user.id);
  },
};

const remove: Operation<RemoveUserFromGroupRequest, void> = {
  ...both,
  requires: ({ GroupName = "" }, call) => [onEntity(groups, "iam:RemoveUserFromGroup", GroupName, call)],

  handle({ GroupName = "", UserName = "" }, call) {
    const user = existingUser(call, UserName);
    removeMember(call.account.store, existingGroup(call, GroupName).id, user.id);
  },
};

const listForUser: Operation<ListGroupsForUserRequest, ListGroupsForUserResponse> = {
  takes: ["UserName", "Marker", "MaxItems"],
  constraints: { UserName: existingUserName, ...paging },
  requires: ({ UserName }, call) => [onUser("iam:ListGroupsForUser", UserName, call)],

  handle({ UserName = "", ...page }, call) {
    const user = existingUser(call, UserName);
    const found = groupsOf(call.account.store, user.id);
    const { items, ...rest } = pageByName(found, page);
    return { Groups: items.map((group) => groupShape(group, call)), ...rest };
  },
};

export const groupMemberOperations: Readonly<Record<string, AnyOperation>> = {
  AddUserToGroup: add,
  RemoveUserFromGroup: remove,
  ListGroupsForUser: listForUser,
};
