// The closed world: which of AWS's actions the documents allow on this deployment although no promise lists them.
import type { Policy } from "../../policy/compiled/policy.ts";
import type { Target } from "../deployment/target.ts";
import type { Documents } from "../prediction/documents.ts";
import { choose } from "../prediction/layers.ts";
import { type Prediction, predict } from "../prediction/predict.ts";
import { sayDoubt } from "../prediction/say-doubt.ts";
import { probes } from "../probes/probes.ts";
import type { Promised } from "../promises.ts";
import { type Resource, resources } from "../resources.ts";
import type { UnlistedRow } from "../results/row-result.ts";
import { present } from "../sessions/identity.ts";
import { findExternalPrincipals } from "./external-principals.ts";
import { NAME, representatives } from "./representatives.ts";
import { type Forms, resourcesFor } from "./resources-for.ts";

/** Every action of AWS, as a catalogue lists them. */
export interface Actions extends Forms {
  /** `s3:GetObject` */
  readonly names: readonly string[];
}

/**
 * One row for every action that a principal is predicted to be allowed on some resource of the deployment although no
 * promise lists it, and one for every outsider whom a bucket's policy allows something. What AWS allows to everyone,
 * whatever policies say, needs no promise.
 */
export async function findUnlisted(
  promises: readonly Promised[],
  target: Target,
  documents: Documents,
  actions: Actions,
  now: Date,
): Promise<readonly UnlistedRow[]> {
  const found: UnlistedRow[] = [...findExternalPrincipals(target, documents)];
  const everything = representatives(target, documents);
  const allowedBy = mentions(actions.names);
  for (const principal of present(target)) {
    const policies = granting(principal, everything, documents);
    const sets = policies.map(allowedBy);
    for (const action of actions.names.filter((name) => sets.some((set) => set.has(name)))) {
      const asked = await resourcesFor(action, { everything, policies, target }, actions);
      const row = unlisted(principal, action, asked, { promises, target, documents, now });
      if (row !== undefined) found.push(row);
    }
  }
  return found;
}

interface World {
  readonly promises: readonly Promised[];
  readonly target: Target;
  readonly documents: Documents;
  readonly now: Date;
}

function unlisted(
  principal: string,
  action: string,
  asked: readonly Resource[],
  { promises, target, documents, now }: World,
): UnlistedRow | undefined {
  const context = probes.get(action)?.context ?? {};
  let doubtful: UnlistedRow | undefined;
  for (const resource of asked) {
    const prediction = predict({ principal }, { action, context }, resource, target, documents, now);
    const isOpen = doubtOf(prediction) !== undefined;
    if ((prediction.outcome !== "allowed" && !isOpen) || prediction.by === "principal") continue;
    if (promises.some((promised) => lists(promised, principal, action, resource, target))) continue;
    const found = row(principal, action, resource, prediction);
    if (!isOpen) return found;
    doubtful ??= found;
  }
  return doubtful;
}

// A promise with `ifGranted` lists nothing: otherwise it would list whatever a deployment grants.
const lists = (promised: Promised, principal: string, action: string, resource: Resource, target: Target) =>
  promised.principal === principal &&
  promised.ifGranted !== true &&
  promised.action.toLowerCase() === action.toLowerCase() &&
  isGeneral(promised) &&
  resources[promised.resource]?.(target, NAME).arn === resource.arn;

// The closed world asks without a context. A promise with a context covers that only if every call needs a context.
const isGeneral = ({ action, context }: Promised): boolean =>
  context === undefined || Object.values(probes.get(action)?.sends ?? {}).includes("must");

function row(principal: string, action: string, { name }: Resource, prediction: Prediction): UnlistedRow {
  const { outcome, statements } = prediction;
  const doubt = doubtOf(prediction);
  return {
    principal,
    action,
    resource: name,
    expect: "denied",
    verdict: doubt === undefined ? "fail" : "inconclusive",
    finding: "listed by no promise",
    explanation:
      doubt === undefined
        ? "The documents allow it, and no promise lists it."
        : `The documents may allow it, and no promise lists it. ${doubt}`,
    advice: [
      ...(outcome === "allowed" ? statements : []).map(
        ({ document, statement, sid, text }) =>
          `Allowed by statement ${statement + 1}${sid ? ` (Sid ${sid})` : ""} of ${document}: ${text}`,
      ),
      "List it in smoke/promises.ts if it is meant; otherwise narrow that statement.",
    ],
  };
}

// What a prediction turns on: a rule that AWS leaves open, or the value of a key that only AWS knows.
function doubtOf({ inDoubt, untold }: Prediction): string | undefined {
  if (inDoubt !== undefined) return sayDoubt(inDoubt);
  return untold && `That turns on the value of ${untold.join(" and ")}, which the suite cannot know.`;
}

/** The policies that could allow a principal something on any of the resources. */
function granting(principal: string, everything: readonly Resource[], documents: Documents): Policy[] {
  const chosen = everything.map((resource) => choose(principal, resource, documents));
  const all = chosen.flatMap(({ identity = [], resource = [] }) => [...identity, ...resource]);
  return [...new Set(all.map(({ policy }) => policy))];
}

/** The actions that are in some Allow of a policy: most are in none, and need no decision. */
function mentions(names: readonly string[]): (policy: Policy) => ReadonlySet<string> {
  const known = new Map<Policy, ReadonlySet<string>>();
  return (policy) => {
    const found =
      known.get(policy) ??
      new Set(names.filter((name) => policy.select(name.toLowerCase()).allows.length > 0));
    known.set(policy, found);
    return found;
  };
}
