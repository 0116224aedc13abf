// The test of Resource or NotResource: fixed patterns compiled once, those with variables filled in per request.
import { arnTest } from "./arn-pattern.ts";
import type { Asked } from "./asked.ts";
import { anyTest, type TextTest } from "./glob.ts";
import type { TemplateReader } from "./read-template.ts";
import type { ElementSource } from "./source.ts";
import { hasVariables, isStar, resolve, type Template } from "./template.ts";
import type { Effect } from "./types.ts";

export type ResourceTest = (asked: Asked) => boolean;

export function compileResources(
  source: ElementSource | undefined,
  effect: Effect,
  read: TemplateReader,
): ResourceTest {
  // Only a role's trust policy has no resource: it is about the role itself.
  if (source === undefined) return () => true;
  const templates = source.values.map(read);
  const variable = templates.filter(hasVariables);
  const fixed = anyTest(templates.filter((template) => !hasVariables(template)).map(resourceTest));
  if (variable.length === 0) {
    return source.negated ? (asked) => !fixed(asked.resource) : (asked) => fixed(asked.resource);
  }
  const listed = (asked: Asked): boolean =>
    fixed(asked.resource) || variable.some((template) => takes(template, asked));
  if (!source.negated) return listed;
  // A variable without a value leaves it open what is excepted: an Allow then grants nothing.
  const open = (asked: Asked): boolean => variable.some((template) => resolve(template, asked) === undefined);
  return (asked) => !listed(asked) && (effect === "Deny" || !open(asked));
}

// A resource whose variable has no value takes in nothing.
function takes(template: Template, asked: Asked): boolean {
  const resolved = resolve(template, asked);
  return resolved !== undefined && arnTest(resolved)(asked.resource);
}

const resourceTest = (template: Template): TextTest => (isStar(template) ? () => true : arnTest(template));
