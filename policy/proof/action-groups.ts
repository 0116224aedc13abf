// Actions asked about together: where no request for any of them can show a difference, none is asked about alone.

import type { CatalogueAction } from "../findings/catalogue.ts";
import type { Narrowing } from "./narrowing.ts";
import { type Beyond, ofAnyAction } from "./on-resources.ts";

/** Whether a part of a question may show a difference; false only if it does not, for certain. */
export type MayDiffer = (part: Omit<Narrowing, "others" | "chosen">) => boolean;

// The resources of more actions than this have little in common.
const LARGEST = 32;

/** Groups of actions that lack the same keys, which `foreign` gives as lines; each is asked about once at most. */
export function groupsOf(
  actions: readonly CatalogueAction[],
  foreign: (action: CatalogueAction) => string,
  mayDiffer: MayDiffer,
  beyond?: Beyond,
): { readonly mayDiffer: (action: CatalogueAction) => boolean } {
  const groups = new Map<CatalogueAction, readonly CatalogueAction[]>();
  for (const [, alike] of Map.groupBy(actions, foreign)) {
    for (let at = 0; at < alike.length; at += LARGEST) {
      const group = alike.slice(at, at + LARGEST);
      for (const action of group) groups.set(action, group);
    }
  }
  const answers = new Map<readonly CatalogueAction[], boolean>();
  return {
    mayDiffer: (action) => {
      const group = groups.get(action) ?? [action];
      if (group.length === 1) return true;
      const absent = new Set(foreign(action).split("\n"));
      const answer =
        answers.get(group) ??
        mayDiffer({
          actions: group.map(({ name }) => name.toLowerCase()),
          also: (table, keys) =>
            ofAnyAction(
              table,
              keys.filter(({ key }) => absent.has(key)),
              group,
              beyond,
            ),
        });
      answers.set(group, answer);
      return answer;
    },
  };
}
