// What one side allows and another does not, grouped by the statements that give it.

import { arnAccount } from "../arn.ts";
import type { AuthorizationRequest, Principal } from "../authorization-request.ts";
import type { Policy, PolicySet } from "../compiled/policy.ts";
import type { Answer } from "../proof/answer.ts";
import type { Region } from "../words/region.ts";
import { type Cause, causeOf } from "./cause.ts";
import { changing, documentsOf, keeping, lacking, withAllow } from "./narrowed.ts";
import { partsOf } from "./parts.ts";

/** Whether A lies within B. */
export type Ask = (a: PolicySet, b: PolicySet) => Answer;

export interface Change {
  readonly cause: Cause;
  /** The parts of the statement of which each shows a difference; for a Deny, the whole statement. */
  readonly regions: readonly Region[];
  /** "not contained" or "contained but for unknown names". */
  readonly verdict: Answer["verdict"];
  readonly witness: AuthorizationRequest;
}

export interface Changes {
  /** The answer to the whole question whether A lies within B. */
  readonly answer: Answer;
  readonly changes: readonly Change[];
  /** What is left when all changes are taken away: not "contained" where that could not be told, or where there are too many. */
  readonly rest: Answer;
}

interface Sides {
  readonly a: PolicySet;
  readonly b: PolicySet;
  /** Who asks on B's side, where it is not the caller of A. */
  readonly callerOfB?: Principal;
}

/** The most changes that are told apart. */
const MOST = 50;

/** Whether an answer means that A allows what B does not. An impossible request is no access. */
export const isWider = ({ verdict }: Answer): boolean =>
  verdict === "not contained" || verdict === "contained but for unknown names";

/**
 * Finds a difference, tells what gives it, takes that away, and asks again until nothing is left: so every request that
 * shows a difference is due to one of the changes.
 */
export function changesOf({ a, b, callerOfB }: Sides, ask: Ask): Changes {
  const answer = ask(a, b);
  const changes: Change[] = [];
  let [left, right, rest] = [a, b, answer];
  while (isWider(rest) && rest.witness !== undefined && changes.length < MOST) {
    const { verdict, witness } = rest;
    const request = callerOfB === undefined ? witness : { ...witness, principal: callerOfB };
    const cause = causeOf(witness, left, { request, policies: right });
    changes.push({ cause, verdict, witness, regions: regionsOf(cause, witness, { a: left, b: right }, ask) });
    if (cause.by === "caller") return { answer, changes, rest: { verdict: "contained" } };
    if (cause.by === "allow") left = changing(left, cause, without(cause));
    if (cause.by === "deny") right = changing(right, cause, without(cause));
    if (cause.by === "layer") right = lacking(right, cause.policy);
    rest = ask(left, right);
  }
  return { answer, changes, rest };
}

const without =
  ({ statement }: Extract<Cause, { by: "allow" | "deny" }>) =>
  (policy: Policy): Policy =>
    keeping(policy, ({ index }) => index !== statement.index);

function regionsOf(
  cause: Cause,
  { principal, resourceAccount }: AuthorizationRequest,
  { a, b }: Sides,
  ask: Ask,
): readonly Region[] {
  if (cause.by === "deny") return [cause.statement];
  const document = cause.by === "allow" ? documentsOf(a, cause.policy)?.[cause.index] : undefined;
  if (cause.by !== "allow" || document === undefined) return [];
  // Within an account, what the resource's policy grants besides is another change.
  const isHome = "arn" in principal && arnAccount(principal.arn) === resourceAccount;
  const own = isHome && cause.policy !== "resource" ? changing(a, RESOURCE, withoutAllows) : a;
  return partsOf(cause.statement, document, (part) =>
    isWider(
      ask(
        changing(own, cause, (policy) => withAllow(policy, part)),
        b,
      ),
    ),
  );
}

const RESOURCE = { policy: "resource", index: 0 } as const;

const withoutAllows = (policy: Policy): Policy => keeping(policy, ({ effect }) => effect === "Deny");
