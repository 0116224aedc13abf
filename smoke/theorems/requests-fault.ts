// What is wrong with the requests of a theorem's row.

import { PolicyError } from "../../policy/policy-error.ts";
import { regionOf } from "../prediction/region.ts";
import type { Requests, When } from "../theorems.ts";
import { isPlace, listOf, PLACES } from "./places.ts";
import { conditionsOf, SESSION_TAGS } from "./row-requests.ts";

/** In words that end a sentence; undefined when nothing is wrong. */
export function faultOfRequests(row: Requests): string | undefined {
  const { on, when } = row;
  if (!isTexts(row.do)) return 'its "do" is neither an action nor a list of actions';
  if (on !== undefined && !isTexts(on)) return 'its "on" is neither a resource nor a list of resources';
  const nowhere = on === undefined ? undefined : listOf(on).find((text) => !isPlace(text));
  if (nowhere !== undefined)
    return `the resource "${nowhere}" is neither an ARN nor one of ${PLACES.join(", ")}`;
  return (when === undefined ? undefined : faultOfWhen(when)) ?? refusal(row);
}

function faultOfWhen(when: When): string | undefined {
  if (typeof when !== "object" || when === null || Object.keys(when).length === 0)
    return 'its "when" holds no condition: leave it out';
  const odd = Object.entries(when).find(([, value]) => !isTexts(value) && !isElement(value));
  if (odd !== undefined)
    return `what "${odd[0]}" is to be in its "when" is neither a text nor a list of texts`;
  const wrong = conditionsOf(when).find(({ values }) => !isTexts(values));
  return wrong && `the values of "${wrong.key}" in its "when" are neither a text nor a list of texts`;
}

// What IAM would refuse in a policy means nothing here.
function refusal({ do: Action, on = "*", when }: Requests): string | undefined {
  const Resource = listOf(on).map((text) => (text === "*" || text.startsWith("arn:") ? text : "*"));
  const conditions = when === undefined ? [] : conditionsOf(when);
  try {
    regionOf([
      { Effect: "Allow", Action, Resource },
      ...conditions.map(({ operator, key, values }) => ({
        ...{ Effect: "Allow", Action, Resource },
        Condition: {
          [operator]: { [key]: listOf(values).map((value) => (value === SESSION_TAGS ? "tag" : value)) },
        },
      })),
    ]);
    return undefined;
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    return `IAM would refuse it in a policy: ${error.detail.replace(/\.$/, "")}`;
  }
}

const isElement = (value: unknown): boolean =>
  typeof value === "object" && value !== null && !Array.isArray(value) && Object.keys(value).length > 0;

/** A text, or a list of at least one; none of them empty. */
export const isTexts = (value: unknown): value is string | readonly string[] =>
  Array.isArray(value) ? value.length > 0 && value.every(isText) : isText(value);

const isText = (value: unknown): boolean => typeof value === "string" && value !== "";

/** A member that a row does not have: Node runs the table without checking its types. */
export function strayOf(row: object, members: readonly string[]): string | undefined {
  const stray = Object.keys(row).find((member) => !members.includes(member));
  return stray === undefined
    ? undefined
    : `the member "${stray}" is unknown; there are ${members.join(", ")}`;
}
