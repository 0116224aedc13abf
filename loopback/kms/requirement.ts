// The actions on a KMS key, and the condition keys by which policies see the key and its caller.
// https://docs.aws.amazon.com/kms/latest/developerguide/policy-conditions.html
import { arnAccount } from "../../policy/arn.ts";
import type { RequestContext } from "../../policy/authorization-request.ts";
import { keyPerTag } from "../authorization/request-tags.ts";
import { AwsError } from "../aws-error.ts";
import type { Call, Requirement } from "../operation.ts";
import { aliasesOfKey, type Key } from "../store/key.ts";
import { aliasArn, keyWithArn, type NamedKey, namedKey } from "./key.ts";

/** kms:CallerAccount; an anonymous caller has no account. */
export function callerKeys({ caller: { principal } }: Call): RequestContext {
  const account = "arn" in principal ? arnAccount(principal.arn) : undefined;
  return account === undefined ? {} : { "kms:CallerAccount": account };
}

/** What all keys here have in common. */
export const specKeys: RequestContext = {
  "kms:KeyOrigin": "AWS_KMS",
  "kms:KeySpec": "SYMMETRIC_DEFAULT",
  "kms:KeyUsage": "ENCRYPT_DECRYPT",
  "kms:MultiRegion": "false",
};

/** The actions that take an alias for the key: those that use it, or tell what it is. */
const byAlias =
  /^kms:(?:De|En)crypt$|^kms:GenerateDataKey|^kms:ReEncrypt|^kms:(?:DescribeKey|GetPublicKey|DeriveSharedSecret)$|^kms:(?:Sign|Verify|GenerateMac|VerifyMac)$/;

/**
 * An action on the key that a request names.
 * @throws AwsError NotFoundException as namedKey, and for an alias where only a key may be named: KMS looks up keys before
 * it authorizes.
 */
export function onKey(
  action: string,
  { KeyId = "" }: { readonly KeyId?: string | undefined },
  call: Call,
  context: RequestContext = {},
): Requirement {
  const named = namedKey(KeyId, call.account);
  if (named.alias !== undefined && !byAlias.test(action))
    throw new AwsError("NotFoundException", `Invalid keyId '${KeyId}'`);
  return onNamedKey(action, named, call, context);
}

/** An action on a key, which may not exist. */
export function onNamedKey(
  action: string,
  { arn, alias }: NamedKey,
  call: Call,
  context: RequestContext = {},
): Requirement {
  const key = keyWithArn(call.account, arn);
  return {
    ...{ action, resource: arn },
    context: {
      ...callerKeys(call),
      ...(alias !== undefined && { "kms:RequestAlias": alias }),
      ...(key && keyKeys(key, call)),
      ...context,
    },
  };
}

function keyKeys(key: Key, { account }: Call): RequestContext {
  const aliases = aliasesOfKey(account.store, key.id).map(({ name }) => name);
  return {
    ...specKeys,
    ...(aliases.length > 0 && { "kms:ResourceAliases": aliases }),
    ...keyPerTag("aws:ResourceTag/", key.tags),
  };
}

/** An action on an alias: only identity policies decide it. */
export const onAlias = (action: string, name: string, call: Call): Requirement => ({
  ...{ action, resource: aliasArn(call.account, name), context: callerKeys(call) },
});

/** An action on no key. */
export const onNothing = (action: string, context: RequestContext = {}): Requirement => ({
  ...{ action, resource: "*", context },
});
