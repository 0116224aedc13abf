// Ids of versions and uploads. An id tells the place of what it names among all of its kind, and bears a seal: only what
// S3 issued is an id, and it marks its place in lists even when what it names is gone.
import type { Account } from "../../account.ts";
import { derive } from "../../signature/derive.ts";

const placeLength = 6;
const sealLength = 10;

/** What an id names: `version`, or an upload of a bucket and key; and the bytes it has, of which some are random. */
export interface Kind {
  readonly about: string;
  readonly length: number;
}

/** An id for what has this place, in base64url. */
export function sealedId(place: number, kind: Kind, account: Account): string {
  const content = Buffer.alloc(kind.length - sealLength);
  const randomLength = content.length - placeLength;
  account.random(randomLength).copy(content);
  content.writeUIntBE(place, randomLength, placeLength);
  return Buffer.concat([content, sealOf(content, kind, account)]).toString("base64url");
}

/** The place for which an id was issued; undefined for an id that this account did not issue for this kind. */
export function placeOf(id: string, kind: Kind, account: Account): number | undefined {
  const bytes = Buffer.from(id, "base64url");
  if (bytes.length !== kind.length || bytes.toString("base64url") !== id) return undefined;
  const content = bytes.subarray(0, -sealLength);
  if (!sealOf(content, kind, account).equals(bytes.subarray(-sealLength))) return undefined;
  return content.readUIntBE(content.length - placeLength, placeLength);
}

const sealOf = (content: Buffer, { about }: Kind, account: Account): Buffer =>
  derive(`${content.toString("hex")} ${about}`, account).subarray(0, sealLength);
