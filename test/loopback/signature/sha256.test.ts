// HMAC from one-shot hashes equals Node's own, and no signing key is kept for ever.
import { createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hmac, hmacKey } from "../../../loopback/signature/sha256.ts";
import { signingKey } from "../../../loopback/signature/signing-key.ts";
import { shareOfCases } from "../../in-full.ts";
import { anyCharacter } from "../any-character.ts";

describe("HMAC-SHA-256", () => {
  const own = (key: Uint8Array, text: string) => hmac(hmacKey(key), text);
  const nodes = (key: Uint8Array, text: string) => createHmac("sha256", key).update(text).digest("hex");

  it("is RFC 4231's in its test cases", () => {
    expect(own(Buffer.alloc(20, 0x0b), "Hi There")).toBe(
      "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
    );
    expect(own(Buffer.from("Jefe"), "what do ya want for nothing?")).toBe(
      "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
    );
    expect(own(Buffer.alloc(131, 0xaa), "Test Using Larger Than Block-Size Key - Hash Key First")).toBe(
      "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
    );
  });

  it("is Node's for keys and texts of every size", () => {
    const key = fc.uint8Array({ maxLength: 130 });
    const text = fc.oneof(fc.string({ unit: anyCharacter, maxLength: 2000 }), fc.string({ maxLength: 300 }));
    fc.assert(
      fc.property(key, text, (bytes, message) => own(bytes, message) === nodes(bytes, message)),
      { numRuns: 100 * shareOfCases() },
    );
  });
});

describe("a signing key", () => {
  const scope = { date: "20260131", region: "us-east-1", service: "s3" };

  it("is derived once while it is in use", () => {
    expect(signingKey("secret", scope)).toBe(signingKey("secret", scope));
  });

  it("is another for each secret, day, region and service", () => {
    const keys = [
      signingKey("secret", scope),
      signingKey("secret2", scope),
      signingKey("secret", { ...scope, date: "20260201" }),
      signingKey("secret", { ...scope, region: "us-east-2" }),
      signingKey("secret", { ...scope, service: "sts" }),
    ];
    expect(new Set(keys.map((key) => hmac(key, "text"))).size).toBe(keys.length);
  });

  it("is forgotten when a thousand others have come", () => {
    const first = signingKey("first", scope);
    for (let index = 0; index < 1000; index++) signingKey(`other ${index}`, scope);
    expect(signingKey("first", scope)).not.toBe(first);
    expect(signingKey("first", scope)).toEqual(first);
  });
});
