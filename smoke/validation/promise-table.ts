// The promises that a deployment is asked about, each of them valid, and those that it cannot be asked about.

import type { Target } from "../deployment/target.ts";
import { compileDocuments, type Documents } from "../prediction/documents.ts";
import { predict } from "../prediction/predict.ts";
import { probes } from "../probes/probes.ts";
import { type Only, type Promised, reversePromises, promises as shipped } from "../promises.ts";
import { resources } from "../resources.ts";
import { EVERYONE_ELSE } from "../results/row-result.ts";
import { askedPromises, isThere, lackOf } from "./asked-promises.ts";
import { expand } from "./reverse-promises.ts";
import { requireAgreement } from "./row-overlaps.ts";
import { requireUsed, validatePromises } from "./validate-promises.ts";

export interface PromiseTable {
  readonly promises: readonly Promised[];
  /** The promises about what this deployment does not have, or does not grant. */
  readonly unasked: readonly Promised[];
  readonly reverse: readonly Only[];
  readonly documents: Documents;
}

/** The tables that replace those of smoke/promises.ts. */
interface GivenTables {
  readonly promises?: readonly Promised[] | undefined;
  readonly reverse?: readonly Only[] | undefined;
}

/**
 * Takes the given tables, or else those of smoke/promises.ts.
 * @throws ConfigurationError for the first thing that is wrong with a promise or a document.
 */
export function openTable(
  target: Target,
  given: GivenTables,
  sessionPolicy: string | undefined,
  now: Date,
): PromiseTable {
  const { promises = shipped, reverse = given.promises === undefined ? reversePromises : [] } = given;
  if (given.promises === undefined) requireUsed(shipped);
  validatePromises(promises, target);
  const all = [...promises, ...expand(reverse, promises, target)];
  const { asked, unasked } = askedPromises(all, target);
  requireAgreement(asked, target);
  const documents = compileDocuments(target, sessionPolicy);
  const isAsked = (promised: Promised): boolean =>
    promised.ifGranted !== true || isGranted(promised, target, documents, now);
  return {
    promises: asked.filter(isAsked),
    unasked: [...unasked, ...asked.filter((promised) => !isAsked(promised))],
    reverse: reverse.filter(({ resource }) => isThere(resource, target)),
    documents,
  };
}

/** Why a deployment was not asked, in words that end a sentence. */
export const whyUnasked = (promised: Promised, target: Target): string =>
  promised.principal === EVERYONE_ELSE
    ? "no operator may read the account's policies (iam:GetAccountAuthorizationDetails)"
    : (lackOf(promised, target) ?? "no policy of the stack grants it");

function isGranted(promised: Promised, target: Target, documents: Documents, now: Date): boolean {
  const probe = probes.get(promised.action);
  const resource = resources[promised.resource]?.(target, "federation-broker-probe");
  if (probe === undefined || resource === undefined) throw new Error("this promise was not validated");
  return predict(promised, probe, resource, target, documents, now).outcome === "allowed";
}
