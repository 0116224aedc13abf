// The one AWS account the loopback holds: its names, its root key, its state, its clock and its randomness.
import type { KeyObject } from "node:crypto";
import type { Store } from "./store/store.ts";

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

export interface Account {
  /** Twelve digits. */
  readonly id: string;
  readonly partition: "aws";
  readonly region: string;
  readonly root: Credentials;
  readonly store: Store;
  /** Seals session tokens: 32 random bytes. As plain bytes, Node would prepare them for each use, at triple cost. */
  readonly sealingKey: KeyObject;
  now(): Date;
  /** `length` random bytes. */
  random(length: number): Buffer;
}

/** AWS's id prefixes: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html */
type Prefix = "AKIA" | "ASIA" | "AIDA" | "AROA" | "AGPA" | "ANPA" | "AIPA";

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** A new unique id: 20 characters for access keys, 21 for users, roles and the like. */
export function uniqueId(account: Pick<Account, "random">, prefix: Prefix): string {
  const bytes = account.random(prefix === "AKIA" || prefix === "ASIA" ? 16 : 17);
  return prefix + [...bytes].map((byte) => alphabet.charAt(byte % 32)).join("");
}

/** A new secret access key: 40 characters. */
export function secretAccessKey(account: Pick<Account, "random">): string {
  return account.random(30).toString("base64");
}

/** Now, in epoch milliseconds of a whole second: AWS's dates have no fractions. */
export function timestamp(account: Pick<Account, "now">): number {
  return Math.floor(account.now().getTime() / 1000) * 1000;
}
