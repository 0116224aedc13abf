// The account's alias, one at the most. https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateAccountAlias.html
import type {
  CreateAccountAliasRequest,
  DeleteAccountAliasRequest,
  ListAccountAliasesRequest,
  ListAccountAliasesResponse,
} from "@aws-sdk/client-iam";
import { AwsError } from "../../aws-error.ts";
import type { AnyOperation, Operation } from "../../operation.ts";
import { accountSetting, deleteAccountSetting, putAccountSetting } from "../../store/account-setting.ts";
import type { Constraint } from "../../wire/constraint.ts";
import { paging } from "../constraints.ts";
import { pageOf } from "../page.ts";

const alias: Constraint = { min: 3, max: 63, pattern: "^[a-z0-9]([a-z0-9]|-(?!-)){1,61}[a-z0-9]$" };

/** A new alias replaces the old one, but not itself. */
const create: Operation<CreateAccountAliasRequest, void> = {
  takes: ["AccountAlias"],
  constraints: { AccountAlias: alias },
  requires: () => [{ action: "iam:CreateAccountAlias", resource: "*" }],

  handle({ AccountAlias = "" }, { account: { store } }) {
    if (accountSetting(store, "alias") === AccountAlias)
      throw new AwsError("EntityAlreadyExists", `The account alias ${AccountAlias} already exists.`);
    putAccountSetting(store, "alias", AccountAlias);
  },
};

const remove: Operation<DeleteAccountAliasRequest, void> = {
  takes: ["AccountAlias"],
  constraints: { AccountAlias: alias },
  requires: () => [{ action: "iam:DeleteAccountAlias", resource: "*" }],

  handle({ AccountAlias = "" }, { account: { store } }) {
    if (accountSetting(store, "alias") !== AccountAlias)
      throw new AwsError("NoSuchEntity", `The account alias with name ${AccountAlias} cannot be found.`);
    deleteAccountSetting(store, "alias");
  },
};

const list: Operation<ListAccountAliasesRequest, ListAccountAliasesResponse> = {
  takes: ["Marker", "MaxItems"],
  constraints: paging,
  requires: () => [{ action: "iam:ListAccountAliases", resource: "*" }],

  handle(input, { account: { store } }) {
    const found = accountSetting(store, "alias");
    const { items, ...rest } = pageOf(found === undefined ? [] : [found], input, (name) => name);
    return { AccountAliases: items, ...rest };
  },
};

export const accountAliasOperations: Readonly<Record<string, AnyOperation>> = {
  CreateAccountAlias: create,
  DeleteAccountAlias: remove,
  ListAccountAliases: list,
};
