// Access key ids, which contain their account. In base32: one set bit, 40 bits of the account's number, random bits.
// AWS's keys have this form since 2019. Tools that find leaked keys read it, and so does GetAccessKeyInfo.
import type { Account } from "./account.ts";

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
/** 16 characters after the prefix: 1 + 40 bits, and 39 random ones. */
const randomBits = 39n;
const accountBits = 40n;

/** A new access key id of the account. */
export function accessKeyIdOf(
  { id, random }: Pick<Account, "id" | "random">,
  prefix: "AKIA" | "ASIA",
): string {
  const chance = BigInt(`0x${random(5).toString("hex")}`) & ((1n << randomBits) - 1n);
  const bits = (((1n << accountBits) | BigInt(id)) << randomBits) | chance;
  const characters = Array.from({ length: 16 }, (_, index) =>
    alphabet.charAt(Number((bits >> BigInt(5 * (15 - index))) & 31n)),
  );
  return prefix + characters.join("");
}

/** The account in a key id, or undefined for a key of the older form and for a text that is no key id. */
export function accountOfKey(keyId: string): string | undefined {
  if (!/^(?:AKIA|ASIA)[A-Z2-7]{16}$/.test(keyId)) return undefined;
  const bits = [...keyId.slice(4)].reduce(
    (sum, character) => (sum << 5n) | BigInt(alphabet.indexOf(character)),
    0n,
  );
  const number = (bits >> randomBits) & ((1n << accountBits) - 1n);
  const isNewForm = bits >> (randomBits + accountBits) === 1n;
  return isNewForm && number < 10n ** 12n ? String(number).padStart(12, "0") : undefined;
}
