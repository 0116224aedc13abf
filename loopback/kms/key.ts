// KMS keys as operations see them: found by id, ARN or alias, with the state that they are in now.
// https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#key-id
import { formatArn, parseArn } from "../../policy/arn.ts";
import type { Account } from "../account.ts";
import { AwsError } from "../aws-error.ts";
import { type Alias, aliasNamed, allAliases, allKeys, type Key, keyWithId } from "../store/key.ts";

type Holder = Pick<Account, "id" | "partition" | "region">;

const kmsArn = ({ id, partition, region }: Holder, resource: string): string =>
  formatArn({ partition, service: "kms", region, account: id, resource });

export const keyArn = (account: Holder, id: string): string => kmsArn(account, `key/${id}`);

/** `name` with the prefix `alias/`. */
export const aliasArn = (account: Holder, name: string): string => kmsArn(account, name);

/** A key that a request names: it may not exist. */
export interface NamedKey {
  readonly arn: string;
  /** The name of the alias that was given instead of the key. */
  readonly alias?: string;
}

const ids = /^(?:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|mrk-[0-9a-f]{32})$/;

/**
 * The key that an id, an ARN, or the name or the ARN of an alias stands for.
 * @throws AwsError NotFoundException for an alias that does not exist, and for what names no key of this region.
 */
export function namedKey(text: string, account: Account): NamedKey {
  const arn = parseArn(text);
  if (arn === undefined) {
    if (text.startsWith("alias/")) return keyOfAlias(text, account);
    if (ids.test(text)) return { arn: keyArn(account, text) };
    throw new AwsError("NotFoundException", `Invalid keyId '${text}'`);
  }
  if (arn.partition !== account.partition || arn.service !== "kms" || arn.region !== account.region)
    throw new AwsError("NotFoundException", `Invalid arn ${arn.region}`);
  // What other accounts have cannot be looked up: their keys are denied, whether they exist or not.
  if (arn.account !== account.id) return { arn: text };
  if (arn.resource.startsWith("alias/")) return keyOfAlias(arn.resource, account);
  const id = arn.resource.replace(/^key\//, "");
  if (id === arn.resource || !ids.test(id)) throw new AwsError("NotFoundException", `Invalid keyId '${id}'`);
  return { arn: keyArn(account, id) };
}

function keyOfAlias(name: string, account: Account): NamedKey {
  const { key } = existingAlias(name, account);
  return { arn: keyArn(account, key), alias: name };
}

/** @throws AwsError NotFoundException. */
export function existingAlias(name: string, account: Account): Alias {
  const alias = aliasNamed(account.store, name);
  if (alias !== undefined && liveKey(account, alias.key) !== undefined) return alias;
  throw new AwsError("NotFoundException", `Alias ${aliasArn(account, name)} is not found.`);
}

/** The key with this ARN; undefined once the time is over after which it was to be deleted. */
export function keyWithArn(account: Account, arn: string): Key | undefined {
  const id = arn.slice(arn.lastIndexOf("/") + 1);
  return keyArn(account, id) === arn ? liveKey(account, id) : undefined;
}

function liveKey(account: Account, id: string): Key | undefined {
  const key = keyWithId(account.store, id);
  return key !== undefined && isLive(key, account) ? key : undefined;
}

const isLive = ({ deletion }: Key, account: Account): boolean =>
  deletion === null || deletion > account.now().getTime();

/** Every key, by id. */
export const liveKeys = (account: Account): Key[] =>
  allKeys(account.store).filter((key) => isLive(key, account));

/** The aliases of keys that exist, by name. */
export function liveAliases(account: Account): Alias[] {
  const live = new Set(liveKeys(account).map(({ id }) => id));
  return allAliases(account.store).filter(({ key }) => live.has(key));
}

/** @throws AwsError NotFoundException. */
export function existingKey(text: string, account: Account): Key {
  const { arn } = namedKey(text, account);
  const key = keyWithArn(account, arn);
  if (key !== undefined) return key;
  throw new AwsError("NotFoundException", `Key '${arn}' does not exist`);
}

export const isPending = ({ deletion }: Key): boolean => deletion !== null;

/**
 * A key that may be changed.
 * @throws AwsError NotFoundException; KMSInvalidStateException for a key that waits for its deletion.
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html
 */
export function changeableKey(text: string, account: Account): Key {
  const key = existingKey(text, account);
  if (!isPending(key)) return key;
  throw new AwsError("KMSInvalidStateException", `${keyArn(account, key.id)} is pending deletion.`);
}

/**
 * A key that may be used.
 * @throws AwsError as changeableKey; DisabledException for a key that is disabled.
 */
export function usableKey(text: string, account: Account): Key {
  const key = changeableKey(text, account);
  if (key.enabled) return key;
  throw new AwsError("DisabledException", `${keyArn(account, key.id)} is disabled.`);
}
