// aws:iam/group:Group
import {
  CreateGroupCommand,
  DeleteGroupCommand,
  GetGroupCommand,
  type Group,
  UpdateGroupCommand,
} from "@aws-sdk/client-iam";
import { unlessAbsent } from "../../errors/absent.ts";
import { type Existing, resourceType } from "../../lifecycle/resource-type.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateGroup.html */
export const iamGroup = resourceType({
  type: "aws:iam/group:Group",
  properties: { name: "string", "path?": "string" },
  autoname: { property: "name", maximum: 128 },
  defaults: { path: "/" },
  replaces: [],
  computed: ["arn", "uniqueId"],
  async create({ iam }, { name, path }) {
    const { Group } = await iam.send(new CreateGroupCommand({ GroupName: name, Path: path }));
    return { id: name, outputs: decided(Group) };
  },
  async read({ iam }, existing) {
    const found = await unlessAbsent(iam.send(new GetGroupCommand({ GroupName: nameOf(existing) })));
    if (found?.Group === undefined) return undefined;
    return { name: found.Group.GroupName, path: found.Group.Path, ...decided(found.Group) };
  },
  async update({ iam }, { name, path }, existing) {
    await iam.send(
      new UpdateGroupCommand({ GroupName: nameOf(existing), NewGroupName: name, NewPath: path }),
    );
    const { Group } = await iam.send(new GetGroupCommand({ GroupName: name }));
    return decided(Group);
  },
  async delete({ iam }, existing) {
    await unlessAbsent(iam.send(new DeleteGroupCommand({ GroupName: nameOf(existing) })));
  },
});

/** A resource keeps its id when it is renamed. */
const nameOf = ({ id, state }: Existing): string => (typeof state.name === "string" ? state.name : id);

const decided = (group: Group | undefined) => ({ arn: group?.Arn, uniqueId: group?.GroupId });
