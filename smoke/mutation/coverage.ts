// Which branches of the documents the promises exercise: a promise is decided by the branch, and another by its absence.

import { branchesOf } from "../../mutants/branches.ts";
import type { Target } from "../deployment/target.ts";
import { compileDocuments, statementText } from "../prediction/documents.ts";
import { isBound } from "../prediction/row-region.ts";
import type { Promised } from "../promises.ts";
import { predictRow } from "../unprobed/predict-promises.ts";
import { lackOf } from "../validation/asked-promises.ts";
import { openTable } from "../validation/promise-table.ts";
import { type Deployment, effectOf } from "./changes.ts";
import { type DeployedDocument, deployedDocuments, refusal } from "./deployed-documents.ts";
import type { MutationOptions } from "./judge.ts";

/** What one half of a branch is to the promises. */
export type Exercise =
  | "exercised"
  | "not exercised"
  /** Nothing that is allowed hangs on it: no promise could. */
  | "idle"
  | "unknown";

export interface BranchResult {
  readonly document: string;
  /** The place of the statement, from 0, and its JSON text. */
  readonly statement: number;
  readonly text: string;
  /** `Resource arn:aws:s3:::inside`; nothing for the statement as a whole. */
  readonly says: string;
  /** Whether a promise is decided by what the branch matches, and by what it does not match. */
  readonly presence: Exercise;
  readonly absence: Exercise;
}

/** Each branch of each document of a deployment that holds its promises. */
export function* coverage(
  target: Target,
  { known, now }: Pick<MutationOptions, "known" | "now">,
): Generator<BranchResult> {
  const { promises, documents } = openTable(target, {}, undefined, now);
  const before = { target, documents };
  for (const document of deployedDocuments(target)) {
    const exercise = (text: string): Exercise => exerciseOf(document, text, before, { known, now, promises });
    for (const branch of branchesOf(document.text, everythingIn(document))) {
      const { statement, says } = branch;
      yield {
        ...{ document: document.title, statement, says, text: statementText(document, statement) },
        ...{ presence: exercise(branch.never), absence: exercise(branch.always) },
      };
    }
  }
}

// S3 takes only patterns that match the bucket.
const everythingIn = ({ bucket }: DeployedDocument): string =>
  bucket === undefined ? "*" : `${bucket.arn}*`;

function exerciseOf(
  document: DeployedDocument,
  text: string,
  before: Deployment,
  {
    known,
    now,
    promises,
  }: Pick<MutationOptions, "known" | "now"> & { readonly promises: readonly Promised[] },
): Exercise {
  if (refusal(document, text) !== undefined) return "unknown";
  const target = document.replace(text);
  const after = { target, documents: compileDocuments(target, undefined) };
  const { type } = effectOf(document, before, after, known);
  if (type === "unknown") return "unknown";
  if (type !== "changes") return "idle";
  // A promise about what the deployment now lacks is decided by the branch, too.
  const isDecided = (promised: Promised): boolean =>
    lackOf(promised, target) !== undefined ||
    predictRow(promised, target, after.documents, now).verdict !== "pass";
  return promises.filter((promised) => !isBound(promised)).some(isDecided) ? "exercised" : "not exercised";
}

export interface Coverage {
  readonly exercised: number;
  readonly missed: number;
  readonly idle: number;
  readonly unknown: number;
  /** Per cent of exercised among exercised and missed halves, rounded down to a tenth. */
  readonly percent: number;
}

/** Counts halves of branches. */
export function coverageOf(results: readonly BranchResult[]): Coverage {
  const halves = results.flatMap(({ presence, absence }) => [presence, absence]);
  const count = (wanted: Exercise): number => halves.filter((one) => one === wanted).length;
  const [exercised, missed] = [count("exercised"), count("not exercised")];
  const counted = exercised + missed;
  return {
    ...{ exercised, missed, idle: count("idle"), unknown: count("unknown") },
    percent: counted === 0 ? 100 : Math.floor((1000 * exercised) / counted) / 10,
  };
}
