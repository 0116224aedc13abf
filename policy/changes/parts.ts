// The parts of a statement that matter: each of its actions on each of its resources, put together again.

import type { Policy } from "../compiled/policy.ts";
import type { Element } from "../policy-document.ts";
import type { Region } from "../words/region.ts";
import { regionPolicy } from "./region-policy.ts";

/** More parts than these are not told apart. */
const MOST = 100;

/**
 * The regions of a statement for whose actions and resources `matters` holds. Elements in their Not… form are not taken
 * apart, nor is a statement of more than a hundred parts: it is then given whole.
 */
export function partsOf(
  statement: Region,
  document: Policy,
  matters: (part: Policy) => boolean,
): readonly Region[] {
  const { action, resource = { negated: false, values: ["*"] } } = statement;
  const [actions, resources] = [split(action), split(resource)];
  if (actions.length * resources.length > MOST) return [statement];
  const mattering = actions.map((one) => ({
    action: one,
    resources: resources.filter((each) => matters(regionPolicy(document, { action: one, resource: each }))),
  }));
  const groups = Map.groupBy(mattering, ({ resources: those }) =>
    JSON.stringify(those.map(({ values }) => values)),
  );
  const regions = [...groups.values()].flatMap((group): Region[] => {
    const those = group[0]?.resources ?? [];
    if (those.length === 0) return [];
    const part = { ...statement, action: joined(group.map((one) => one.action)) };
    return [statement.resource === undefined ? part : { ...part, resource: joined(those) }];
  });
  // What shows only between the parts is told of the whole.
  return regions.length === 0 ? [statement] : regions;
}

const split = ({ negated, values }: Element): readonly Element[] =>
  negated ? [{ negated, values }] : [...new Set(values)].map((value) => ({ negated, values: [value] }));

const joined = (elements: readonly Element[]): Element => ({
  negated: elements[0]?.negated === true,
  values: elements.flatMap(({ values }) => values),
});
