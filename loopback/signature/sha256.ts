// SHA-256 and HMAC-SHA-256 as Node computes them fastest: the one-shot `hash`, which costs a fraction of the streaming
// `createHash` and `createHmac`.
import { hash } from "node:crypto";

/** The key of an HMAC, made ready: XORed with the two pads of RFC 2104. */
export interface HmacKey {
  readonly inner: Buffer;
  readonly outer: Buffer;
}

const block = 64;

/** SHA-256 in hexadecimal; strings are hashed as UTF-8. */
export const sha256 = (content: string | Uint8Array): string => hash("sha256", content, "hex");

export function hmacKey(secret: Uint8Array): HmacKey {
  const key = secret.length > block ? hash("sha256", secret, "buffer") : secret;
  const inner = Buffer.alloc(block, 0x36);
  const outer = Buffer.alloc(block, 0x5c);
  key.forEach((byte, index) => {
    inner.writeUInt8(byte ^ 0x36, index);
    outer.writeUInt8(byte ^ 0x5c, index);
  });
  return { inner, outer };
}

// Every call overwrites it. No call is interrupted, because none is asynchronous.
const innerText = Buffer.alloc(1024);
const outerText = Buffer.alloc(block + 32);

/** HMAC-SHA-256 of a text in UTF-8, in hexadecimal. */
export function hmac(key: HmacKey, text: string): string {
  const most = block + text.length * 3;
  const content = most <= innerText.length ? innerText : Buffer.alloc(most);
  key.inner.copy(content);
  const length = content.write(text, block);
  key.outer.copy(outerText);
  outerText.write(sha256(content.subarray(0, block + length)), block, "hex");
  return sha256(outerText);
}
