// Sign-in tokens: the session token and when it was sent, sealed. Like session tokens, they are not stored.
import { createCipheriv, createDecipheriv } from "node:crypto";
import { deflateRawSync, inflateRawSync } from "node:zlib";
import type { Account } from "../account.ts";

interface Signin {
  /** The session token that was sent. */
  readonly token: string;
  /** Epoch milliseconds. */
  readonly issued: number;
  /** When the console session ends. */
  readonly ends: number;
}

const algorithm = "aes-256-gcm";
/** Both kinds of token are sealed with the same key, and neither may be accepted as the other. */
const purpose = Buffer.from("sign-in");
const ivLength = 12;
const tagLength = 16;

export function sealSignin(signin: Signin, account: Account): string {
  const iv = account.random(ivLength);
  const cipher = createCipheriv(algorithm, account.sealingKey, iv).setAAD(purpose);
  const sealed = [cipher.update(deflateRawSync(JSON.stringify(signin))), cipher.final()];
  return Buffer.concat([iv, ...sealed, cipher.getAuthTag()]).toString("base64url");
}

/** What a token holds, or undefined for one that this account did not seal. */
export function openSignin(token: string, account: Account): Signin | undefined {
  const bytes = Buffer.from(token, "base64url");
  if (bytes.length <= ivLength + tagLength || bytes.toString("base64url") !== token) return undefined;
  const decipher = createDecipheriv(algorithm, account.sealingKey, bytes.subarray(0, ivLength));
  decipher.setAAD(purpose).setAuthTag(bytes.subarray(-tagLength));
  try {
    const opened = [decipher.update(bytes.subarray(ivLength, -tagLength)), decipher.final()];
    return JSON.parse(inflateRawSync(Buffer.concat(opened)).toString());
  } catch {
    return undefined;
  }
}
