// aws:kms/alias:Alias
import * as sdk from "@aws-sdk/client-kms";
import type { Clients } from "../../aws/clients.ts";
import { unlessAbsent } from "../../errors/absent.ts";
import { resourceType } from "../../lifecycle/resource-type.ts";

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html */
export const kmsAlias = resourceType({
  type: "aws:kms/alias:Alias",
  properties: { name: "string", targetKeyId: "string", "region?": "string" },
  kept: ["region"],
  replaces: ["name", "region"],
  computed: ["arn", "targetKeyArn"],
  recomputed: { targetKeyArn: ["targetKeyId"] },
  async create({ kms }, { name, targetKeyId }) {
    await kms.send(new sdk.CreateAliasCommand({ AliasName: name, TargetKeyId: targetKeyId }));
    const { arn, targetKeyArn } = (await read(kms, name)) ?? {};
    return { id: name, outputs: { arn, targetKeyArn } };
  },
  async read({ kms }, { id, state }) {
    const found = await read(kms, id);
    // The program may name the key by its ARN.
    const same = found?.targetKeyArn === state.targetKeyId;
    return found && { ...found, ...(same && { targetKeyId: found.targetKeyArn }) };
  },
  async update({ kms }, { name, targetKeyId }, { changed }) {
    if (changed.has("targetKeyId"))
      await kms.send(new sdk.UpdateAliasCommand({ AliasName: name, TargetKeyId: targetKeyId }));
    return { targetKeyArn: (await read(kms, name))?.targetKeyArn };
  },
  async delete({ kms }, { id }) {
    await unlessAbsent(kms.send(new sdk.DeleteAliasCommand({ AliasName: id })), "NotFoundException");
  },
});

async function read(client: Clients["kms"], name: string) {
  for await (const { Aliases = [] } of sdk.paginateListAliases({ client }, {})) {
    const alias = Aliases.find(({ AliasName }) => AliasName === name);
    if (alias === undefined) continue;
    const { AliasArn: arn = "", TargetKeyId: targetKeyId = "" } = alias;
    return { name, arn, targetKeyId, targetKeyArn: arn.replace(/alias\/.*$/, `key/${targetKeyId}`) };
  }
  return undefined;
}
