// What the documents allow and no promise lists: for each principal a proof over all requests, or a finding for each
// statement that oversteps.

import type { PolicySet } from "../../policy/compiled/policy.ts";
import type { ReadingName } from "../../policy/decision/readings.ts";
import { evaluate } from "../../policy/evaluate.ts";
import type { Catalogue } from "../../policy/findings/catalogue.ts";
import type { Answer } from "../../policy/proof/answer.ts";
import { isContained } from "../../policy/proof/is-contained.ts";
import { type KnownActions, readKnownActions } from "../../policy/proof/known-actions.ts";
import { remember } from "../../policy/remember.ts";
import type { Target } from "../deployment/target.ts";
import { sidesOfStranger, sidesUnderNames } from "../prediction/any-session.ts";
import { callersFor } from "../prediction/concrete-callers.ts";
import { allDocuments, type Document, type Documents } from "../prediction/documents.ts";
import { promisedRegion } from "../prediction/promised-region.ts";
import { type Side, sidesOf } from "../prediction/sides.ts";
import type { Promised } from "../promises.ts";
import { EXTERNAL, type UnlistedRow } from "../results/row-result.ts";
import { present } from "../sessions/identity.ts";
import { findLetIn } from "./external-principals.ts";
import { type Question, questionsAboutOutsiders } from "./outsiders.ts";
import { type Overstep, overstepOf, withoutStatements } from "./overstep.ts";
import { rowOfMore, rowOfOverstep } from "./say-overstep.ts";

/**
 * One row for every statement by which a principal, or anyone there is, may do what no promise lists, and one for every
 * outsider whom a bucket's policy names. What cannot be proved is inconclusive. What AWS allows to everyone, whatever policies
 * say, needs no promise.
 */
export async function findUnlisted(
  promises: readonly Promised[],
  target: Target,
  documents: Documents,
  catalogue: Catalogue,
): Promise<readonly UnlistedRow[]> {
  const all = allDocuments(documents, target);
  const promisedTo = remember((principal) => promisedRegion(principal, promises, target));
  const names = present(target);
  const policies = [...all.map(({ policy }) => policy), ...names.map(promisedTo)];
  const known = await readKnownActions(catalogue, policies);
  const ofSides = (principal: string, sides: readonly Side[], rows: string, taken: readonly Overstep[]) =>
    ofPrincipal(
      principal,
      sides.map((side) => ({ ...side, region: promisedTo(rows), callersFor })),
      { all, known, taken },
    );
  const found = names.map((name) => ({ name, ...ofSides(name, sidesOf(name, target, documents), name, []) }));
  // A session of any other name may do what the broker may. What is said of the broker is not said again.
  const taken = found.find(({ name }) => name === "broker")?.taken ?? [];
  const anySession = [...sidesOfStranger(target, documents), ...sidesUnderNames(target, documents)];
  const strangers = ofSides(EXTERNAL, anySession, "broker", taken);
  // Nor is said again what fails for somebody else.
  const letIn = findLetIn(target, documents);
  const failed = [...found, strangers].filter(({ rows }) => rows.every(({ verdict }) => verdict === "fail"));
  const outsiders = ofPrincipal(EXTERNAL, questionsAboutOutsiders(target, documents, promisedTo), {
    ...{ all, known },
    taken: [...letIn.map(({ overstep }) => overstep), ...failed.flatMap((one) => one.taken)],
  });
  return [
    ...letIn.map(({ row }) => row),
    ...found.flatMap(({ rows }) => rows),
    ...strangers.rows,
    ...outsiders.rows,
  ];
}

interface World {
  readonly all: readonly Document[];
  readonly known: KnownActions;
  /** Statements that are left out from the beginning. */
  readonly taken: readonly Overstep[];
}

interface Found {
  readonly rows: readonly UnlistedRow[];
  readonly taken: readonly Overstep[];
}

/** More findings about one principal are only counted as more. */
const MOST = 5;

// Each statement that oversteps is left out of the question once it is found, so that nothing hides behind it.
function ofPrincipal(
  principal: string,
  questions: readonly Question[],
  { all, known, taken: before }: World,
): Found {
  const rows: UnlistedRow[] = [];
  const taken = [...before];
  let reduced = withoutStatements(all, taken);
  for (const side of questions) {
    for (;;) {
      const policies = reduced(side.judged.policies);
      const answer = isContained(
        { a: { ...side.judged, policies }, b: { region: side.region }, within: side.within },
        { known, callersFor: side.callersFor },
      );
      if (isKept(answer)) break;
      const found = { principal, side, answer, ...explain(answer, side, reduced, all) };
      if (rows.length === MOST) return { rows: [...rows, rowOfMore(found, MOST)], taken };
      rows.push(rowOfOverstep(found, known));
      if (found.overstep === undefined) break;
      taken.push(found.overstep);
      reduced = withoutStatements(all, taken);
    }
  }
  return { rows, taken };
}

// What only requests show that AWS does not make is no right: docs/decisions/0016.
const isKept = ({ verdict }: Answer): boolean =>
  verdict === "contained" || verdict === "contained but for impossible requests";

// Places are those of the documents as they were written: what is left out leaves its place.
function explain(
  { witness }: Answer,
  { judged }: Question,
  reduced: (policies: PolicySet) => PolicySet,
  all: readonly Document[],
): { readonly overstep: Overstep | undefined; readonly inDoubt?: readonly ReadingName[] } {
  if (witness === undefined) return { overstep: undefined };
  const decision = evaluate(witness, reduced(judged.policies));
  const overstep = overstepOf(decision, judged.policies, all);
  return { overstep, ...(decision.inDoubt && { inDoubt: decision.inDoubt }) };
}
