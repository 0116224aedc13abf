// aws:iam/userGroupMembership:UserGroupMembership, which holds some of one user's groups.
import { type IAMClient, paginateListGroupsForUser } from "@aws-sdk/client-iam";
import { unlessAbsent } from "../../errors/absent.ts";
import { type Existing, resourceType } from "../../lifecycle/resource-type.ts";
import { idParts } from "../id-parts.ts";
import { addMemberships, changeMemberships, endMemberships, type Membership } from "./membership.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_AddUserToGroup.html */
export const iamUserGroupMembership = resourceType({
  type: "aws:iam/userGroupMembership:UserGroupMembership",
  properties: { user: "string", groups: "strings" },
  replaces: ["user"],
  async create({ iam }, { user, groups }) {
    const id = [user, ...groups.toSorted()].join("/");
    const made = (count: number) => ({ id, outputs: { groups: groups.slice(0, count) } });
    await addMemberships(iam, ofUser(user, groups), made);
    return { id, outputs: {} };
  },
  /** The user's other groups stay as they are. */
  async read({ iam }, existing) {
    const { user, groups } = membershipOf(existing);
    const all = await unlessAbsent(groupsOf(iam, user));
    return all && { user, groups: groups.filter((group) => all.includes(group)) };
  },
  async update({ iam }, { user, groups }, { state }) {
    await changeMemberships(iam, ofUser(user, state.groups as string[]), ofUser(user, groups));
    return {};
  },
  async delete({ iam }, existing) {
    const { user, groups } = membershipOf(existing);
    await endMemberships(iam, ofUser(user, groups));
  },
});

const ofUser = (UserName: string, groups: readonly string[]): Membership[] =>
  groups.map((GroupName) => ({ GroupName, UserName }));

/** An import has only the id: the user, and the groups behind it. */
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
