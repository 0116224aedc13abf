// What is derived from a text with the account's sealing key: nobody else can, and the account always gets the same.
import type { KeyObject } from "node:crypto";
import type { Account } from "../account.ts";
import { type HmacKey, hmac, hmacKey } from "./sha256.ts";

const keys = new WeakMap<KeyObject, HmacKey>();

/** 32 bytes that only this account derives from the text. */
export function derive(text: string, { sealingKey }: Pick<Account, "sealingKey">): Buffer {
  const key = keys.get(sealingKey) ?? hmacKey(sealingKey.export());
  keys.set(sealingKey, key);
  return Buffer.from(hmac(key, text), "hex");
}
