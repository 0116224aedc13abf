// The door of the theorems: each is proved for all requests, or broken by one, or it cannot be told.

import type { AuthorizationRequest } from "../../policy/authorization-request.ts";
import type { Policy } from "../../policy/compiled/policy.ts";
import type { Catalogue } from "../../policy/findings/catalogue.ts";
import type { Answer } from "../../policy/proof/answer.ts";
import { type KnownActions, readKnownActions } from "../../policy/proof/known-actions.ts";
import { lackOfNeed } from "../deployment/needs.ts";
import type { Target } from "../deployment/target.ts";
import { compileDocuments } from "../prediction/documents.ts";
import { type Promised, promises as shippedPromises } from "../promises.ts";
import { type Document, theorems as shipped, type Theorem } from "../theorems.ts";
import { answerOf } from "./answer.ts";
import { type Asked, openWorld, questionsOf, type World } from "./questions.ts";
import { sayTheorem } from "./say-theorem.ts";
import { sayWitness } from "./say-witness.ts";
import { validateTheorems } from "./validate-theorems.ts";

export type ProofVerdict = "proved" | "disproved" | "unknown";

export interface Proof {
  readonly theorem: string;
  readonly verdict: ProofVerdict;
  /** Who may make the request that breaks it, and where; of the unknown, about whom it could not be told. */
  readonly caller?: string;
  readonly place?: string;
  readonly witness?: AuthorizationRequest;
  /** Sentences: the request in words, and what allows it; or what stands in the way. */
  readonly story: readonly string[];
  readonly milliseconds: number;
}

export interface Unclaimed {
  readonly theorem: string;
  /** Why the deployment does not claim it, as the end of a sentence. */
  readonly because: string;
}

export interface Given {
  readonly theorems?: readonly Theorem[];
  readonly promises?: readonly Promised[];
  /** Documents that stand alone: only what is about them is asked. */
  readonly documents?: readonly Document[];
  /** In the place of User1's. */
  readonly sessionPolicy?: string;
  readonly catalogue: Catalogue;
  /** Milliseconds from any point in time. */
  readonly clock: () => number;
}

/** @throws ConfigurationError for a row that is wrong, or a document that is no policy. */
export async function proveTheorems(
  target: Target,
  {
    theorems = shipped,
    promises = shippedPromises,
    documents: alone,
    sessionPolicy,
    catalogue,
    clock,
  }: Given,
): Promise<{ readonly proofs: readonly Proof[]; readonly unclaimed: readonly Unclaimed[] }> {
  validateTheorems(theorems);
  const documents = compileDocuments(target, sessionPolicy);
  const world = openWorld(target, documents, promises);
  const proofs: Proof[] = [];
  const unclaimed: Unclaimed[] = [];
  for (const theorem of theorems) {
    const because = lackOf(theorem, target, alone);
    const start = clock();
    const asked = because === undefined ? distinct(questionsOf(theorem, world)) : [];
    const words = sayTheorem(theorem, target);
    if (asked.length === 0) {
      unclaimed.push({ theorem: words, because: because ?? "the deployment has nothing that it is about" });
      continue;
    }
    const known = await readKnownActions(catalogue, policiesOf(asked));
    proofs.push({ theorem: words, ...prove(asked, known, world), milliseconds: clock() - start });
  }
  return { proofs, unclaimed };
}

function lackOf(
  { needs, documents = [] }: Theorem,
  target: Target,
  alone: readonly Document[] | undefined,
): string | undefined {
  if (alone === undefined) return needs === undefined ? undefined : lackOfNeed(needs, target);
  if (documents.length === 0) return "it is about a whole deployment";
  const missing = documents.filter((document) => !alone.includes(document));
  return missing.length === 0
    ? undefined
    : `it needs ${missing.map((document) => `--${document}`).join(" and ")}`;
}

// Sessions of one name with one policy are one question.
const distinct = (questions: readonly Asked[]): readonly Asked[] =>
  [
    ...Map.groupBy(questions, ({ caller: _, ...rest }) =>
      JSON.stringify(rest, (_key, value) => (value instanceof Set ? [...value] : value)),
    ).values(),
  ].flatMap(([first]) => first ?? []);

const policiesOf = (asked: readonly Asked[]): readonly Policy[] =>
  asked.flatMap(({ judged, within, limits }) => [
    within,
    ...[judged.policies.identity, judged.policies.session].flatMap((list) => list ?? []),
    ...[judged.policies.permissionsBoundary, judged.policies.resource].filter((one) => one !== undefined),
    ...limits.flatMap((limit) => ("region" in limit ? [limit.region] : [])),
  ]);

// The first request that breaks it ends the search; what could not be told counts only without one.
function prove(
  questions: readonly Asked[],
  known: KnownActions,
  world: World,
): Pick<Proof, "verdict" | "caller" | "place" | "witness" | "story"> {
  let open: ReturnType<typeof prove> | undefined;
  for (const asked of questions) {
    const answer = answerOf(asked, known);
    if (answer.verdict === "contained") continue;
    const { caller, place } = asked;
    const { why = "", witness } = answer;
    const doubt = verdictOf(answer) === "disproved" ? doubtAbout(asked, answer, world) : why;
    if (doubt === undefined && witness !== undefined)
      return { verdict: "disproved", caller, place, witness, story: sayWitness(asked, witness, world) };
    open ??= { verdict: "unknown", caller, place, story: [doubt ?? why] };
  }
  return open ?? { verdict: "proved", story: [] };
}

// An action that AWS does not know today may be one tomorrow. What AWS's catalogue rules out is no proof, for it errs.
const verdictOf = ({ verdict }: Answer): ProofVerdict =>
  verdict === "not contained" || verdict === "contained but for unknown names" ? "disproved" : "unknown";

// A boundary whose document is not known may deny what identity policies allow.
function doubtAbout({ judged }: Asked, { witness }: Answer, { target }: World): string | undefined {
  const { boundary, boundaryArn } = target.broker;
  const { principal } = judged.caller;
  const isBrokers =
    ("user" in principal && principal.user === target.broker.userArn) ||
    ("arn" in principal && principal.arn === target.broker.userArn);
  if (boundaryArn === undefined || boundary !== undefined || !isBrokers || witness === undefined)
    return undefined;
  return `${witness.action} on ${witness.resource} is allowed unless the boundary ${boundaryArn} denies it, whose document the outputs do not hold.`;
}
