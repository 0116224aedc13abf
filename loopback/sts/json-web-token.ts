// JSON web tokens: written and verified with the key of an issuer. https://datatracker.ietf.org/doc/html/rfc7519
import { createPublicKey, type KeyObject, sign, verify } from "node:crypto";
import { isRecord } from "../../policy/is-record.ts";

/** https://datatracker.ietf.org/doc/html/rfc7518#section-3.1 */
const algorithms = {
  RS256: { hash: "sha256", kid: "RSA_0" },
  ES384: { hash: "sha384", kid: "EC384_0" },
} as const;

type Algorithm = keyof typeof algorithms;
export type Claims = Readonly<Record<string, unknown>>;

export interface JsonWebToken {
  readonly algorithm: Algorithm;
  readonly claims: Claims;
}

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");

/** The token with these claims, signed with a private key in PEM. */
export function signToken({ algorithm, claims }: JsonWebToken, key: string): string {
  const { hash, kid } = algorithms[algorithm];
  const text = `${encode({ alg: algorithm, kid, typ: "JWT" })}.${encode(claims)}`;
  const signature = sign(hash, Buffer.from(text), { key, dsaEncoding: "ieee-p1363" });
  return `${text}.${signature.toString("base64url")}`;
}

/** The unverified contents of a token; undefined for a text that is no token or cannot be verified here. */
export function readToken(token: string): JsonWebToken | undefined {
  const [header = "", payload = "", , ...more] = token.split(".");
  const algorithm = decode(header)?.alg;
  const claims = decode(payload);
  if (more.length > 0 || claims === undefined) return undefined;
  return algorithm === "RS256" || algorithm === "ES384" ? { algorithm, claims } : undefined;
}

/** Whether the token was signed with the private key whose public half this is. */
export function isSignedWith(token: string, { algorithm }: JsonWebToken, publicKey: KeyObject): boolean {
  const end = token.lastIndexOf(".");
  const signature = Buffer.from(token.slice(end + 1), "base64url");
  const key = { key: publicKey, dsaEncoding: "ieee-p1363" as const };
  return verify(algorithms[algorithm].hash, Buffer.from(token.slice(0, end)), key, signature);
}

/** The public half of a private key in PEM. */
export const publicKeyOf = (key: string): KeyObject => createPublicKey(key);

function decode(part: string): Claims | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, "base64url").toString());
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
