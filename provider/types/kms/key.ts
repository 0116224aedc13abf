// aws:kms/key:Key
import * as sdk from "@aws-sdk/client-kms";
import type { Clients } from "../../aws/clients.ts";
import { unlessAbsent } from "../../errors/absent.ts";
import { HalfDone } from "../../lifecycle/half-done.ts";
import { resourceType } from "../../lifecycle/resource-type.ts";
import type { Properties } from "../../properties/properties.ts";
import { fromTags, type Tags, tagChanges } from "../../properties/tags.ts";

const absent = "NotFoundException";

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html */
export const kmsKey = resourceType({
  type: "aws:kms/key:Key",
  properties: {
    "bypassPolicyLockoutSafetyCheck?": "boolean",
    "customerMasterKeySpec?": "string",
    "deletionWindowInDays?": "integer",
    "description?": "string",
    "enableKeyRotation?": "boolean",
    "isEnabled?": "boolean",
    "keyUsage?": "string",
    "multiRegion?": "boolean",
    "policy?": "json",
    "region?": "string",
    "rotationPeriodInDays?": "integer",
    "tags?": "map",
  },
  defaults: {
    ...{ bypassPolicyLockoutSafetyCheck: false, customerMasterKeySpec: "SYMMETRIC_DEFAULT" },
    ...{ enableKeyRotation: false, isEnabled: true, keyUsage: "ENCRYPT_DECRYPT" },
  },
  kept: ["description", "multiRegion", "policy", "region", "rotationPeriodInDays"],
  replaces: ["customerMasterKeySpec", "keyUsage", "multiRegion", "region"],
  computed: ["arn", "description", "keyId", "multiRegion", "policy", "rotationPeriodInDays"],
  tagged: true,
  async create({ kms }, inputs) {
    const { KeyMetadata } = await kms.send(
      new sdk.CreateKeyCommand({
        ...{ Description: inputs.description, Policy: inputs.policy, MultiRegion: inputs.multiRegion },
        KeySpec: inputs.customerMasterKeySpec as sdk.KeySpec | undefined,
        KeyUsage: inputs.keyUsage as sdk.KeyUsageType | undefined,
        BypassPolicyLockoutSafetyCheck: inputs.bypassPolicyLockoutSafetyCheck,
        ...(inputs.tags !== undefined && { Tags: toKeyTags(inputs.tags) }),
      }),
    );
    const { KeyId: id = "", Arn: arn } = KeyMetadata ?? {};
    try {
      if (inputs.enableKeyRotation === true) await rotate(kms, id, inputs.rotationPeriodInDays);
      if (inputs.isEnabled === false) await kms.send(new sdk.DisableKeyCommand({ KeyId: id }));
      const { policy, description, multiRegion, rotationPeriodInDays } = (await read(kms, id)) ?? {};
      const decided = { policy: inputs.policy ?? policy, description, multiRegion, rotationPeriodInDays };
      return { id, outputs: { arn, keyId: id, ...given(decided) } };
    } catch (error) {
      throw new HalfDone({ id, outputs: { arn, keyId: id } }, error);
    }
  },
  async read({ kms }, { id, state }) {
    const found = await unlessAbsent(read(kms, id), absent);
    return (
      found && {
        ...given(found),
        bypassPolicyLockoutSafetyCheck: state.bypassPolicyLockoutSafetyCheck ?? false,
        ...given({ deletionWindowInDays: state.deletionWindowInDays }),
      }
    );
  },
  async update({ kms }, inputs, { id: KeyId, state, changed }) {
    // A disabled key takes no change of its rotation.
    if (changed.has("isEnabled") && inputs.isEnabled !== false)
      await kms.send(new sdk.EnableKeyCommand({ KeyId }));
    if (changed.has("enableKeyRotation") || changed.has("rotationPeriodInDays"))
      await (inputs.enableKeyRotation === true
        ? rotate(kms, KeyId, inputs.rotationPeriodInDays)
        : kms.send(new sdk.DisableKeyRotationCommand({ KeyId })));
    if (changed.has("description"))
      await kms.send(new sdk.UpdateKeyDescriptionCommand({ KeyId, Description: inputs.description ?? "" }));
    if (changed.has("policy") && inputs.policy !== undefined) {
      const BypassPolicyLockoutSafetyCheck = inputs.bypassPolicyLockoutSafetyCheck;
      const put = { KeyId, Policy: inputs.policy, BypassPolicyLockoutSafetyCheck };
      await kms.send(new sdk.PutKeyPolicyCommand(put));
    }
    if (changed.has("tags")) await retag(kms, KeyId, state.tags as Tags, inputs.tags);
    if (changed.has("isEnabled") && inputs.isEnabled === false)
      await kms.send(new sdk.DisableKeyCommand({ KeyId }));
    const { rotationPeriodInDays } = (await read(kms, KeyId)) ?? {};
    return { rotationPeriodInDays };
  },
  async delete({ kms }, { id, state }) {
    const PendingWindowInDays = state.deletionWindowInDays as number | undefined;
    const deletion = new sdk.ScheduleKeyDeletionCommand({ KeyId: id, PendingWindowInDays });
    await unlessAbsent(kms.send(deletion), absent, "KMSInvalidStateException");
  },
});

type Kms = Clients["kms"];

/** The properties of a key; a key that waits for its deletion is none any more, as in AWS's provider. */
async function read(kms: Kms, KeyId: string): Promise<Properties | undefined> {
  const { KeyMetadata } = await kms.send(new sdk.DescribeKeyCommand({ KeyId }));
  if (KeyMetadata === undefined || KeyMetadata.KeyState === "PendingDeletion") return undefined;
  const { Policy } = await kms.send(new sdk.GetKeyPolicyCommand({ KeyId, PolicyName: "default" }));
  const rotation = await kms.send(new sdk.GetKeyRotationStatusCommand({ KeyId }));
  return {
    ...{ arn: KeyMetadata.Arn, keyId: KeyMetadata.KeyId, description: KeyMetadata.Description },
    customerMasterKeySpec: KeyMetadata.KeySpec,
    ...{ enableKeyRotation: rotation.KeyRotationEnabled, isEnabled: KeyMetadata.Enabled },
    ...{ keyUsage: KeyMetadata.KeyUsage, multiRegion: KeyMetadata.MultiRegion, policy: Policy },
    rotationPeriodInDays: rotation.RotationPeriodInDays,
    tags: await tagsOf(kms, KeyId),
  };
}

const given = (properties: Properties): Properties =>
  Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined));

const rotate = (kms: Kms, KeyId: string, period: number | undefined) =>
  kms.send(new sdk.EnableKeyRotationCommand({ KeyId, RotationPeriodInDays: period }));

async function tagsOf(client: Kms, KeyId: string): Promise<Tags> {
  const tags: Record<string, string> = {};
  for await (const page of sdk.paginateListResourceTags({ client }, { KeyId })) {
    const found = (page.Tags ?? []).map(({ TagKey, TagValue }) => ({ Key: TagKey, Value: TagValue }));
    Object.assign(tags, fromTags(found));
  }
  return tags;
}

const toKeyTags = (tags: Tags): sdk.Tag[] =>
  Object.entries(tags).map(([TagKey, TagValue]) => ({ TagKey, TagValue }));

async function retag(kms: Kms, KeyId: string, before: Tags, after: Tags = {}): Promise<void> {
  const { put, remove } = tagChanges(before, after);
  if (remove.length > 0) await kms.send(new sdk.UntagResourceCommand({ KeyId, TagKeys: remove }));
  const Tags = put.map(({ Key, Value }) => ({ TagKey: Key, TagValue: Value }));
  if (Tags.length > 0) await kms.send(new sdk.TagResourceCommand({ KeyId, Tags }));
}
