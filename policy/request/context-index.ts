// The context of a request: its condition keys, found without regard to case.
import type { RequestContext } from "../authorization-request.ts";
import { remember } from "../remember.ts";
import { contradicts, isSettled } from "./derived-keys.ts";
import { EvaluationError } from "./evaluation-error.ts";
import { pairOf } from "./paired-keys.ts";
import type { Asker, Value } from "./presence-test.ts";

const contextKey = remember((name) => {
  const key = name.toLowerCase();
  return { key, settled: isSettled(key), isPaired: pairOf(key) !== undefined };
});

/**
 * Fills the index; gives its keys that can contradict another part of the request.
 * Throws EvaluationError for a key that has two values, no text as its value, or one that this caller cannot have.
 */
export function fillIndex(
  index: Map<string, Value>,
  asker: Asker,
  context: RequestContext,
): readonly string[] {
  const paired: string[] = [];
  for (const name in context) {
    const value = context[name];
    if (value === undefined) continue;
    const { key, settled, isPaired } = contextKey(name);
    if (index.has(key)) {
      throw new EvaluationError(`The condition key "${name}" is in the context twice, in two spellings.`);
    }
    requireTexts(name, value);
    if (settled && contradicts(asker, key, value)) {
      throw new EvaluationError(
        `The condition key "${name}" is ${JSON.stringify(value)} in the context, and the principal says otherwise.`,
      );
    }
    // An empty list is no value.
    if (value.length === 0 && typeof value !== "string") continue;
    index.set(key, value);
    if (isPaired) paired.push(key);
  }
  return paired;
}

function requireTexts(name: string, value: unknown): void {
  if (typeof value === "string" || Array.isArray(value)) return;
  throw new EvaluationError(`The condition key "${name}" has a value that is no text and no list of texts.`);
}

/** Throws EvaluationError for one of the keys that contradicts what else the request tells. */
export function requireAgreement(asker: Asker, paired: readonly string[]): void {
  for (const key of paired) {
    const value = asker.told(key);
    if (value === undefined || pairOf(key)?.(asker, value) !== true) continue;
    throw new EvaluationError(
      `The condition key "${key}" is ${JSON.stringify(value)} in the context, and the rest of the request says otherwise.`,
    );
  }
}
