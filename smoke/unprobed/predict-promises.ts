// Compares promises only with the documents: no call is made.

import type { Catalogue } from "../../policy/findings/catalogue.ts";
import type { Target } from "../deployment/target.ts";
import type { Documents } from "../prediction/documents.ts";
import { predict } from "../prediction/predict.ts";
import { isBound } from "../prediction/row-region.ts";
import { sayDoubt } from "../prediction/say-doubt.ts";
import { probes } from "../probes/probes.ts";
import type { Promised } from "../promises.ts";
import { resources } from "../resources.ts";
import { type Counted, count } from "../results/count.ts";
import { inconclusive, type Judgement } from "../results/judgement.ts";
import type { PredictedRow, SmokeRow } from "../results/row-result.ts";
import { openTable } from "../validation/promise-table.ts";
import { POLICY_WORDS } from "../verdict/verdict.ts";
import { findUnlisted } from "./find-unlisted.ts";

interface PredictOptions {
  /** Instead of the promises that are shipped. */
  readonly promises?: readonly Promised[];
  /** All actions of AWS. */
  readonly catalogue: Catalogue;
  readonly now: Date;
}

/**
 * Predicts every promise, and looks for what the documents allow and no promise lists.
 * @throws ConfigurationError when a promise or a document is wrong: exit status 3.
 */
export async function predictPromises(
  target: Target,
  { catalogue, now, ...given }: PredictOptions,
): Promise<Counted & { readonly rows: readonly SmokeRow[] }> {
  const { promises, documents } = openTable(target, given, undefined, now);
  const rows: SmokeRow[] = promises
    .filter((promised) => !isBound(promised))
    .map((promised) => predictRow(promised, target, documents, now));
  rows.push(...(await findUnlisted(promises, target, documents, catalogue)));
  return { rows, ...count(rows) };
}

/** Compares one promise with the documents. */
export function predictRow(
  promised: Promised,
  target: Target,
  documents: Documents,
  now: Date,
): PredictedRow {
  const probe = probes.get(promised.action);
  const resource = resources[promised.resource]?.(target, "federation-broker-probe");
  if (probe === undefined || resource === undefined) throw new Error("this promise was not validated");
  const prediction = predict(promised, probe, resource, target, documents, now);
  return { ...promised, ...judgePrediction(promised, prediction), prediction, advice: [] };
}

function judgePrediction(
  { expect, by }: Promised,
  { outcome, deniedBy, unknown, key, inDoubt, statements }: PredictedRow["prediction"],
): Judgement {
  if (unknown !== undefined) {
    const explanation = `It could not be predicted: ${unknown}`;
    return { verdict: "inconclusive", finding: "predicted otherwise", explanation };
  }
  if (inDoubt !== undefined) return inconclusive("in doubt", sayDoubt(inDoubt));
  const otherwise = { verdict: "fail", finding: "predicted otherwise" } as const;
  if (outcome !== expect) {
    const because = statements.map(({ document, text }) => ` By ${document}: ${text}`).join("");
    return { ...otherwise, explanation: `It must be ${expect}, but is predicted ${outcome}.${because}` };
  }
  if (key?.unknown !== undefined)
    return {
      ...{ verdict: "inconclusive", finding: "predicted otherwise" },
      explanation: `It could not be predicted: ${key.unknown}`,
    };
  if (key?.outcome === "denied")
    return { ...otherwise, explanation: `It must be allowed, but KMS is predicted to refuse ${key.key}.` };
  if (by === undefined || deniedBy.some((each) => each === by))
    return { verdict: "pass", finding: "holds", explanation: "" };
  return {
    ...otherwise,
    explanation: `It is predicted denied, but not by ${POLICY_WORDS[by]}: what must stop it does not.`,
  };
}
