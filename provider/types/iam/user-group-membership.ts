// aws:iam/userGroupMembership:UserGroupMembership, which holds some of one user's groups.
import {
  AddUserToGroupCommand,
  type IAMClient,
  paginateListGroupsForUser,
  RemoveUserFromGroupCommand,
} from "@aws-sdk/client-iam";
import { unlessAbsent } from "../../errors/absent.ts";
import { HalfDone } from "../../lifecycle/half-done.ts";
import { type Existing, resourceType } from "../../lifecycle/resource-type.ts";
import { idParts } from "../id-parts.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_AddUserToGroup.html */
export const iamUserGroupMembership = resourceType({
  type: "aws:iam/userGroupMembership:UserGroupMembership",
  properties: { user: "string", groups: "strings" },
  replaces: ["user"],
  async create({ iam }, { user, groups }) {
    const id = [user, ...groups.toSorted()].join("/");
    for (const [index, GroupName] of groups.entries()) {
      try {
        await iam.send(new AddUserToGroupCommand({ UserName: user, GroupName }));
      } catch (error) {
        throw new HalfDone({ id, outputs: { groups: groups.slice(0, index) } }, error);
      }
    }
    return { id, outputs: {} };
  },
  /** The user's other groups are not its affair. */
  async read({ iam }, existing) {
    const { user, groups } = membershipOf(existing);
    const all = await unlessAbsent(groupsOf(iam, user));
    return all && { user, groups: groups.filter((group) => all.includes(group)) };
  },
  async update({ iam }, { user, groups }, { state }) {
    const before = state.groups as string[];
    for (const GroupName of before.filter((group) => !groups.includes(group))) {
      await unlessAbsent(iam.send(new RemoveUserFromGroupCommand({ UserName: user, GroupName })));
    }
    for (const GroupName of groups.filter((group) => !before.includes(group))) {
      await iam.send(new AddUserToGroupCommand({ UserName: user, GroupName }));
    }
    return {};
  },
  async delete({ iam }, existing) {
    const { user, groups } = membershipOf(existing);
    for (const GroupName of groups) {
      await unlessAbsent(iam.send(new RemoveUserFromGroupCommand({ UserName: user, GroupName })));
    }
  },
});

/** An import has the id alone: the user, and the groups behind it. */
function membershipOf({ id, state }: Existing): { user: string; groups: string[] } {
  if (typeof state.user === "string") return { user: state.user, groups: state.groups as string[] };
  const [user, groups] = idParts(id, "/", "USER/GROUP/GROUP");
  return { user, groups: groups.split("/") };
}

async function groupsOf(client: IAMClient, UserName: string): Promise<string[]> {
  const names: string[] = [];
  for await (const { Groups = [] } of paginateListGroupsForUser({ client }, { UserName })) {
    names.push(...Groups.map(({ GroupName = "" }) => GroupName));
  }
  return names;
}
