// The requests of a theorem's row, as the statements of a region.

import { isIP } from "node:net";
import { KEY_TYPES } from "../../policy/request/key-types.ts";
import type { Target } from "../deployment/target.ts";
import type { WrittenStatement } from "../prediction/region.ts";
import type { Requests, Values, When } from "../theorems.ts";
import { listOf, resourcesOf } from "./places.ts";

/** None where all its resources are of a bucket that the deployment lacks. */
export function requestsOf(
  row: Requests,
  Effect: "Allow" | "Deny",
  target: Target,
): readonly WrittenStatement[] {
  const Resource = resourcesOf(row, target);
  return Resource.length === 0 ? [] : [{ Effect, Action: row.do, Resource, ...conditionOf(row, target) }];
}

/** The element Condition of a row; nothing without conditions. */
export function conditionOf({ when }: Requests, target: Target): WrittenStatement {
  if (when === undefined) return {};
  const Condition: Record<string, Record<string, readonly string[]>> = {};
  for (const { operator, key, values } of conditionsOf(when)) {
    Condition[operator] = {
      ...Condition[operator],
      [key]: listOf(values).flatMap((one) => valuesOf(one, target)),
    };
  }
  return { Condition };
}

export interface Written {
  readonly operator: string;
  readonly key: string;
  readonly values: Values;
}

/** The conditions of a row, each with the operator of an element Condition. */
export const conditionsOf = (when: When): readonly Written[] =>
  Object.entries(when).flatMap(([name, value]) =>
    typeof value === "string" || isList(value)
      ? [{ operator: operatorFor(name, listOf(value)), key: name, values: value }]
      : Object.entries(value).map(([key, values]) => ({ operator: name, key, values })),
  );

const isList = (value: unknown): value is readonly string[] => Array.isArray(value);

// The operator that compares such values, for a key that is written without one.
function operatorFor(key: string, values: readonly string[]): string {
  const set = KEY_TYPES(key.toLowerCase()) === "multivalued" ? "ForAnyValue:" : "";
  if (values.every((value) => /^(?:true|false)$/.test(value))) return `${set}Bool`;
  if (values.every((value) => isIP(value.split("/")[0] ?? "") !== 0)) return `${set}IpAddress`;
  return `${set}StringLike`;
}

export const SESSION_TAGS = "the session tags";

// The key of a tag is never empty: without tags, the list matches none.
function valuesOf(value: string, { broker: { sessionTags = [] } }: Target): readonly string[] {
  if (value !== SESSION_TAGS) return [value];
  return sessionTags.length === 0 ? [""] : sessionTags;
}
