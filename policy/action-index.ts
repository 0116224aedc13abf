// Which statements of a document can apply to an action, so that the others cost nothing.

import type { Statement } from "./compile-statement.ts";
import { remember } from "./remember.ts";

export interface Selection {
  readonly denies: readonly Statement[];
  readonly allows: readonly Statement[];
}

/** Takes the action in lower case. */
export type ActionIndex = (action: string) => Selection;

const NOTHING: Selection = { denies: [], allows: [] };

/** The index of a document. AWS has some twenty thousand actions and a caller uses few, so it remembers those. */
export const indexActions = (statements: readonly Statement[]): ActionIndex =>
  remember((action) => select(statements, action));

function select(statements: readonly Statement[], action: string): Selection {
  const taken = statements.filter((statement) => statement.takesAction(action));
  if (taken.length === 0) return NOTHING;
  return {
    denies: taken.filter(({ effect }) => effect === "Deny"),
    allows: taken.filter(({ effect }) => effect === "Allow"),
  };
}
