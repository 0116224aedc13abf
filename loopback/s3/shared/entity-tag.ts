// The entity tag of an object or a part: the MD5 of its bytes, unless a KMS key encrypts them.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_Object.html
import { hash } from "node:crypto";
import type { Call } from "../../operation.ts";
import type { KeyEncryption } from "../../store/stored-object.ts";

/** In double quotes. */
export const entityTag = (
  body: Uint8Array,
  encryption: KeyEncryption | undefined,
  { account }: Call,
): string => `"${encryption === undefined ? hash("md5", body) : account.random(16).toString("hex")}"`;
