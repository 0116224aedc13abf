// Session tokens: the session itself, sealed. Nothing is stored, so nothing grows with the number of live sessions.
import { createCipheriv, createDecipheriv, createHmac, type KeyObject } from "node:crypto";
import { deflateRawSync, inflateRawSync } from "node:zlib";
import type { Tags } from "../../policy/types.ts";
import type { Account, Credentials } from "../account.ts";

interface Times {
  readonly accessKeyId: string;
  /** Epoch milliseconds. */
  readonly issued: number;
  readonly expires: number;
}

/** What a session brings to every request it signs. */
interface SessionPolicies {
  /** Inline session policies, as sent. */
  readonly policies: readonly string[];
  /** Managed session policies: read at each request, as AWS reads their default versions. */
  readonly policyArns: readonly string[];
}

/** Made by GetFederationToken. Without policies it may do nothing. */
export interface FederatedSession extends Times, SessionPolicies {
  readonly type: "FederatedUser";
  /** The Name given to GetFederationToken. */
  readonly name: string;
  /** The id of the user that federated, or undefined for root; never derived from the name. */
  readonly user?: string;
  readonly tags: Tags;
}

/** Made by GetSessionToken: it stands for its user, or for root. */
export interface UserSession extends Times {
  readonly type: "SessionToken";
  readonly user?: string;
  readonly mfa: boolean;
}

/** Made by AssumeRole. Without policies it may do what its role may. */
export interface RoleSession extends Times, SessionPolicies {
  readonly type: "AssumedRole";
  /** The RoleSessionName. */
  readonly name: string;
  /** The role's id: one who takes over its name is another role. */
  readonly role: string;
  readonly tags: Tags;
  /** Keys of the tags that go along when the session assumes a role in its turn. */
  readonly transitive: readonly string[];
  readonly sourceIdentity?: string;
  /** The ARN of the identity provider that vouched for whoever assumed the role with a token. */
  readonly provider?: string;
}

export type Session = FederatedSession | UserSession | RoleSession;

const algorithm = "aes-256-gcm";
const ivLength = 12;
const tagLength = 16;

/** The credentials of a session; the secret is derived, so that the token alone restores it. */
export function sealSession(session: Session, account: Account): Credentials & { sessionToken: string } {
  const iv = account.random(ivLength);
  const cipher = createCipheriv(algorithm, account.sealingKey, iv);
  // Deflated as its packed size is counted: what is allowed by that count then fits into a header.
  const sealed = Buffer.concat([cipher.update(deflateRawSync(JSON.stringify(session))), cipher.final()]);
  const sessionToken = Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString("base64");
  return { accessKeyId: session.accessKeyId, secretAccessKey: sessionSecret(session, account), sessionToken };
}

/** Sessions opened lately, by the key that sealed them and by token. A token never means another session. */
const opened = new WeakMap<KeyObject, Map<string, Session>>();
/** How many of them are kept: nothing grows with the number of live sessions. */
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
    return JSON.parse(inflateRawSync(opened).toString());
  } catch {
    return undefined;
  }
}

/** Secrets derived lately, for as long as their sessions are kept. */
const secrets = new WeakMap<Session, string>();

export function sessionSecret(session: Session, account: Account): string {
  const secret = secrets.get(session) ?? derivedSecret(session, account);
  secrets.set(session, secret);
  return secret;
}

function derivedSecret(session: Session, account: Account): string {
  return createHmac("sha256", account.sealingKey).update(session.accessKeyId).digest("base64").slice(0, 40);
}
