// The aliases of keys. What changes an alias needs a permission on the alias, and one on each key that it concerns.
// https://docs.aws.amazon.com/kms/latest/developerguide/alias-access.html
import type {
  CreateAliasRequest,
  DeleteAliasRequest,
  ListAliasesRequest,
  UpdateAliasRequest,
} from "@aws-sdk/client-kms";
import { type Account, timestamp } from "../account.ts";
import { AwsError } from "../aws-error.ts";
import type { Call, Operation, Requirement } from "../operation.ts";
import { type Alias, aliasNamed, putAlias, deleteAlias as remove } from "../store/key.ts";
import { aliasName, keyId } from "./constraints.ts";
import { aliasArn, changeableKey, existingAlias, existingKey, keyArn, liveAliases } from "./key.ts";
import { pageConstraints, pageMembers, pageOf } from "./page.ts";
import { onAlias, onKey, onNamedKey, onNothing } from "./requirement.ts";

/** @throws AwsError for a name that only AWS may give, or that is no alias's. */
function requireOwnName(name: string): void {
  if (name.startsWith("alias/aws/")) throw new AwsError("NotAuthorizedException", "");
  if (/^alias\/./.test(name)) return;
  throw new AwsError(
    "InvalidAliasNameException",
    'Alias must start with the prefix "alias/". Please see https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html',
  );
}

/** @throws AwsError ValidationException: an alias stands for a key, never for another alias. */
function onTarget(action: string, target: string, call: Call): Requirement {
  if (/^alias\/|:alias\//.test(target))
    throw new AwsError("ValidationException", "Aliases must refer to keys. Not aliases");
  return onKey(action, { KeyId: target }, call);
}

export const createAlias: Operation<CreateAliasRequest, void> = {
  takes: ["AliasName", "TargetKeyId"],
  constraints: { AliasName: aliasName, TargetKeyId: { min: 1, max: 2048 } },

  requires: ({ AliasName = "", TargetKeyId = "" }, call) => [
    onAlias("kms:CreateAlias", AliasName, call),
    onTarget("kms:CreateAlias", TargetKeyId, call),
  ],

  handle({ AliasName = "", TargetKeyId = "" }, { account }) {
    requireOwnName(AliasName);
    const { id } = changeableKey(TargetKeyId, account);
    if (liveAlias(AliasName, account) !== undefined) {
      const message = `An alias with the name ${aliasArn(account, AliasName)} already exists`;
      throw new AwsError("AlreadyExistsException", message);
    }
    const now = timestamp(account);
    putAlias(account.store, { name: AliasName, key: id, created: now, updated: now });
  },
};

/** The alias, unless its key is gone. */
const liveAlias = (name: string, account: Account): Alias | undefined =>
  liveAliases(account).find((alias) => alias.name === name);

export const updateAlias: Operation<UpdateAliasRequest, void> = {
  takes: ["AliasName", "TargetKeyId"],
  constraints: { AliasName: aliasName, TargetKeyId: { min: 1, max: 2048 } },

  requires: ({ AliasName = "", TargetKeyId = "" }, call) => [
    onAlias("kms:UpdateAlias", AliasName, call),
    ...onKeyOfAlias("kms:UpdateAlias", AliasName, call),
    onTarget("kms:UpdateAlias", TargetKeyId, call),
  ],

  handle({ AliasName = "", TargetKeyId = "" }, { account }) {
    requireOwnName(AliasName);
    const alias = existingAlias(AliasName, account);
    const { id } = changeableKey(TargetKeyId, account);
    putAlias(account.store, { ...alias, key: id, updated: timestamp(account) });
  },
};

export const deleteAlias: Operation<DeleteAliasRequest, void> = {
  takes: ["AliasName"],
  constraints: { AliasName: aliasName },

  requires: ({ AliasName = "" }, call) => [
    onAlias("kms:DeleteAlias", AliasName, call),
    ...onKeyOfAlias("kms:DeleteAlias", AliasName, call),
  ],

  handle({ AliasName = "" }, { account }) {
    requireOwnName(AliasName);
    remove(account.store, existingAlias(AliasName, account).name);
  },
};

function onKeyOfAlias(action: string, name: string, call: Call) {
  const alias = aliasNamed(call.account.store, name);
  return alias === undefined ? [] : [onNamedKey(action, { arn: keyArn(call.account, alias.key) }, call)];
}

export const listAliases: Operation<ListAliasesRequest, object> = {
  takes: ["KeyId", ...pageMembers],
  constraints: { ...keyId, ...pageConstraints(100) },

  requires: () => [onNothing("kms:ListAliases")],

  handle(input, { account }) {
    const key = input.KeyId === undefined ? undefined : existingKey(input.KeyId, account).id;
    const aliases = liveAliases(account).filter((alias) => key === undefined || alias.key === key);
    const { items, more } = pageOf(aliases, { Limit: 50, ...input }, ({ name }) => name);
    return { Aliases: items.map((alias) => shown(alias, account)), ...more };
  },
};

const shown = ({ name, key, created, updated }: Alias, account: Account) => ({
  ...{ AliasName: name, AliasArn: aliasArn(account, name), TargetKeyId: key },
  ...{ CreationDate: new Date(created), LastUpdatedDate: new Date(updated) },
});
