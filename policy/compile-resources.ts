// The test of Resource or NotResource: fixed patterns compiled once, those with variables filled in per request.
import { arnTest } from "./arn-pattern.ts";
import type { Asked } from "./asked.ts";
import { anyTest, type TextTest } from "./glob.ts";
import type { TemplateReader } from "./read-template.ts";
import type { ElementSource } from "./source.ts";
import { fixedHead, hasVariables, isStar, resolve, type Template } from "./template.ts";
import type { Effect } from "./types.ts";

interface Variable {
  readonly template: Template;
  readonly head: string;
}

export type ResourceTest = (asked: Asked) => boolean;

export function compileResources(
  source: ElementSource | undefined,
  effect: Effect,
  read: TemplateReader,
): ResourceTest {
  // Only a role's trust policy has no resource: it is about the role itself.
  if (source === undefined) return () => true;
  const templates = source.values.map(read);
  const variable = templates
    .filter(hasVariables)
    .map((template) => ({ template, head: fixedHead(template) }));
  const fixed = anyTest(templates.filter((template) => !hasVariables(template)).map(resourceTest));
  if (variable.length === 0) {
    return source.negated ? (asked) => !fixed(asked.resource) : (asked) => fixed(asked.resource);
  }
  const listed = (asked: Asked): boolean =>
    fixed(asked.resource) || variable.some((one) => takes(one, asked));
  if (!source.negated) return listed;
  // A variable without a value leaves it open what is excepted: an Allow then grants nothing.
  const open = (asked: Asked): boolean =>
    variable.some(({ template }) => resolve(template, asked) === undefined);
  return (asked) => !listed(asked) && (effect === "Deny" || !open(asked));
}

// A resource whose variable has no value takes in nothing.
function takes({ template, head }: Variable, asked: Asked): boolean {
  // A variable stands in the last part of an ARN; where the text before it differs, its value is not needed.
  if (!asked.resource.startsWith(head)) return false;
  const resolved = resolve(template, asked);
  return resolved !== undefined && arnTest(resolved)(asked.resource);
}

const resourceTest = (template: Template): TextTest => (isStar(template) ? () => true : arnTest(template));
