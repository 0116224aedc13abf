// The table of mutators: every way in which one statement is changed.

import { sayCondition, withConditions } from "./condition.ts";
import { conditionMutators, HIDING } from "./conditions.ts";
import type { Mutator } from "./mutator.ts";
import { principalMutators } from "./principals.ts";
import { elementOf, replaced } from "./statement.ts";
import { valueMutators } from "./values.ts";

const isAllow = (effect: unknown): boolean => String(effect).toLowerCase() === "allow";

const flipped: Mutator = {
  name: "effect: flipped",
  changes(statement) {
    const effect = isAllow(statement.Effect) ? "Deny" : "Allow";
    return [
      {
        says: `Effect ${statement.Effect} becomes ${effect}`,
        statement: replaced(statement, "Effect", effect),
      },
    ];
  },
};

/** A right to everything that few requests have: beside an Allow, it is seen by none that lacks the key. */
const hidden: Mutator = {
  name: "statement: everything, under a condition",
  changes(statement) {
    if (!isAllow(statement.Effect)) return [];
    const wide = ["Action", "Resource"].reduce((so, element) => {
      const found = elementOf(so, element);
      return found === undefined ? so : replaced(so, found.name, "*", element);
    }, statement);
    return HIDING.flatMap((one) => {
      const changed = withConditions(wide, [one]);
      const says = `any action on any resource, if ${sayCondition(one)}`;
      return changed === undefined ? [] : [{ says, statement: changed }];
    });
  },
};

/** Each changes one statement. */
export const mutators: readonly Mutator[] = [
  flipped,
  ...valueMutators,
  ...principalMutators,
  ...conditionMutators,
  hidden,
];
