// The conditions of a statement as a list, and the list as the element Condition.

import { listOf, replaced, type Statement, without, written } from "./statement.ts";

export interface Condition {
  /** `ForAllValues:` with its colon, or nothing. */
  readonly set: string;
  /** `StringEquals` */
  readonly operator: string;
  readonly ifExists: boolean;
  readonly key: string;
  readonly values: readonly string[];
}

export function conditionsOf({ Condition: written = {} }: Statement): readonly Condition[] {
  const operators = Object.entries(written as Readonly<Record<string, Readonly<Record<string, unknown>>>>);
  return operators.flatMap(([name, keys]) => {
    const [, set = "", operator = "", ifExists] =
      /^(ForAllValues:|ForAnyValue:)?(.+?)(IfExists)?$/.exec(name) ?? [];
    return Object.entries(keys).map(([key, values]) => ({
      ...{ set, operator, key },
      ...{ ifExists: ifExists !== undefined, values: listOf(values).map(String) },
    }));
  });
}

const nameOf = ({ set, operator, ifExists }: Condition): string =>
  `${set}${operator}${ifExists ? "IfExists" : ""}`;

/** The statement with these conditions instead of its own; undefined where two of them are about one key. */
export function withConditions(
  statement: Statement,
  conditions: readonly Condition[],
): Statement | undefined {
  if (conditions.length === 0) return without(statement, "Condition");
  const names = conditions.map((one) => `${nameOf(one)} ${one.key.toLowerCase()}`);
  if (new Set(names).size < names.length) return undefined;
  const element = Object.fromEntries(
    [...Map.groupBy(conditions, nameOf)].map(([name, all]) => [
      name,
      Object.fromEntries(all.map(({ key, values }) => [key, written(values)])),
    ]),
  );
  return Object.hasOwn(statement, "Condition")
    ? replaced(statement, "Condition", element)
    : { ...statement, Condition: element };
}

/** `StringEqualsIfExists aws:PrincipalTag/team red` */
export const sayCondition = (condition: Condition): string =>
  `${nameOf(condition)} ${condition.key} ${condition.values.join(", ")}`;
