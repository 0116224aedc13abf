// aws:iam/groupMembership:GroupMembership, which holds all members of one group.
import { type IAMClient, paginateGetGroup } from "@aws-sdk/client-iam";
import { unlessAbsent } from "../../errors/absent.ts";
import { resourceType } from "../../lifecycle/resource-type.ts";
import { addMemberships, changeMemberships, endMemberships, type Membership } from "./membership.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_AddUserToGroup.html */
export const iamGroupMembership = resourceType({
  type: "aws:iam/groupMembership:GroupMembership",
  properties: { name: "string", group: "string", users: "strings" },
  autoname: { property: "name", maximum: 255 },
  replaces: ["name", "group"],
  async create({ iam }, { name, group, users }) {
    const made = (count: number) => ({ id: name, outputs: { users: users.slice(0, count) } });
    await addMemberships(iam, inGroup(group, users), made);
    return { id: name, outputs: {} };
  },
  async read({ iam }, { state: { name, group } }) {
    const users = await unlessAbsent(membersOf(iam, String(group)));
    return users && { name, group, users };
  },
  async update({ iam }, { group, users }, { state }) {
    await changeMemberships(iam, inGroup(group, state.users as string[]), inGroup(group, users));
    return {};
  },
  async delete({ iam }, { state }) {
    await endMemberships(iam, inGroup(String(state.group), state.users as string[]));
  },
});

const inGroup = (GroupName: string, users: readonly string[]): Membership[] =>
  users.map((UserName) => ({ GroupName, UserName }));

async function membersOf(client: IAMClient, GroupName: string): Promise<string[]> {
  const names: string[] = [];
  for await (const { Users = [] } of paginateGetGroup({ client }, { GroupName })) {
    names.push(...Users.map(({ UserName = "" }) => UserName));
  }
  return names;
}
