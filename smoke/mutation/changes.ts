// What a changed document changes: proofs in both directions, for everyone whom it governs.

import type { AuthorizationRequest } from "../../policy/authorization-request.ts";
import { type Answer, worst } from "../../policy/proof/answer.ts";
import { isDocumentContained } from "../../policy/proof/documents.ts";
import { isContained } from "../../policy/proof/is-contained.ts";
import type { KnownActions } from "../../policy/proof/known-actions.ts";
import type { Target } from "../deployment/target.ts";
import type { Documents } from "../prediction/documents.ts";
import { present } from "../sessions/identity.ts";
import type { DeployedDocument } from "./deployed-documents.ts";
import { type Governed, governedBy, policiesIn, type Region, regionsOf } from "./sides.ts";

/** A deployment, with its documents compiled. */
export interface Deployment {
  readonly target: Target;
  readonly documents: Documents;
}

/** More or less than before, for somebody. */
export interface Difference {
  readonly who: string;
  /** The principal of smoke/principals.ts, if it is one. */
  readonly promised?: string;
  readonly allows: "more" | "less";
  /** A request that shows it; more rights may hang on names that AWS does not know yet. */
  readonly witness: AuthorizationRequest;
  /** Whether AWS knows the witness's action and keys. */
  readonly isKnown: boolean;
}

/** A mutant's effect. `beyond`: only requests that AWS does not make, or the loss of names that it does not know. */
export type Effect =
  | { readonly type: "changes"; readonly differences: readonly Difference[] }
  | { readonly type: "equivalent" }
  | { readonly type: "beyond"; readonly why: string }
  | { readonly type: "unknown"; readonly why: string };

/** Compares two deployments that differ in one document. It ends with the first difference, unless all are asked for. */
export function effectOf(
  document: DeployedDocument,
  before: Deployment,
  after: Deployment,
  known: KnownActions,
  extent: "first" | "all" = "first",
): Effect {
  const differences: Difference[] = [];
  const rest: Answer[] = [];
  for (const answer of answers(document, before, after, known)) {
    if ("who" in answer) differences.push(answer);
    else rest.push(answer);
    if (differences.length > 0 && extent === "first") break;
  }
  if (differences.length > 0) {
    const known = (one: Difference): number => Number(one.isKnown);
    return { type: "changes", differences: differences.toSorted((one, other) => known(other) - known(one)) };
  }
  const { verdict, why = "" } = worst(rest);
  if (verdict === "contained") return { type: "equivalent" };
  return { type: verdict === "unknown" ? "unknown" : "beyond", why };
}

function* answers(
  document: DeployedDocument,
  before: Deployment,
  after: Deployment,
  known: KnownActions,
): Generator<Difference | Answer> {
  const there = present(after.target);
  const governed = governedBy(document, before.target).filter(
    ({ promised }) => promised === undefined || there.includes(promised),
  );
  for (const region of regionsOf(document, before.target)) {
    for (const one of governed) {
      yield judged(one, "more", compare(one, region, after, before, known));
      yield judged(one, "less", compare(one, region, before, after, known));
    }
  }
  if (document.bucket !== undefined) yield* grants(document, before, after, known);
}

function compare(
  { principal, ...one }: Governed,
  region: Region,
  from: Deployment,
  to: Deployment,
  known: KnownActions,
): Answer {
  const caller = { principal, resourceAccount: from.target.accountId, free: new Set<string>() };
  const side = ({ documents }: Deployment) => ({
    caller,
    policies: policiesIn(region, { ...one, principal }, documents),
  });
  return isContained({ a: side(from), b: side(to) }, { known });
}

// What the bucket's policy grants to callers who are no principals of the deployment.
function* grants(
  { bucket }: DeployedDocument,
  before: Deployment,
  after: Deployment,
  known: KnownActions,
): Generator<Difference | Answer> {
  if (bucket === undefined) return;
  const [old, changed] = [before, after].map(({ documents }) => documents.ofBucket(bucket).policy);
  if (old === undefined || changed === undefined) return;
  const others = { name: "callers outside the deployment" };
  yield judged(others, "more", isDocumentContained("resource", changed, old, { known }));
  yield judged(others, "less", isDocumentContained("resource", old, changed, { known }));
}

function judged(
  { name, promised }: Pick<Governed, "name" | "promised">,
  allows: Difference["allows"],
  answer: Answer,
): Difference | Answer {
  const { verdict, witness } = answer;
  const counts =
    verdict === "not contained" || (verdict === "contained but for unknown names" && allows === "more");
  if (!counts || witness === undefined) return answer;
  return {
    who: name,
    ...(promised !== undefined && { promised }),
    allows,
    witness,
    isKnown: verdict === "not contained",
  };
}
