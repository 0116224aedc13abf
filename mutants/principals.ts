// Mutators of the element Principal.

import type { Around, Change, Mutator } from "./mutator.ts";
import { listOf, opposite, replaced, type Statement, written } from "./statement.ts";

const OTHER_ACCOUNT = "444455556666";

interface Row {
  readonly name: string;
  readonly says: string;
  instead(around: Around): unknown;
}

const root = (account: string, partition: string) => ({ AWS: `arn:${partition}:iam::${account}:root` });

const ROWS: readonly Row[] = [
  { name: "principal: everyone", says: "everyone", instead: () => "*" },
  {
    ...{ name: "principal: the account", says: "the whole account" },
    instead: ({ accountId, partition }) => root(accountId, partition),
  },
  {
    ...{ name: "principal: another account", says: `the account ${OTHER_ACCOUNT}` },
    instead: ({ partition }) => root(OTHER_ACCOUNT, partition),
  },
];

const nameOf = (statement: Statement): string | undefined =>
  ["Principal", "NotPrincipal"].find((name) => Object.hasOwn(statement, name));

const toMutator = ({ name, says, instead }: Row): Mutator => ({
  name,
  changes(statement, around) {
    const element = nameOf(statement);
    if (element === undefined) return [];
    return [{ says: `${element} becomes ${says}`, statement: replaced(statement, element, instead(around)) }];
  },
});

const dropped: Mutator = {
  name: "principal: dropped",
  changes(statement) {
    const element = nameOf(statement);
    const principal = element === undefined ? undefined : statement[element];
    if (element === undefined || typeof principal !== "object" || principal === null) return [];
    const named = Object.entries(principal).flatMap(([type, values]) =>
      listOf(values).map((value) => ({ type, value })),
    );
    if (named.length < 2) return [];
    return named.map(({ value }, place): Change => {
      const left = Map.groupBy(named.toSpliced(place, 1), ({ type }) => type);
      const kept = [...left].map(([type, all]) => [type, written(all.map((each) => each.value))]);
      return {
        says: `${element} ${value} is dropped`,
        statement: replaced(statement, element, Object.fromEntries(kept)),
      };
    });
  },
};

const negated: Mutator = {
  name: "principal: NotPrincipal",
  changes(statement) {
    const element = nameOf(statement);
    if (element === undefined) return [];
    const other = opposite(element);
    return [
      {
        says: `${element} becomes ${other}`,
        statement: replaced(statement, element, statement[element], other),
      },
    ];
  },
};

export const principalMutators: readonly Mutator[] = [...ROWS.map(toMutator), dropped, negated];
