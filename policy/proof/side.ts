// How the policies of one side are read: names of keys, values of variables, open rules, doubt.

import type { Policy } from "../compiled/policy.ts";
import type { Statement } from "../compiled/statement.ts";
import type { ReadingName } from "../decision/readings.ts";
import { parseTemplate, plainTemplate, type Template } from "../patterns/template.ts";
import type { Bindings } from "./match.ts";

/** How the policies of one side are read. */
export interface Side {
  /** Empty where both sides have the same caller. */
  readonly name: string;
  /** The name of a key, which the sides may have each for itself. */
  readonly nameOf: (key: string) => string;
  readonly bindings: Bindings;
  readonly others: ReadonlySet<ReadingName>;
  /** Statements whose doubt counts as access: an Allow of them applies, and a Deny does not. */
  readonly generous?: ReadonlySet<Statement> | undefined;
}

/** Whether an operator without set operator compares the only value of a list. */
export const isListCompared = ({ others }: Side): boolean =>
  !others.has("multivalued-key-without-set-operator");

/** All on which it depends how a side reads a statement. */
export function readingOf(policy: Policy, { resource, conditions }: Statement, side: Side): string {
  const reading = `${side.name} ${isListCompared(side)}`;
  const texts = [resource, ...conditions].flatMap((element) => element?.values ?? []);
  const written = texts.filter((text) => text.includes("${"));
  if (written.length === 0) return reading;
  const mark = markOf(
    written.map((text) => templateOf(policy, text)),
    side,
  );
  return `${reading} ${isInvalidWithoutValue(side)} ${JSON.stringify(mark)}`;
}

/** Whether a variable without a value makes an element of a Deny, or of NotResource, invalid. */
export const isInvalidWithoutValue = ({ others }: Side): boolean => others.has("variable-without-value");

/** What a value with a variable matches depends on the side's caller, and on what is known of the variable. */
export function markOf(templates: readonly Template[], { name, bindings }: Side): unknown {
  const keys = templates.flatMap((template) =>
    template.flatMap((piece) => (piece.kind === "variable" ? [piece.key] : [])),
  );
  return keys.length > 0 && [name, keys.map((key) => bindings(key) ?? "unknown")];
}

/** A text of a policy, as policy/language/read-template.ts reads it; what it refuses is in no policy. */
export function templateOf({ version, keyTypes }: Policy, text: string): Template {
  const template =
    version === "2012-10-17" && text.includes("${") ? parseTemplate(text) : plainTemplate(text);
  if ("unknown" in template)
    throw new Error(`The policy holds ${template.unknown}, which no policy may hold.`);
  return template.map((piece) =>
    piece.kind === "variable" ? { ...piece, type: keyTypes(piece.key) } : piece,
  );
}
