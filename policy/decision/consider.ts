// What the policies say about a request: every Allow and Deny that applies, by policy type.

import type { Policy } from "../compiled/policy.ts";
import type { Naming } from "../compiled/principals.ts";
import type { Statement } from "../compiled/statement.ts";
import type { Determining, PolicyType } from "../decision.ts";
import type { Asked } from "../request/asked.ts";
import { everyHolds } from "../request/doubt.ts";
import { EvaluationError } from "../request/evaluation-error.ts";

export interface Allowing {
  readonly statement: Determining;
  readonly naming: Naming;
}

/** Gathered over all policies of a request. */
export interface Findings {
  readonly denies: Determining[];
  /** Statements that cannot be evaluated, by their effect. */
  readonly deniesInDoubt: Doubt[];
  readonly allowsInDoubt: Doubt[];
  /** Whether an Allow in doubt counts as one that applies, to see whether it would matter. */
  readonly generous: boolean;
}

/** A statement that cannot be evaluated, and why. */
export interface Doubt {
  readonly statement: Determining;
  readonly error: EvaluationError;
}

/** No statement; shared, since most policy types say nothing most of the time. */
export const NONE: readonly Allowing[] = Object.freeze([]);

/** The Allows of some documents of one type; their Denies and errors go to `findings`. */
export function consider(
  asked: Asked,
  type: PolicyType,
  policies: readonly Policy[] | undefined,
  findings: Findings,
  first = 0,
): readonly Allowing[] {
  if (policies === undefined) return NONE;
  let allows = NONE;
  for (let position = 0; position < policies.length; position += 1) {
    const selection = policies[position]?.select(asked.action);
    if (selection === undefined) continue;
    considerDenies(asked, type, first + position, selection.denies, findings);
    const found = considerAllows(asked, type, first + position, selection.allows, findings);
    if (found.length > 0) allows = allows.length === 0 ? found : allows.concat(found);
  }
  return allows;
}

/** Takes only the Denies of some documents of one type, and what is in doubt about them. */
export function considerDenials(
  asked: Asked,
  type: PolicyType,
  policies: readonly Policy[],
  findings: Findings,
): void {
  for (const [index, policy] of policies.entries()) {
    considerDenies(asked, type, index, policy.select(asked.action).denies, findings);
  }
}

function considerDenies(
  asked: Asked,
  type: PolicyType,
  index: number,
  denies: readonly Statement[],
  findings: Findings,
): void {
  for (const statement of denies) {
    const answer = applies(statement, asked);
    if (answer === "none") continue;
    const found = determining(type, index, statement);
    if (typeof answer === "string") findings.denies.push(found);
    else findings.deniesInDoubt.push({ statement: found, error: answer });
  }
}

function considerAllows(
  asked: Asked,
  type: PolicyType,
  index: number,
  candidates: readonly Statement[],
  findings: Findings,
): readonly Allowing[] {
  let allows: Allowing[] | undefined;
  for (const statement of candidates) {
    const answer = applies(statement, asked);
    if (answer === "none") continue;
    const found = determining(type, index, statement);
    const inDoubt = typeof answer !== "string";
    if (inDoubt) findings.allowsInDoubt.push({ statement: found, error: answer });
    if (inDoubt && !findings.generous) continue;
    allows ??= [];
    allows.push({ statement: found, naming: inDoubt ? "direct" : answer });
  }
  return allows ?? NONE;
}

const determining = (policy: PolicyType, index: number, { index: statement, sid }: Statement): Determining =>
  sid === undefined ? { policy, index, statement } : { policy, index, statement, sid };

// How the statement names the caller if all of it applies, or what leaves that in doubt.
function applies(statement: Statement, asked: Asked): Naming | EvaluationError {
  try {
    if (!statement.takesResource(asked)) return "none";
    const naming = statement.names(asked);
    if (naming === "none") return "none";
    for (const holds of statement.conditionTests) if (!holds(asked)) return "none";
    return naming;
  } catch (error) {
    if (!(error instanceof EvaluationError)) throw error;
    return doubtAbout(statement, asked);
  }
}

// One part that does not match decides, in any position.
function doubtAbout(statement: Statement, asked: Asked): "none" | EvaluationError {
  const parts = [statement.takesResource, (one: Asked) => statement.names(one) !== "none"];
  try {
    everyHolds([...parts, ...statement.conditionTests], (holds) => holds(asked));
    return "none";
  } catch (error) {
    if (error instanceof EvaluationError) return error;
    throw error;
  }
}
