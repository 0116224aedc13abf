// The context of a promise: what a call sends beyond principal, action and resource, and how conditions see it.
import { isIP } from "node:net";
import type { RequestContext } from "../policy/authorization-request.ts";

export interface PromisedContext {
  /** The prefix that a listing asks for. */
  readonly prefix?: string;
  /** The session tags that GetFederationToken is asked to pass. */
  readonly tags?: Readonly<Record<string, string>>;
  /** The header `x-amz-server-side-encryption` of a write. */
  readonly encryption?: "AES256" | "aws:kms" | "aws:kms:dsse";
  /** The address that the call comes from. No probe can choose it, so such a promise is only predicted. */
  readonly sourceIp?: string;
  /** Session tags with the keys that the deployment lets the broker pass, and any values. Such a promise is not asked. */
  readonly tagKeys?: "those of the deployment";
}

type ContextName = keyof PromisedContext;

/** The parts of a context that a probe sends. `must`: without that part, its call would exercise another action. */
export type Sends = Readonly<Partial<Record<ContextName, "may" | "must">>>;

/** The condition keys that AWS sets for a call with this context. */
export function conditionKeys({ prefix, tags, encryption, sourceIp }: PromisedContext = {}): RequestContext {
  return {
    ...(prefix === undefined ? {} : { "s3:prefix": prefix }),
    ...(encryption === undefined
      ? {}
      : { "s3:x-amz-server-side-encryption": encryption, "s3:ObjectCreationOperation": "true" }),
    ...(sourceIp === undefined ? {} : { "aws:SourceIp": sourceIp }),
    ...(tags === undefined ? {} : tagKeys(tags)),
  };
}

function tagKeys(tags: Readonly<Record<string, string>>): RequestContext {
  const requested = Object.entries(tags).map(([key, value]) => [`aws:RequestTag/${key}`, value]);
  return { ...Object.fromEntries(requested), "aws:TagKeys": Object.keys(tags) };
}

/** In a few words: `prefix home/`; empty without a context. */
export function sayContext({ prefix, tags, encryption, sourceIp, tagKeys }: PromisedContext = {}): string {
  const parts = [
    prefix === undefined ? [] : [prefix === "" ? "no prefix" : `prefix ${prefix}`],
    Object.entries(tags ?? {}).map(([key, value]) => `tag ${key}=${value}`),
    encryption === undefined ? [] : [`encryption ${encryption}`],
    sourceIp === undefined ? [] : [`from ${sourceIp}`],
    tagKeys === undefined ? [] : [`the session tags ${tagKeys}`],
  ];
  return parts.flat().join(", ");
}

const NAMES: readonly ContextName[] = ["prefix", "tags", "encryption", "sourceIp", "tagKeys"];

/** What is wrong with the context of a promise about `action`, in words that end a sentence; or undefined. */
export function contextFault(
  context: PromisedContext | undefined,
  { action, sends = {} }: { readonly action: string; readonly sends?: Sends },
): string | undefined {
  const given = Object.keys(context ?? {});
  const unknown = given.find((name) => !NAMES.some((known) => known === name));
  if (unknown !== undefined) return `its context "${unknown}" is unknown; there are ${NAMES.join(", ")}`;
  if (context !== undefined && given.length === 0) return "its context is empty: leave it out";
  const unsent = NAMES.find(
    (name) => given.includes(name) && name !== "sourceIp" && sends[name] === undefined,
  );
  if (unsent !== undefined) return `the probe of ${action} sends no ${unsent}`;
  const missing = NAMES.find((name) => sends[name] === "must" && !given.includes(name));
  if (missing !== undefined) return `the probe of ${action} needs a context with ${missing}`;
  return context === undefined ? undefined : wrongValue(context);
}

function wrongValue({ tags, sourceIp }: PromisedContext): string | undefined {
  if (sourceIp !== undefined && isIP(sourceIp) === 0)
    return `"${sourceIp}" is not an IP address: give one address, such as 203.0.113.7`;
  if (tags === undefined) return undefined;
  const keys = Object.keys(tags);
  if (keys.length === 0)
    return "its tags are empty: give at least one tag, or AWS checks no permission to pass tags";
  const twice = keys.find((key, index) => keys.findIndex((one) => alike(one, key)) !== index);
  return twice === undefined
    ? undefined
    : `its tag "${twice}" is there twice, because AWS ignores the case of tag keys: take one out`;
}

const alike = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();
