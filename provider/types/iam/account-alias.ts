// aws:iam/accountAlias:AccountAlias
import {
  CreateAccountAliasCommand,
  DeleteAccountAliasCommand,
  ListAccountAliasesCommand,
} from "@aws-sdk/client-iam";
import { unlessAbsent } from "../../errors/absent.ts";
import { resourceType } from "../../lifecycle/resource-type.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateAccountAlias.html */
export const iamAccountAlias = resourceType({
  type: "aws:iam/accountAlias:AccountAlias",
  properties: { accountAlias: "string" },
  replaces: ["accountAlias"],
  async create({ iam }, { accountAlias }) {
    await iam.send(new CreateAccountAliasCommand({ AccountAlias: accountAlias }));
    return { id: accountAlias, outputs: {} };
  },
  async read({ iam }, { id }) {
    const { AccountAliases = [] } = await iam.send(new ListAccountAliasesCommand({}));
    return AccountAliases.includes(id) ? { accountAlias: id } : undefined;
  },
  async delete({ iam }, { id }) {
    await unlessAbsent(iam.send(new DeleteAccountAliasCommand({ AccountAlias: id })));
  },
});
