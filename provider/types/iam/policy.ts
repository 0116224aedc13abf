// aws:iam/policy:Policy
import {
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  DeletePolicyCommand,
  DeletePolicyVersionCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  type IAMClient,
  type PolicyVersion,
  paginateListPolicyVersions,
  TagPolicyCommand,
  UntagPolicyCommand,
} from "@aws-sdk/client-iam";
import { unlessAbsent } from "../../errors/absent.ts";
import { resourceType } from "../../lifecycle/resource-type.ts";
import type { Properties } from "../../properties/properties.ts";
import { fromTags, type Tags, tagChanges, toTags } from "../../properties/tags.ts";

/** AWS keeps this many versions of a policy. */
const maximumVersions = 5;

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html */
export const iamPolicy = resourceType({
  type: "aws:iam/policy:Policy",
  properties: { name: "string", "path?": "string", "description?": "string", policy: "json", "tags?": "map" },
  autoname: { property: "name", maximum: 128 },
  defaults: { path: "/" },
  replaces: ["name", "path", "description"],
  computed: ["arn", "attachmentCount", "policyId"],
  tagged: true,
  async create({ iam }, { name, path, description, policy, tags }) {
    const { Policy } = await iam.send(
      new CreatePolicyCommand({
        ...{ PolicyName: name, Path: path, Description: description, PolicyDocument: policy },
        ...(tags !== undefined && { Tags: toTags(tags) }),
      }),
    );
    if (Policy?.Arn === undefined) throw new Error("CreatePolicy answered without an ARN");
    const outputs = { arn: Policy.Arn, policyId: Policy.PolicyId, attachmentCount: Policy.AttachmentCount };
    return { id: Policy.Arn, outputs };
  },
  read: async ({ iam }, { id }) => await unlessAbsent(read(iam, id)),
  async update({ iam }, { policy, tags }, { id, state, changed }) {
    if (changed.has("policy")) {
      await makeRoom(iam, id);
      await iam.send(
        new CreatePolicyVersionCommand({ PolicyArn: id, PolicyDocument: policy, SetAsDefault: true }),
      );
    }
    if (!changed.has("tags")) return {};
    const { put, remove } = tagChanges(state.tags as Tags, tags);
    if (remove.length > 0) await iam.send(new UntagPolicyCommand({ PolicyArn: id, TagKeys: remove }));
    if (put.length > 0) await iam.send(new TagPolicyCommand({ PolicyArn: id, Tags: put }));
    return {};
  },
  async delete({ iam }, { id }) {
    const versions = (await unlessAbsent(versionsOf(iam, id))) ?? [];
    for (const { VersionId, IsDefaultVersion } of versions) {
      if (IsDefaultVersion) continue;
      await unlessAbsent(iam.send(new DeletePolicyVersionCommand({ PolicyArn: id, VersionId })));
    }
    await unlessAbsent(iam.send(new DeletePolicyCommand({ PolicyArn: id })));
  },
});

async function read(iam: IAMClient, PolicyArn: string): Promise<Properties | undefined> {
  const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn }));
  if (Policy === undefined) return undefined;
  const { PolicyVersion } = await iam.send(
    new GetPolicyVersionCommand({ PolicyArn, VersionId: Policy.DefaultVersionId }),
  );
  return {
    arn: Policy.Arn,
    attachmentCount: Policy.AttachmentCount,
    description: Policy.Description,
    name: Policy.PolicyName,
    path: Policy.Path,
    policy: decodeURIComponent(PolicyVersion?.Document ?? ""),
    policyId: Policy.PolicyId,
    tags: fromTags(Policy.Tags),
  };
}

async function versionsOf(client: IAMClient, PolicyArn: string): Promise<PolicyVersion[]> {
  const versions: PolicyVersion[] = [];
  for await (const page of paginateListPolicyVersions({ client }, { PolicyArn })) {
    versions.push(...(page.Versions ?? []));
  }
  return versions;
}

/** As AWS's provider does: the oldest version is deleted when there is no room for another. */
async function makeRoom(iam: IAMClient, PolicyArn: string): Promise<void> {
  const versions = await versionsOf(iam, PolicyArn);
  if (versions.length < maximumVersions) return;
  const [oldest] = versions
    .filter(({ IsDefaultVersion }) => !IsDefaultVersion)
    .toSorted((a, b) => numberOf(a) - numberOf(b));
  await iam.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId: oldest?.VersionId }));
}

const numberOf = ({ VersionId = "v0" }: PolicyVersion): number => Number(VersionId.slice(1));
