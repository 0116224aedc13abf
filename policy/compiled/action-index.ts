// Which statements of a document can apply to an action, so that the others cost nothing.

import { remember } from "../remember.ts";
import type { Statement } from "./statement.ts";

interface Selection {
  readonly denies: readonly Statement[];
  readonly allows: readonly Statement[];
}

/** Takes the action in lower case. */
export type ActionIndex = (action: string) => Selection;

const NOTHING: Selection = { denies: [], allows: [] };

/**
 * The index of a document. A caller uses few of AWS's many actions, so the index remembers those. It finds the last
 * one fastest, because a request asks every document about the same action.
 */
export function indexActions(statements: readonly Statement[]): ActionIndex {
  const remembered = remember((action) => select(statements, action));
  let last = "";
  let selection = NOTHING;
  return (action) => {
    if (action !== last) {
      selection = remembered(action);
      last = action;
    }
    return selection;
  };
}

function select(statements: readonly Statement[], action: string): Selection {
  const taken = statements.filter((statement) => statement.takesAction(action));
  if (taken.length === 0) return NOTHING;
  return {
    denies: taken.filter(({ effect }) => effect === "Deny"),
    allows: taken.filter(({ effect }) => effect === "Allow"),
  };
}
