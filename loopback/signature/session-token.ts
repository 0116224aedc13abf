// Session tokens: the session itself, sealed. Nothing is stored, so nothing grows with the number of live sessions.
import { createCipheriv, createDecipheriv, type KeyObject } from "node:crypto";
import type { Account, Credentials } from "../account.ts";
import { derive } from "./derive.ts";
import { pack, unpack } from "./packed.ts";
import type { Session } from "./session.ts";

const algorithm = "aes-256-gcm";
const ivLength = 12;
const tagLength = 16;

/** The credentials of a session; the secret is derived, so that the token alone restores it. */
export function sealSession(session: Session, account: Account): Credentials & { sessionToken: string } {
  const iv = account.random(ivLength);
  const cipher = createCipheriv(algorithm, account.sealingKey, iv);
  const sealed = cipher.update(contentOf(session));
  // A cipher in this mode holds no bytes back.
  cipher.final();
  const sessionToken = Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString("base64");
  return { accessKeyId: session.accessKeyId, secretAccessKey: derivedSecret(session, account), sessionToken };
}

/** The length of the session's JSON, the JSON, then policies and tags, packed. The largest fits into a header. */
function contentOf(session: Session): Buffer {
  if (session.type === "SessionToken") return withLength(JSON.stringify(session), Buffer.alloc(0));
  const { policies, policyArns, tags, ...rest } = session;
  return withLength(JSON.stringify(rest), pack({ policies, policyArns, tags }));
}

function withLength(text: string, packed: Buffer): Buffer {
  const length = Buffer.byteLength(text);
  const content = Buffer.alloc(2 + length + packed.length);
  content.writeUInt16BE(length);
  content.write(text, 2);
  packed.copy(content, 2 + length);
  return content;
}

function sessionOf(content: Buffer): Session {
  const end = 2 + content.readUInt16BE();
  const session = JSON.parse(content.toString("utf8", 2, end));
  return end === content.length ? session : { ...session, ...unpack(content.subarray(end)) };
}

/** Sessions opened recently, by the key that sealed them and by token. A token always means the same session. */
const opened = new WeakMap<KeyObject, Map<string, Session>>();
/** How many of them are kept, so that nothing grows with the number of live sessions. */
const keptSessions = 256;

/** The session in a token, or undefined for a token that this account did not seal. */
export function openSession(token: string, account: Account): Session | undefined {
  const known = opened.get(account.sealingKey) ?? new Map<string, Session>();
  opened.set(account.sealingKey, known);
  const session = known.get(token) ?? unseal(token, account);
  if (session === undefined || known.has(token)) return session;
  const [oldest] = known.size < keptSessions ? [] : known.keys();
  if (oldest !== undefined) known.delete(oldest);
  known.set(token, session);
  return session;
}

function unseal(token: string, account: Account): Session | undefined {
  const bytes = Buffer.from(token, "base64");
  if (bytes.length <= ivLength + tagLength || bytes.toString("base64") !== token) return undefined;
  const decipher = createDecipheriv(algorithm, account.sealingKey, bytes.subarray(0, ivLength));
  decipher.setAuthTag(bytes.subarray(ivLength, ivLength + tagLength));
  try {
    const opened = Buffer.concat([decipher.update(bytes.subarray(ivLength + tagLength)), decipher.final()]);
    return sessionOf(opened);
  } catch {
    return undefined;
  }
}

/** Secrets derived recently, for as long as their sessions are kept. */
const secrets = new WeakMap<Session, string>();

export function sessionSecret(session: Session, account: Account): string {
  const secret = secrets.get(session) ?? derivedSecret(session, account);
  secrets.set(session, secret);
  return secret;
}

const derivedSecret = ({ accessKeyId }: Session, account: Account): string =>
  derive(accessKeyId, account).toString("base64").slice(0, 40);
