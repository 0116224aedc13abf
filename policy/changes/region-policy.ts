// A region of requests as a policy that only describes it: none of AWS's checks of documents applies.

import { indexActions } from "../compiled/action-index.ts";
import { compileStatement } from "../compiled/compile-statement.ts";
import type { Policy } from "../compiled/policy.ts";
import type { Statement } from "../compiled/statement.ts";
import type { ElementSource } from "../language/source.ts";
import type { Effect, Element } from "../policy-document.ts";

interface Requests {
  readonly action: Element;
  readonly resource: Element;
}

type Reading = Pick<Policy, "version" | "keyTypes">;

/** The requests for some actions on some resources, as a document of that version reads them. */
export const regionPolicy = (reading: Reading, requests: Requests): Policy =>
  policyOf(reading, [statementOf(reading, "Allow", requests)]);

/** The requests of a region, of one Allow, that are also for all of some actions and all of some resources. */
export function within(region: Policy, actions: readonly Element[], resources: readonly Element[]): Policy {
  const denies = [
    ...actions.map((action) => statementOf(region, "Deny", { action: complement(action), resource: EVERY })),
    ...resources.map((resource) =>
      statementOf(region, "Deny", { action: EVERY, resource: complement(resource) }),
    ),
  ];
  return policyOf(region, [...region.statements, ...denies]);
}

const EVERY: Element = { negated: false, values: ["*"] };

const complement = ({ negated, values }: Element): Element => ({ negated: !negated, values });

function policyOf({ version, keyTypes }: Reading, statements: readonly Statement[]): Policy {
  return { kind: "identity", version, statements, select: indexActions(statements), keyTypes };
}

function statementOf(
  { version, keyTypes }: Reading,
  effect: Effect,
  { action, resource }: Requests,
): Statement {
  const source = {
    ...{ ...NOWHERE, sid: undefined, principal: undefined, conditions: [] },
    effect: { text: effect, ...NOWHERE },
    action: sourceOf(action),
    resource: sourceOf(resource),
  };
  return compileStatement({ text: "", kind: "identity" }, source, 0, version, keyTypes);
}

const NOWHERE = { offset: 0, path: "$" };

const sourceOf = ({ negated, values }: Element): ElementSource => ({
  ...{ negated, ...NOWHERE },
  values: values.map((text) => ({ text, ...NOWHERE })),
});
