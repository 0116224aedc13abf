// The parts of a statement that matter: each of its actions on each of its resources, put together again.

import type { Policy } from "../compiled/policy.ts";
import type { Statement } from "../compiled/statement.ts";
import type { Element } from "../policy-document.ts";
import type { Region } from "../words/region.ts";
import { regionPolicy } from "./region-policy.ts";

/** More parts than these are not told apart. */
const MOST = 100;

/**
 * The regions of a statement for whose actions and resources `matters` holds, asked with the statement narrowed to each.
 * Elements in their Not… form are not taken apart, nor is a statement of more than a hundred parts: it is given whole.
 */
export function partsOf(
  statement: Statement,
  document: Policy,
  matters: (part: Statement) => boolean,
): readonly Region[] {
  const { action, resource = EVERY } = statement;
  const [actions, resources] = [split(action), split(resource)];
  if (actions.length * resources.length > MOST) return [statement];
  const mattering = actions.map((one) => ({
    action: one,
    resources: resources.filter((each) => matters(narrowed(statement, document, one, each))),
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

const EVERY: Element = { negated: false, values: ["*"] };

function narrowed(statement: Statement, document: Policy, action: Element, resource: Element): Statement {
  const [part] = regionPolicy(document, { action, resource }).statements;
  if (part === undefined) return statement;
  const actions = { action, takesAction: part.takesAction };
  if (statement.resource === undefined) return { ...statement, ...actions };
  return { ...statement, ...actions, resource, takesResource: part.takesResource };
}

const split = ({ negated, values }: Element): readonly Element[] =>
  negated ? [{ negated, values }] : [...new Set(values)].map((value) => ({ negated, values: [value] }));

const joined = (elements: readonly Element[]): Element => ({
  negated: elements[0]?.negated === true,
  values: elements.flatMap(({ values }) => values),
});
