// The changes of several questions about one principal, told once.

import { worst } from "../proof/answer.ts";
import { regionInWords } from "../words/region.ts";
import type { Change, Changes } from "./changes.ts";

/** A change, and which document of several it is about: two buckets have a policy each. */
export interface TitledChange extends Change {
  readonly document?: string;
}

export interface TitledChanges extends Changes {
  readonly changes: readonly TitledChange[];
}

/** Equal causes in equal documents become one change, with the regions of all and the worst verdict. */
export function mergeChanges(all: readonly TitledChanges[]): TitledChanges {
  const groups = Map.groupBy(
    all.flatMap(({ changes }) => changes),
    identityOf,
  );
  return {
    answer: worst(all.map(({ answer }) => answer)),
    rest: worst(all.map(({ rest }) => rest)),
    changes: [...groups.values()].flatMap((group) => {
      const [first] = group.toSorted((one, other) => rank(one) - rank(other));
      return first === undefined ? [] : [{ ...first, regions: distinct(group) }];
    }),
  };
}

const rank = ({ verdict }: Change): number => (verdict === "not contained" ? 0 : 1);

function identityOf({ cause, document }: TitledChange): string {
  const statement = "statement" in cause ? [cause.index, cause.statement.index] : [];
  return JSON.stringify([cause.by, "policy" in cause && cause.policy, document, ...statement]);
}

const distinct = (group: readonly Change[]): Change["regions"] => [
  ...new Map(
    group.flatMap(({ regions }) => regions).map((region) => [regionInWords(region, {}), region]),
  ).values(),
];
