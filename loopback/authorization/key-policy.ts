// A KMS key's policy: nobody may use the key whom it does not allow, or whose account it does not.
// https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
import type { Account } from "../account.ts";
import { keyWithArn } from "../kms/key.ts";
import { awaitedKeyPolicy } from "../kms/managed-key.ts";
import type { Requirement } from "../operation.ts";
import { asOfNow } from "./principal-ids.ts";

/**
 * The key policy that judges an action on a key; undefined for every other action and resource, and for a key that does
 * not exist.
 */
export function keyPolicy({ action, resource }: Requirement, account: Account): string | undefined {
  if (!action.startsWith("kms:") || !/^arn:[^:]*:kms:[^:]*:[^:]*:key\//.test(resource)) return undefined;
  const key = keyWithArn(account, resource);
  return key === undefined
    ? awaitedKeyPolicy(resource, account)
    : asOfNow(key.policy, key.principals, account);
}
