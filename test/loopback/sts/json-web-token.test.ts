// Web identity tokens hold against a verifier that shares no code with their writer.
import { generateKeyPairSync, verify } from "node:crypto";
import { expect, it } from "vitest";
import { isSignedWith, publicKeyOf, readToken, signToken } from "../../../loopback/sts/json-web-token.ts";

const pem = { type: "pkcs8", format: "pem" } as const;
const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export(pem).toString();
const ec = generateKeyPairSync("ec", { namedCurve: "P-384" }).privateKey.export(pem).toString();
const claims = { sub: "ann", exp: 1 };

it.each([
  ["RS256", "RSA_0", rsa, "sha256"],
  ["ES384", "EC384_0", ec, "sha384"],
] as const)(
  "%s: signed with the private half of the key that it names, as the RFC has it",
  (algorithm, id, key, hash) => {
    const token = signToken({ algorithm, claims }, key);
    const [header = "", payload = "", signature = ""] = token.split(".");
    const { alg, kid } = JSON.parse(Buffer.from(header, "base64url").toString());
    expect([alg, kid]).toEqual([algorithm, id]);
    const publicKey = publicKeyOf(key);
    expect(publicKey.type).toBe("public");
    const proof = Buffer.from(signature, "base64url");
    const data = Buffer.from(`${header}.${payload}`);
    expect(verify(hash, data, { key: publicKey, dsaEncoding: "ieee-p1363" }, proof)).toBe(true);
    expect(readToken(token)).toEqual({ algorithm, claims });
  },
);

it("a token that was changed, or signed by another, does not hold", () => {
  const token = signToken({ algorithm: "RS256", claims }, rsa);
  const read = { algorithm: "RS256", claims } as const;
  expect(isSignedWith(token, read, publicKeyOf(rsa))).toBe(true);
  const [header, , signature] = token.split(".");
  const forged = `${header}.${Buffer.from('{"sub":"bob"}').toString("base64url")}.${signature}`;
  expect(isSignedWith(forged, read, publicKeyOf(rsa))).toBe(false);
  const other = generateKeyPairSync("rsa", { modulusLength: 2048 }).publicKey;
  expect(isSignedWith(token, read, other)).toBe(false);
  expect(isSignedWith(`${header}.${token.split(".")[1]}.`, read, publicKeyOf(rsa))).toBe(false);
});

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
it.each([
  "",
  "a.b.c",
  `${part({ alg: "none" })}.${part(claims)}.`,
  `${part({ alg: "HS256" })}.${part(claims)}.x`,
  `${part({ alg: "RS256" })}.${part([])}.x`,
  `${part({ alg: "RS256" })}.${part(claims)}.x.y`,
])("what is no token, or none that a public key proves, is not read: %s", (token) => {
  expect(readToken(token)).toBeUndefined();
});
