// The context of a request: its condition keys, found without regard to case.
import type { RequestContext } from "../authorization-request.ts";
import { remember } from "../remember.ts";
import { contradicts, isSettled } from "./derived-keys.ts";
import { EvaluationError } from "./evaluation-error.ts";
import { contradiction, isPaired } from "./paired-keys.ts";
import type { Asker, Value } from "./presence-test.ts";

const contextKey = remember((name) => {
  const key = name.toLowerCase();
  return { key, settled: isSettled(key), paired: isPaired(key) };
});

/**
 * Fills the index; gives whether a key of it can contradict another part of the request.
 * Throws EvaluationError for a key that has two values, no text as its value, or one that this caller cannot have.
 */
export function fillIndex(index: Map<string, Value>, asker: Asker, context: RequestContext): boolean {
  let pairs = false;
  for (const name in context) {
    const value = context[name];
    if (value === undefined) continue;
    const { key, settled, paired } = contextKey(name);
    if (index.has(key)) {
      throw new EvaluationError(`The condition key "${name}" is in the context twice, in two spellings.`);
    }
    if (typeof value !== "string" && !Array.isArray(value)) {
      throw new EvaluationError(
        `The condition key "${name}" has a value that is no text and no list of texts.`,
      );
    }
    if (settled && contradicts(asker, key, value)) {
      throw new EvaluationError(
        `The condition key "${name}" is ${JSON.stringify(value)} in the context, and the principal says otherwise.`,
      );
    }
    // An empty list is no value.
    if (value.length === 0 && typeof value !== "string") continue;
    pairs ||= paired;
    index.set(key, value);
  }
  return pairs;
}

/** Throws EvaluationError for a key that contradicts what else the request tells. */
export function requireAgreement(asker: Asker): void {
  const key = contradiction(asker);
  if (key === undefined) return;
  throw new EvaluationError(
    `The condition key "${key}" is ${JSON.stringify(asker.told(key))} in the context, and the rest of the request says otherwise.`,
  );
}
