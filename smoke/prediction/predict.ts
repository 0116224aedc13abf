// What the evaluator predicts for a probe, from the documents that were deployed.

import type { ReadingName } from "../../policy/decision/readings.ts";
import type { Decision, Determining, PolicyType } from "../../policy/decision.ts";
import { evaluate, missingPolicy, withoutPolicy } from "../../policy/evaluate.ts";
import type { Target } from "../deployment/target.ts";
import type { Probe } from "../probes/probe.ts";
import type { DenyingPolicy, Promised } from "../promises.ts";
import type { Resource } from "../resources.ts";
import { asPolicyPrincipal, rejectionOf } from "../sessions/identity.ts";
import { callKeys, callRequest } from "./call-context.ts";
import { type Documents, statementText } from "./documents.ts";
import { type KeyUse, useOfKey } from "./key-use.ts";
import { type Chosen, choose, decideAlone, deniers, type Layer, policySet } from "./layers.ts";

export interface Prediction {
  outcome: "allowed" | "denied" | "rejected";
  /** The policy type that decides. */
  by: PolicyType;
  /** Every policy type that denies it alone; AWS and the evaluator name only one of them. */
  deniedBy: readonly PolicyType[];
  /** The statements that decide. */
  statements: readonly DecidingStatement[];
  /** The statements that allow it in the policy that must deny it, by the promise. */
  suspects: readonly DecidingStatement[];
  /** The documents that were asked, as sentences call them, by policy type. */
  documents: Readonly<Partial<Record<PolicyType, string>>>;
  /** What the evaluator could not evaluate; the outcome is then only a guess. */
  unknown?: string;
  /** What KMS decides, where S3 allows it and must decrypt for it. */
  key?: KeyUse;
  /** The condition keys on whose values, which the suite cannot know, the outcome or the layer that must deny turns. */
  untold?: readonly string[];
  /** The rules that AWS leaves open and whose other reading would turn the outcome, or the layer that must deny. */
  inDoubt?: readonly ReadingName[];
}

export interface DecidingStatement {
  policy: PolicyType;
  /** The document, as a sentence calls it. */
  document: string;
  /** Its place in the document, from 0. */
  statement: number;
  sid?: string;
  /** The statement itself, JSON text. */
  text: string;
}

/** Predicts what the promise's principal gets for `probe` on `resource`, at the instant `now`. */
export function predict(
  { principal, by, context }: Pick<Promised, "principal" | "by" | "context">,
  probe: Pick<Probe, "action" | "context" | "decrypts">,
  resource: Resource,
  target: Target,
  documents: Documents,
  now: Date,
): Prediction {
  const chosen = choose(principal, resource, documents);
  if (rejectionOf(principal, probe.action) !== undefined) return { ...REFUSED, documents: titles(chosen) };
  const request = callRequest(
    { principal: asPolicyPrincipal(principal, target), action: probe.action, resource: resource.arn },
    target,
    documents,
    now,
    callKeys(probe, context),
  );
  const policies = policySet(chosen);
  const decision = evaluate(request, policies);
  const missing = missingPolicy(request, policies, decision);
  const denied = decision.decision !== "allowed";
  const key = denied ? undefined : useOfKey(request, probe, resource, target, chosen, documents);
  const promised = layerOf(by);
  const alone = promised && decideAlone(promised, request, chosen);
  const unknown = decision.error ?? alone?.error ?? (missing && withoutPolicy(missing));
  const inDoubt = [...new Set([...(decision.inDoubt ?? []), ...(alone?.inDoubt ?? [])])];
  const untold = [...new Set([...(decision.untold ?? []), ...(alone?.untold ?? [])])];
  return {
    outcome: denied ? "denied" : "allowed",
    by: decision.decidedBy,
    deniedBy: denied ? deniers(request, chosen, decision.decidedBy) : [],
    statements: decision.because.flatMap((one) => describe(one, chosen)),
    suspects: alone === undefined ? [] : suspects(alone, chosen, by),
    documents: titles(chosen),
    ...known({ unknown, key }),
    ...(untold.length === 0 ? {} : { untold }),
    ...(inDoubt.length === 0 ? {} : { inDoubt }),
  };
}

const known = ({ unknown, key }: { unknown: string | undefined; key: KeyUse | undefined }) => ({
  ...(unknown === undefined ? {} : { unknown }),
  ...(key === undefined ? {} : { key }),
});

const REFUSED = { outcome: "rejected", by: "principal", deniedBy: [], statements: [], suspects: [] } as const;

const layerOf = (by: DenyingPolicy | undefined): Layer | undefined =>
  by === "identity" || by === "session" ? by : undefined;

function suspects(
  { decision, because }: Decision,
  chosen: Chosen,
  by: DenyingPolicy | undefined,
): readonly DecidingStatement[] {
  if (decision !== "allowed") return [];
  return because.filter(({ policy }) => policy === by).flatMap((one) => describe(one, chosen));
}

function describe({ policy, index, statement, sid }: Determining, chosen: Chosen): DecidingStatement[] {
  const document = chosen[policy]?.[index];
  if (document === undefined) return [];
  const text = statementText(document, statement);
  return [{ policy, document: document.title, statement, text, ...(sid === undefined ? {} : { sid }) }];
}

function titles(chosen: Chosen): Prediction["documents"] {
  return Object.fromEntries(
    Object.entries(chosen).flatMap(([type, [first]]) => (first === undefined ? [] : [[type, first.title]])),
  );
}
