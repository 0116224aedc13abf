// On which open rules of policy/decision/readings.ts a question can turn.

import type { Policy, PolicySet } from "../compiled/policy.ts";
import type { Statement } from "../compiled/statement.ts";
import { COMPARED } from "../conditions/compile-condition.ts";
import type { ReadingName } from "../decision/readings.ts";
import { isPromised, type Question } from "./question.ts";

type Turns = (policy: Policy, statement: Statement) => boolean;

const MFA = /aws:multifactorauthpresent/i;

const RULES: readonly (readonly [reading: ReadingName, turns: Turns])[] = [
  [
    "variable-without-value",
    (_, { effect, resource }) =>
      (effect === "Deny" || resource?.negated === true) &&
      (resource?.values ?? []).some((text) => text.includes("${")),
  ],
  [
    "multivalued-key-without-set-operator",
    ({ keyTypes }, { conditions }) =>
      conditions.some(({ key, operator, quantifier }) => {
        const lower = key.toLowerCase();
        if (quantifier !== undefined || operator === "Null" || COMPARED.has(lower)) return false;
        return keyTypes(lower) !== "single-valued";
      }),
  ],
  [
    "mfa-of-federated-identity",
    (_, { conditions, resource }) =>
      [...conditions.flatMap(({ key, values }) => [key, ...values]), ...(resource?.values ?? [])].some(
        (text) => MFA.test(text),
      ),
  ],
  [
    "everyone-and-session-policy",
    ({ kind }, { effect, principal }) =>
      kind === "resource" &&
      effect === "Allow" &&
      (principal?.everyone === true || (principal?.named ?? []).some(({ value }) => value === "*")),
  ],
];

/** All policies of a set. */
export const policiesOf = (policies: PolicySet): readonly Policy[] => [
  ...(policies.identity ?? []),
  ...(policies.session ?? []),
  ...[policies.permissionsBoundary, policies.resource].filter((policy) => policy !== undefined),
  ...(policies.serviceControl ?? []).flat(),
  ...(policies.resourceControl ?? []).flat(),
];

/** All policies of a question. */
export const policiesIn = ({ a, b, within }: Question): readonly Policy[] => [
  ...policiesOf(a.policies),
  ...(isPromised(b) ? [b.region] : policiesOf(b.policies)),
  ...(within === undefined ? [] : [within]),
];

/** Every choice of the open rules that can matter; the reading that decisions take comes first. */
export function readingsOf(question: Question): readonly ReadonlySet<ReadingName>[] {
  const policies = policiesIn(question);
  const matters = RULES.filter(([, turns]) =>
    policies.some((policy) => policy.statements.some((statement) => turns(policy, statement))),
  ).map(([reading]) => reading);
  let choices: readonly ReadonlySet<ReadingName>[] = [new Set()];
  for (const reading of matters) {
    choices = [...choices, ...choices.map((choice) => new Set([...choice, reading]))];
  }
  return choices;
}
