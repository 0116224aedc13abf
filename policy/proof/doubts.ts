// Statements of side A of which evaluate cannot tell whether they apply. It takes them for no access, and so do the proofs;
// where the other answer would show a difference, nothing is proved.

import type { Policy, PolicySet } from "../compiled/policy.ts";
import type { Statement } from "../compiled/statement.ts";
import { findOperator } from "../conditions/operators.ts";
import { plainTemplate } from "../patterns/template.ts";
import { Asked } from "../request/asked.ts";
import { EvaluationError } from "../request/evaluation-error.ts";
import { policiesOf } from "./open-readings.ts";
import { isPromised, type Question } from "./question.ts";

/**
 * The ways in which doubt may count as access, as the statements that are read so: always those of A that B does not hold,
 * and with or without the Allows and the Denies that both sides hold, which both read alike. Empty where nothing is in doubt.
 */
export function doubtsOf({ a, b }: Question): readonly ReadonlySet<Statement>[] {
  const { principal, resourceAccount } = a.caller;
  const asked = new Asked({ principal, action: "s3:GetObject", resource: "*", resourceAccount });
  const ofA = heldBy(a.policies).filter(([, statement, policy]) => isInDoubt(policy, statement, asked));
  if (ofA.length === 0) return [];
  const texts = new Set(ofA.map(([text]) => text));
  const ofB = isPromised(b) ? [] : heldBy(b.policies).filter(([text]) => texts.has(text));
  const both = new Set(ofB.map(([text]) => text));
  const own = ofA.filter(([text]) => !both.has(text));
  const shared = [...ofA.filter(([text]) => both.has(text)), ...ofB];
  const added = (effect: Statement["effect"]): readonly Held[] =>
    shared.filter(([, one]) => one.effect === effect);
  const [allows, denies] = [added("Allow"), added("Deny")];
  const kinds = [allows, denies].filter((some) => some.length > 0);
  const ways = [[], ...kinds, ...(kinds.length > 1 ? [shared] : [])].map((some) => [...own, ...some]);
  return ways
    .filter((held) => held.length > 0)
    .map((held) => new Set(held.map(([, statement]) => statement)));
}

type Held = readonly [text: string, statement: Statement, policy: Policy];

const heldBy = (policies: PolicySet): readonly Held[] =>
  policiesOf(policies).flatMap((policy) =>
    policy.statements.map((one): Held => [textOf(policy, one), one, policy]),
  );

const isInDoubt = (policy: Policy, statement: Statement, asked: Asked): boolean =>
  hasEarlyVariable(statement) ||
  hasUnreadableDate(policy, statement) ||
  sparesCanonical(statement) ||
  mayName(statement, asked);

/** Whether a Deny takes out a canonical user, whom a request does not tell: the caller may be the one. */
export const sparesCanonical = ({ effect, principal }: Statement): boolean =>
  effect === "Deny" &&
  principal?.negated === true &&
  principal.named.some(({ type }) => type === "CanonicalUser");

// A variable before the fifth colon of an ARN.
const hasEarlyVariable = ({ resource }: Statement): boolean =>
  (resource?.values ?? []).some((text) =>
    text
      .replaceAll(/\$\{[^}]*\}/g, "$")
      .split(":")
      .slice(0, 5)
      .some((part) => part.includes("$")),
  );

const hasUnreadableDate = ({ kind }: Policy, { conditions }: Statement): boolean =>
  kind === "resource" &&
  conditions.some(
    ({ operator, values }) =>
      operator.startsWith("Date") &&
      values.some((text) => findOperator(operator)?.compile(plainTemplate(text)) === undefined),
  );

function mayName(statement: Statement, asked: Asked): boolean {
  try {
    statement.names(asked);
    return false;
  } catch (error) {
    if (error instanceof EvaluationError) return true;
    throw error;
  }
}

const textOf = ({ kind, version }: Policy, statement: Statement): string => {
  const { effect, principal, action, resource, conditions } = statement;
  return JSON.stringify([kind, version, effect, principal, action, resource, conditions]);
};

/**
 * The Allows of A for a canonical user that B lacks: a request does not tell its caller's canonical id, so evaluate lets in
 * nobody by one, and AWS does. B holds such an Allow, or one for everyone in its place, and denies nothing that A does not.
 */
export function canonicalAllows(a: Policy, b: Policy): readonly Statement[] {
  const named = a.statements.filter(
    ({ effect, principal }) =>
      effect === "Allow" && principal?.named.some(({ type }) => type === "CanonicalUser") === true,
  );
  if (named.length === 0) return named;
  const [ofA, ofB] = [a, b].map((policy) => new Set(policy.statements.map((one) => textOf(policy, one))));
  const deniesMore = b.statements.some((one) => one.effect === "Deny" && ofA?.has(textOf(b, one)) !== true);
  const forAll = (one: Statement): boolean =>
    b.statements.some(({ principal, ...other }) => {
      if (principal?.everyone !== true || principal.negated) return false;
      return textOf(b, { ...other, principal }) === textOf(a, { ...one, principal });
    });
  return named.filter((one) => deniesMore || !(ofB?.has(textOf(a, one)) === true || forAll(one)));
}
