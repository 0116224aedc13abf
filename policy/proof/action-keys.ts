// Which condition keys a request for an action can have, as far as AWS's catalogue says.

import type { CatalogueAction } from "../findings/catalogue.ts";
import { compilePattern } from "../patterns/compile-pattern.ts";
import { remember } from "../remember.ts";
import { type KnownActions, namePattern } from "./known-actions.ts";

/** Whether AWS knows no key of the name at all, as far as the catalogue was read. */
export const isUnknownKey = (known: KnownActions, key: string): boolean =>
  !known.actions.some((action) => hasKey(action, known, key));

/** Whether a request for the action can have the key, by the name that it has in a question. */
export function hasKey(
  { conditionKeys }: CatalogueAction,
  { globalKeys }: KnownActions,
  name: string,
): boolean {
  const key = name.replace(/ OF [AB]$/, "");
  // Of the keys of identity providers, which are named for their addresses, the catalogue knows none; those of SAML stay
  // in the session: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html
  if (/^(?:[^:]*\.|saml:)/.test(key)) return true;
  return isGlobal(globalKeys, key) || conditionKeys.some((one) => patternTest(one)(key));
}

const patternTest = remember((name) => compilePattern(namePattern(name)));

const globals = new WeakMap<readonly string[], (key: string) => boolean>();

// Asked of every action: the answer is the same.
function isGlobal(globalKeys: readonly string[], key: string): boolean {
  const known = globals.get(globalKeys);
  if (known !== undefined) return known(key);
  const made = remember((name) => globalKeys.some((pattern) => compilePattern(pattern)(name)));
  globals.set(globalKeys, made);
  return made(key);
}

// An action that takes tags away lists their names alone, and one that does both may, whatever keys the catalogue gives it:
// so only of these is it certain that they bring the value of each name that they list.
const BRINGS_VALUES =
  /:(?:Tag|Create|AddTags|Run|PutObject|AssumeRole|GetFederationToken)|^kms:(?:Encrypt|Decrypt|ReEncrypt|GenerateDataKey)/;

/** Whether a request for the action brings the values of all tags that it lists, and of an encryption context. */
export const bringsValues = ({ name }: CatalogueAction): boolean => BRINGS_VALUES.test(name);

/** Whether a request for the action brings the values of the tags that it lists, if it can have the key of one. */
export const bringsTags = (key: string, action: CatalogueAction | undefined, known: KnownActions): boolean =>
  action !== undefined && bringsValues(action) && hasKey(action, { ...known, globalKeys: [] }, key);
