// The promises that a deployment is asked about, each of them valid, and those that it cannot be asked about.
import { askedPromises, lackOf } from "./asked-promises.ts";
import { compileDocuments, type Documents } from "./documents.ts";
import { predict } from "./predict.ts";
import { probes } from "./probes/probes.ts";
import { type Promised, promises as shipped } from "./promises.ts";
import { resources } from "./resources.ts";
import type { Target } from "./target.ts";
import { requireUsed, validatePromises } from "./validate-promises.ts";

export interface Table {
  readonly promises: readonly Promised[];
  /** About what this deployment does not have, or does not grant. */
  readonly unasked: readonly Promised[];
  readonly documents: Documents;
}

/**
 * Takes the table of smoke/promises.ts, or `given` in its place.
 * @throws ConfigurationError for the first thing that is wrong with a promise or a document.
 */
export function openTable(
  target: Target,
  given: readonly Promised[] | undefined,
  sessionPolicy: string | undefined,
  now: Date,
): Table {
  if (given === undefined) requireUsed(shipped);
  validatePromises(given ?? shipped, target);
  const { asked, unasked } = askedPromises(given ?? shipped, target);
  const documents = compileDocuments(target, sessionPolicy);
  const isAsked = (promised: Promised): boolean =>
    promised.ifGranted !== true || isGranted(promised, target, documents, now);
  return {
    promises: asked.filter(isAsked),
    unasked: [...unasked, ...asked.filter((promised) => !isAsked(promised))],
    documents,
  };
}

/** Why a deployment was not asked, in words that end a sentence. */
export const whyUnasked = (promised: Promised, target: Target): string =>
  lackOf(promised, target) ?? "no policy of the stack grants it";

function isGranted(promised: Promised, target: Target, documents: Documents, now: Date): boolean {
  const probe = probes.get(promised.action);
  const resource = resources[promised.resource]?.(target, "federation-broker-probe");
  if (probe === undefined || resource === undefined) throw new Error("this promise was not validated");
  return predict(promised, probe, resource, target, documents, now).outcome === "allowed";
}
