// `some` and `every` for answers that may be in doubt: a certain answer wins over one that cannot be evaluated.
import { EvaluationError } from "./evaluation-error.ts";

/** Whether any item passes. Throws an EvaluationError, which names the keys of all, only if no item decides. */
export function someHolds<Item>(items: readonly Item[], test: (item: Item) => boolean): boolean {
  let doubt: EvaluationError | undefined;
  for (const item of items) {
    try {
      if (test(item)) return true;
    } catch (error) {
      if (!(error instanceof EvaluationError)) throw error;
      doubt = doubt === undefined ? error : doubt.with(error);
    }
  }
  if (doubt !== undefined) throw doubt;
  return false;
}

/** Whether every item passes. Throws an EvaluationError, which names the keys of all, only if no item decides. */
export const everyHolds = <Item>(items: readonly Item[], test: (item: Item) => boolean): boolean =>
  !someHolds(items, (item) => !test(item));
