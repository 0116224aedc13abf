// What the policies say about a request: every Allow and Deny that applies, by policy type.
import type { Asked } from "./asked.ts";
import type { Statement } from "./compile-statement.ts";
import { EvaluationError } from "./evaluation-error.ts";
import type { Naming } from "./principals.ts";
import type { Determining, Policy, PolicyType } from "./types.ts";

export interface Allowing {
  readonly statement: Determining;
  readonly naming: Naming;
}

/** Gathered over all policies of a request. */
export interface Findings {
  readonly denies: Determining[];
  /** What could not be evaluated first, by the effect of its statement. */
  deniesInDoubt: Doubt | undefined;
  allowsInDoubt: Doubt | undefined;
}

export interface Doubt {
  readonly policy: PolicyType;
  readonly message: string;
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
  let allows: Allowing[] | undefined;
  for (let position = 0; position < policies.length; position += 1) {
    const policy = policies[position];
    if (policy === undefined) continue;
    const { denies, allows: candidates } = policy.select(asked.action);
    for (const statement of denies) {
      if (applies(statement, asked, type, findings) === "none") continue;
      findings.denies.push(determining(type, first + position, statement));
    }
    for (const statement of candidates) {
      const naming = applies(statement, asked, type, findings);
      if (naming === "none") continue;
      allows ??= [];
      allows.push({ statement: determining(type, first + position, statement), naming });
    }
  }
  return allows ?? NONE;
}

const determining = (policy: PolicyType, index: number, { index: statement, sid }: Statement): Determining =>
  sid === undefined ? { policy, index, statement } : { policy, index, statement, sid };

// How the statement names the caller where all of it applies. A statement that cannot be evaluated denies as a Deny,
// and grants nothing as an Allow.
function applies(statement: Statement, asked: Asked, type: PolicyType, findings: Findings): Naming {
  try {
    if (!statement.takesResource(asked)) return "none";
    const naming = statement.names(asked);
    if (naming === "none") return "none";
    for (const holds of statement.conditionTests) if (!holds(asked)) return "none";
    return naming;
  } catch (error) {
    if (!(error instanceof EvaluationError)) throw error;
    const doubt = { policy: type, message: error.message };
    if (statement.effect === "Deny") {
      findings.deniesInDoubt ??= doubt;
      return "direct";
    }
    findings.allowsInDoubt ??= doubt;
    return "none";
  }
}
