// Version ids. An id tells the place of its version among all, and bears a seal: only what S3 issued is one, and it marks
// its place in lists even when the version is gone.
import type { Account } from "../../account.ts";
import { derive } from "../../signature/derive.ts";
import { nextSequence } from "../../store/object.ts";

const randomLength = 8;
const placeLength = 6;
const contentLength = randomLength + placeLength;
const sealLength = 10;

/** The id of the version that is stored next. */
export function newVersionId(account: Account): string {
  const content = Buffer.alloc(contentLength);
  account.random(randomLength).copy(content);
  content.writeUIntBE(nextSequence(account.store), randomLength, placeLength);
  return Buffer.concat([content, sealOf(content, account)]).toString("base64url");
}

/** The sequence number of the version that an id was issued for; undefined for an id that was not issued here. */
export function placeOf(id: string, account: Account): number | undefined {
  if (!/^[\w-]{32}$/.test(id)) return undefined;
  const bytes = Buffer.from(id, "base64url");
  const content = bytes.subarray(0, contentLength);
  if (!sealOf(content, account).equals(bytes.subarray(contentLength))) return undefined;
  return content.readUIntBE(randomLength, placeLength);
}

const sealOf = (content: Buffer, account: Account): Buffer =>
  derive(`version ${content.toString("hex")}`, account).subarray(0, sealLength);
