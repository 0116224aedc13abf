// aws:iam/groupMembership:GroupMembership, which holds all members of one group.
import {
  AddUserToGroupCommand,
  type IAMClient,
  paginateGetGroup,
  RemoveUserFromGroupCommand,
} from "@aws-sdk/client-iam";
import { unlessAbsent } from "../../errors/absent.ts";
import { HalfDone } from "../../lifecycle/half-done.ts";
import { resourceType } from "../../lifecycle/resource-type.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_AddUserToGroup.html */
export const iamGroupMembership = resourceType({
  type: "aws:iam/groupMembership:GroupMembership",
  properties: { name: "string", group: "string", users: "strings" },
  autoname: { property: "name", maximum: 255 },
  replaces: ["name", "group"],
  async create({ iam }, { name, group, users }) {
    for (const [index, UserName] of users.entries()) {
      try {
        await iam.send(new AddUserToGroupCommand({ GroupName: group, UserName }));
      } catch (error) {
        throw new HalfDone({ id: name, outputs: { users: users.slice(0, index) } }, error);
      }
    }
    return { id: name, outputs: {} };
  },
  async read({ iam }, { state: { name, group } }) {
    const users = await unlessAbsent(membersOf(iam, String(group)));
    return users && { name, group, users };
  },
  async update({ iam }, { group, users }, { state }) {
    const before = state.users as string[];
    for (const UserName of before.filter((user) => !users.includes(user))) {
      await unlessAbsent(iam.send(new RemoveUserFromGroupCommand({ GroupName: group, UserName })));
    }
    for (const UserName of users.filter((user) => !before.includes(user))) {
      await iam.send(new AddUserToGroupCommand({ GroupName: group, UserName }));
    }
    return {};
  },
  async delete({ iam }, { state }) {
    for (const UserName of state.users as string[]) {
      const GroupName = String(state.group);
      await unlessAbsent(iam.send(new RemoveUserFromGroupCommand({ GroupName, UserName })));
    }
  },
});

async function membersOf(client: IAMClient, GroupName: string): Promise<string[]> {
  const names: string[] = [];
  for await (const { Users = [] } of paginateGetGroup({ client }, { GroupName })) {
    names.push(...Users.map(({ UserName = "" }) => UserName));
  }
  return names;
}
