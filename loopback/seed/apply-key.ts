// Applies a KMS key of a seed with its policy and its aliases. An existing key is changed to match the seed.
import * as kms from "@aws-sdk/client-kms";
import { timestamp } from "../account.ts";
import { keyArn } from "../kms/key.ts";
import { defaultKeyPolicy } from "../kms/key-policy.ts";
import { keyWithId, putKey } from "../store/key.ts";
import { type Applying, created } from "./applying.ts";
import type { SeedKey } from "./seed.ts";

export async function applyKey(key: SeedKey, applying: Applying): Promise<void> {
  const { id: KeyId, description, policy, tags, aliases = [] } = key;
  keepKey(KeyId, applying);
  const client = applying.kms;
  if (description !== undefined)
    await client.send(new kms.UpdateKeyDescriptionCommand({ KeyId, Description: description }));
  if (policy !== undefined) await client.send(new kms.PutKeyPolicyCommand({ KeyId, Policy: policy }));
  const Tags = Object.entries(tags ?? {}).map(([TagKey, TagValue]) => ({ TagKey, TagValue }));
  if (Tags.length > 0) await client.send(new kms.TagResourceCommand({ KeyId, Tags }));
  for (const AliasName of aliases) {
    const input = { AliasName, TargetKeyId: KeyId };
    if (await created(client.send(new kms.CreateAliasCommand(input)), "AlreadyExistsException")) continue;
    const { KeyMetadata } = await client.send(new kms.DescribeKeyCommand({ KeyId: AliasName }));
    if (KeyMetadata?.Arn !== keyArn(applying.account, KeyId))
      await client.send(new kms.UpdateAliasCommand(input));
  }
}

/** KMS makes ids itself, so no operation takes one. The seed's keys are written directly to the store. */
function keepKey(id: string, { account }: Applying): void {
  if (keyWithId(account.store, id) !== undefined) return;
  putKey(account.store, {
    ...{ id, created: timestamp(account), manager: "CUSTOMER", description: "", enabled: true, tags: {} },
    ...{ deletion: null, window: null, rotation: null, policy: defaultKeyPolicy(account), principals: {} },
  });
}
