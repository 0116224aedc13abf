// aws:iam/user:User
import {
  CreateUserCommand,
  DeleteUserCommand,
  DeleteUserPermissionsBoundaryCommand,
  GetUserCommand,
  type IAMClient,
  PutUserPermissionsBoundaryCommand,
  TagUserCommand,
  UntagUserCommand,
  UpdateUserCommand,
  type User,
} from "@aws-sdk/client-iam";
import { unlessAbsent } from "../../errors/absent.ts";
import { type Existing, resourceType } from "../../lifecycle/resource-type.ts";
import { fromTags, type Tags, tagChanges, toTags } from "../../properties/tags.ts";
import { emptyUser, leaveGroups } from "./empty-user.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateUser.html */
export const iamUser = resourceType({
  type: "aws:iam/user:User",
  properties: {
    name: "string",
    "path?": "string",
    "permissionsBoundary?": "string",
    "forceDestroy?": "boolean",
    "tags?": "map",
  },
  autoname: { property: "name", maximum: 64 },
  defaults: { path: "/", forceDestroy: false },
  replaces: [],
  computed: ["arn", "uniqueId"],
  tagged: true,
  async create({ iam }, { name, path, permissionsBoundary, tags }) {
    const { User } = await iam.send(
      new CreateUserCommand({
        UserName: name,
        Path: path,
        PermissionsBoundary: permissionsBoundary,
        ...(tags !== undefined && { Tags: toTags(tags) }),
      }),
    );
    return { id: name, outputs: decided(User) };
  },
  async read({ iam }, existing) {
    const found = await unlessAbsent(iam.send(new GetUserCommand({ UserName: nameOf(existing) })));
    if (found?.User === undefined) return undefined;
    const { UserName, Path, PermissionsBoundary, Tags } = found.User;
    return {
      name: UserName,
      path: Path,
      permissionsBoundary: PermissionsBoundary?.PermissionsBoundaryArn,
      forceDestroy: existing.state.forceDestroy ?? false,
      tags: fromTags(Tags),
      ...decided(found.User),
    };
  },
  async update({ iam }, inputs, { id, state, changed }) {
    const { name, path, permissionsBoundary } = inputs;
    const renamed = changed.has("name") || changed.has("path");
    if (renamed) {
      await iam.send(
        new UpdateUserCommand({ UserName: nameOf({ id, state }), NewUserName: name, NewPath: path }),
      );
    }
    if (changed.has("permissionsBoundary")) {
      await (permissionsBoundary === undefined
        ? iam.send(new DeleteUserPermissionsBoundaryCommand({ UserName: name }))
        : iam.send(
            new PutUserPermissionsBoundaryCommand({
              UserName: name,
              PermissionsBoundary: permissionsBoundary,
            }),
          ));
    }
    if (changed.has("tags")) await retag(iam, name, state.tags as Tags, inputs.tags);
    if (!renamed) return {};
    const { User } = await iam.send(new GetUserCommand({ UserName: name }));
    return decided(User);
  },
  async delete({ iam }, existing) {
    const name = nameOf(existing);
    await unlessAbsent(leaveGroups(iam, name));
    if (existing.state.forceDestroy === true) await unlessAbsent(emptyUser(iam, name));
    await unlessAbsent(iam.send(new DeleteUserCommand({ UserName: name })));
  },
});

/** A resource keeps its id when it is renamed. */
const nameOf = ({ id, state }: Existing): string => (typeof state.name === "string" ? state.name : id);

const decided = (user: User | undefined) => ({ arn: user?.Arn, uniqueId: user?.UserId });

async function retag(iam: IAMClient, UserName: string, before: Tags = {}, after: Tags = {}): Promise<void> {
  const { put, remove } = tagChanges(before, after);
  if (remove.length > 0) await iam.send(new UntagUserCommand({ UserName, TagKeys: remove }));
  if (put.length > 0) await iam.send(new TagUserCommand({ UserName, Tags: put }));
}
