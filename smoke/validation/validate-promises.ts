// Refuses a wrong promise table before anything runs.

import { nearest } from "../../policy/findings/nearest.ts";
import { contextFault } from "../context.ts";
import { ConfigurationError } from "../deployment/configuration-error.ts";
import type { Target } from "../deployment/target.ts";
import { callKeys } from "../prediction/call-context.ts";
import { isBound } from "../prediction/row-region.ts";
import { principals } from "../principals.ts";
import { predictedOnly } from "../probes/predicted-only.ts";
import { probes } from "../probes/probes.ts";
import type { Promised } from "../promises.ts";
import { resources } from "../resources.ts";
import { titleOf } from "../results/row-result.ts";
import { POLICY_WORDS } from "../verdict/verdict.ts";
import { isThere } from "./asked-promises.ts";

/** @throws ConfigurationError for the first promise that is wrong, or for an empty table. */
export function validatePromises(promises: readonly Promised[], target: Target): void {
  if (promises.length === 0)
    throw new ConfigurationError("The promise table is empty: a run that promises nothing proves nothing.");
  const seen = new Map<string, number>();
  for (const [index, promised] of promises.entries()) {
    const fault = faultOf(promised, target) ?? repetition(promised, index, seen);
    if (fault !== undefined)
      throw new ConfigurationError(`Promise ${index + 1} (${titleOf(promised)}) is wrong: ${fault}.`);
  }
}

/** @throws ConfigurationError that names the first principal about whom `promises` say nothing. */
export function requireUsed(promises: readonly Promised[]): void {
  const used = new Set(promises.map(({ principal }) => principal));
  const unused = Object.keys(principals).find((principal) => !used.has(principal));
  if (unused === undefined) return;
  throw new ConfigurationError(
    `The principal "${unused}" of smoke/principals.ts is never used: promise something about it in smoke/promises.ts, or take it out.`,
  );
}

/** @throws ConfigurationError when no promise is probed: a run that observes nothing proves nothing. */
export function requireProbed(probed: readonly Promised[]): void {
  if (probed.length > 0) return;
  throw new ConfigurationError(
    "No promise of the table is probed, so nothing would be observed: promise something that neither depends on the network a call comes from nor destroys anything, or predict alone, with --predict-only.",
  );
}

/** What is wrong with one promise, in words that end a sentence; undefined when nothing is wrong. */
export const faultOf = (promised: Promised, target: Target): string | undefined =>
  slipOf(promised) ?? faultOfNames(promised) ?? faultOfCall(promised, target) ?? faultOfExpectation(promised);

function faultOfNames({ principal, resource }: Promised): string | undefined {
  if (!Object.hasOwn(principals, principal)) return unknown("principal", principal, Object.keys(principals));
  if (!Object.hasOwn(resources, resource)) return unknown("resource", resource, Object.keys(resources));
  return undefined;
}

// No probe makes these calls.
function faultOfBound({ action, context, by, shows }: Promised): string | undefined {
  if (!/^[\w-]+:[\w*?]+$/.test(action))
    return `"${action}" is no pattern of a service's actions, such as s3:Get*`;
  if (by !== undefined || shows !== undefined)
    return "nothing is asked of a row with a pattern, so it cannot say by what it is denied or what it shows";
  const sends = { prefix: "may", tags: "may", encryption: "may", tagKeys: "may" } as const;
  return contextFault(context, { action, sends });
}

function faultOfCall(promised: Promised, target: Target): string | undefined {
  if (isBound(promised)) return faultOfBound(promised);
  const { action, resource, context } = promised;
  const probe = probes.get(action);
  if (probe === undefined) return unprobed(action);
  const found = isThere(resource, target) ? resources[resource]?.(target, "") : undefined;
  if (found !== undefined && !probe.takes.includes(found.kind))
    return `the probe of ${action} is ${probe.destroys === undefined ? "harmless" : "made"} only on ${list(probe.takes)}, and ${resource} is ${found.kind}`;
  return contextFault(context, probe);
}

function faultOfExpectation({ expect, by, code, shows, ifGranted }: Promised): string | undefined {
  if (expect !== "denied" && by !== undefined) return `what is ${expect} cannot be denied by "${by}"`;
  if (expect !== "allowed" && shows !== undefined) return `what is ${expect} cannot show "${shows}"`;
  if (expect === "rejected" && code === undefined) return "what is rejected must say with which code";
  if (expect !== "allowed" && ifGranted) return `what is ${expect} cannot be granted`;
  if (expect !== "rejected" && code !== undefined) return `what is ${expect} is not rejected with ${code}`;
  if (shows !== undefined && !Object.hasOwn(resources, shows))
    return unknown("resource", shows, Object.keys(resources));
  return undefined;
}

const MEMBERS: Readonly<Record<keyof Promised, true>> = {
  ...{ principal: true, action: true, resource: true, context: true, expect: true },
  ...{ by: true, code: true, shows: true, ifGranted: true },
};
const OUTCOMES: Readonly<Record<Promised["expect"], true>> = { allowed: true, denied: true, rejected: true };

// Node runs the table without checking its types, and a misspelt member would be ignored.
function slipOf(promised: Promised): string | undefined {
  const stray = Object.keys(promised).find((member) => !Object.hasOwn(MEMBERS, member));
  if (stray !== undefined) return unknown("member", stray, Object.keys(MEMBERS));
  const { expect, by } = promised;
  if (!Object.hasOwn(OUTCOMES, expect)) return unknown("outcome", expect, Object.keys(OUTCOMES));
  if (by !== undefined && !Object.hasOwn(POLICY_WORDS, by))
    return unknown("policy type", by, Object.keys(POLICY_WORDS));
  return undefined;
}

function unprobed(action: string): string {
  const reason = predictedOnly.get(action);
  if (reason !== undefined) return `${action} is predicted and never probed. ${reason.replace(/\.$/, "")}`;
  const hint = nearest(action, probes.keys());
  const instead = hint === undefined ? "smoke/probes/ has all probes" : `perhaps ${hint} is meant`;
  return `no probe exercises the action "${action}"; ${instead}`;
}

function repetition(promised: Promised, index: number, seen: Map<string, number>): string | undefined {
  const first = seen.get(callOf(promised));
  seen.set(callOf(promised), index);
  return first === undefined ? undefined : `promise ${first + 1} is about the same call`;
}

/** Identifies a call by what AWS sees of it. A context that repeats the probe's own values makes the same call. */
export function callOf({ principal, action, resource, context }: Promised): string {
  const keys = Object.entries(callKeys(probes.get(action) ?? {}, context));
  return JSON.stringify([principal, action, resource, keys.sort(([one], [other]) => (one < other ? -1 : 1))]);
}

/** The fault of a name that is not known. */
export const unknown = (what: string, name: string, known: readonly string[]): string =>
  `the ${what} "${name}" is unknown; there are ${list(known)}`;

const list = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(", ");
