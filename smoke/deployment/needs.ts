// What a deployment may lack, and how a run says so.
import { findBoundary, findGrantedKeys, findGrantedName, findReplaceableTag } from "./deployed.ts";
import type { Target } from "./target.ts";

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
  "federated names": {
    has: ({ broker }: Target) => broker.federatedNames !== undefined,
    lack: "the stack lets its broker federate any name (federatedNames)",
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

export type Need = keyof typeof NEEDS;

/** Why a deployment does not meet the need, in words that end a sentence; undefined when it does. */
export const lackOfNeed = (need: Need, target: Target): string | undefined =>
  NEEDS[need].has(target) ? undefined : NEEDS[need].lack;

export const NEED_NAMES: readonly string[] = Object.keys(NEEDS);
export const isNeed = (name: string): name is Need => Object.hasOwn(NEEDS, name);
