// Which statements of a document can apply to an action, so that the others cost nothing.
import type { Statement } from "./compile-statement.ts";

export interface Selection {
  readonly denies: readonly Statement[];
  readonly allows: readonly Statement[];
}

/** Takes the action in lower case. */
export type ActionIndex = (action: string) => Selection;

const NOTHING: Selection = { denies: [], allows: [] };
// AWS has some twenty thousand actions; a request uses one, so a few hundred are remembered.
const REMEMBERED = 512;

/** The index of a document. It remembers its answers, which changes nothing but their speed. */
export function indexActions(statements: readonly Statement[]): ActionIndex {
  const known = new Map<string, Selection>();
  return (action) => {
    const found = known.get(action);
    if (found !== undefined) return found;
    const selection = select(statements, action);
    if (known.size >= REMEMBERED) known.clear();
    known.set(action, selection);
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
