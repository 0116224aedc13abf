// The test of Resource or NotResource: fixed patterns compiled once, those with variables filled in per request.

import type { TemplateReader } from "../language/read-template.ts";
import type { ElementSource } from "../language/source.ts";
import { arnTest, splitArn } from "../patterns/arn-pattern.ts";
import { anyTest, compileGlob, globTest, type TextTest } from "../patterns/glob.ts";
import { fixedHead, hasVariables, isStar, resolve, type Template } from "../patterns/template.ts";
import type { Effect } from "../policy-document.ts";
import type { Asked } from "../request/asked.ts";
import { someHolds } from "../request/doubt.ts";
import { EvaluationError } from "../request/evaluation-error.ts";

interface Variable {
  readonly template: Template;
  readonly head: string;
  /** For a variable before the fifth colon: what the pattern matches for any value of the variable. */
  readonly early: TextTest | undefined;
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
  // Where it is unclear what a pattern matches, a Deny matches more and an Allow less.
  const generous = (effect === "Deny") !== source.negated;
  const variable = templates
    .filter(hasVariables)
    .map((template) => ({ template, head: fixedHead(template), early: earlyTest(template) }));
  const fixed = anyTest(
    templates.filter((template) => !hasVariables(template)).map((one) => resourceTest(one, generous)),
  );
  if (variable.length === 0) {
    return source.negated ? (asked) => !fixed(asked.resource) : (asked) => fixed(asked.resource);
  }
  const listed = (asked: Asked): boolean =>
    fixed(asked.resource) || someHolds(variable, (one) => takes(one, asked, generous));
  // AWS documents that the neighbours of an element without a value still allow; it is open whether they deny.
  if (!source.negated && effect === "Allow") return listed;
  const isInvalid = (asked: Asked): boolean =>
    variable.some(({ template }) => lacksValue(template, asked)) &&
    asked.takesOther("variable-without-value");
  return (asked) => listed(asked) !== source.negated && !isInvalid(asked);
}

// A resource whose variable has no value matches nothing, in Resource and in NotResource.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-no-value
function takes({ template, head, early }: Variable, asked: Asked, generous: boolean): boolean {
  // Where the text before a variable differs, its value is not needed.
  if (!asked.resource.startsWith(head)) return false;
  if (early !== undefined) {
    if (!early(asked.resource)) return false;
    throw new EvaluationError(
      `The Resource "${written(template)}" has a variable before the fifth colon, where AWS documents none.`,
    );
  }
  const resolved = resolve(template, asked);
  return resolved !== undefined && resourceTest(resolved, generous)(asked.resource);
}

// AWS's own policies have variables there, but its pages say that they do not work: it is unclear which is true.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
function earlyTest(template: Template): TextTest | undefined {
  if (!splitArn(template).slice(0, -1).some(hasVariables)) return undefined;
  return globTest(
    compileGlob(template.map((piece) => (piece.kind === "variable" ? { kind: "text", text: "*" } : piece))),
  );
}

const lacksValue = (template: Template, asked: Asked): boolean =>
  template.some(
    (piece) =>
      piece.kind === "variable" && piece.fallback === undefined && asked.lacks(piece.key, piece.type),
  );

const written = (template: Template): string =>
  template.map((piece) => (piece.kind === "variable" ? `\${${piece.key}}` : piece.text)).join("");

/**
 * Part by part; where a `*` ends a part, it also matches beyond that part's colon: `arn:aws:dynamodb:*:table/t`.
 * A `*` within a part stays there; if another `*` ends a part, it is unclear whether it does.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export function resourceTest(template: Template, generous: boolean): TextTest {
  if (isStar(template)) return () => true;
  const parted = arnTest(template);
  const heads = splitArn(template).slice(0, -1).map(starred);
  const within = heads.some((text) => text.slice(0, -1).includes("*"));
  if (!heads.some((text) => text.endsWith("*")) || (within && !generous)) return parted;
  const whole = globTest(compileGlob(template));
  return (subject) => parted(subject) || whole(subject);
}

// The wildcards of a part, without other characters that could look like one.
const starred = (part: Template): string =>
  part.map(({ kind, ...piece }) => (kind === "text" && "text" in piece ? piece.text : "-")).join("");
