// Which promises a deployment can be asked about: a stack may be without an outside bucket, or without a retired key.
import {
  findBoundary,
  findGrantedKeys,
  findGrantedName,
  findReplaceableTag,
} from "../deployment/deployed.ts";
import type { Target } from "../deployment/target.ts";
import { principals } from "../principals.ts";
import type { Promised } from "../promises.ts";

/** What a deployment may have or not. */
export type Need = keyof typeof NEEDS;

const NEEDS = {
  "an outside bucket": {
    has: ({ outsideBucket }: Target) => outsideBucket !== undefined,
    lack: "the stack has no outside bucket",
  },
  "a boundary": {
    has: (target: Target) => findBoundary(target) !== undefined,
    lack: "the stack made no permissions boundary",
  },
  "a replaceable tag": {
    has: (target: Target) => findReplaceableTag(target) !== undefined,
    lack: "the broker has no tag that a session may replace (brokerTags, sessionTags)",
  },
  "a grant to a federated user": {
    has: (target: Target) => findGrantedName(target) !== undefined,
    lack: "the bucket's policy grants nothing to a federated user (resourceGrants)",
  },
  "a grant on keys": {
    has: (target: Target) => findGrantedKeys(target) !== undefined,
    lack: "the bucket's policy grants no objects to a federated user (resourceGrants)",
  },
  "a retired key": {
    has: ({ retiredKey }: Target) => retiredKey !== undefined,
    lack: "the stack has retired no key",
  },
  "an expired session": {
    has: ({ expired }: Target) => expired !== undefined,
    lack: "no session has expired: --slow waits the 900 seconds that one takes",
  },
} as const;

const OF_RESOURCES: Readonly<Record<string, Need>> = {
  "the outside bucket": "an outside bucket",
  "a granted key": "a grant on keys",
};

export interface AskedPromises {
  readonly asked: readonly Promised[];
  /** About what this deployment does not have. */
  readonly unasked: readonly Promised[];
}

/** A resource that no deployment has is not left out: it is a mistake in the table. */
export function askedPromises(promises: readonly Promised[], target: Target): AskedPromises {
  const isAsked = (promised: Promised): boolean => lackOf(promised, target) === undefined;
  return { asked: promises.filter(isAsked), unasked: promises.filter((promised) => !isAsked(promised)) };
}

/** Why a deployment cannot be asked, in words that end a sentence; undefined when it can. */
export function lackOf(
  { principal, resource }: Pick<Promised, "principal" | "resource">,
  target: Target,
): string | undefined {
  const lacking = [principals[principal]?.needs, OF_RESOURCES[resource]].find(
    (need) => need !== undefined && !NEEDS[need].has(target),
  );
  return lacking && NEEDS[lacking].lack;
}

/** Whether a deployment has the principal. */
export const isPresent = (principal: string, target: Target): boolean =>
  lackOf({ principal, resource: "" }, target) === undefined;

/** Whether a deployment has the resource that promises call so. */
export const isThere = (resource: string, target: Target): boolean =>
  lackOf({ principal: "", resource }, target) === undefined;
