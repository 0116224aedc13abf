// What a question is narrowed to, as it is asked again and again.

import type { Statement } from "../compiled/statement.ts";
import type { ReadingName } from "../decision/readings.ts";
import type { KeyState } from "./atom.ts";
import type { AtomTable } from "./atom-table.ts";
import type { Key } from "./find-state.ts";
import type { Formula } from "./formula.ts";

/** What narrows a question. */
export interface Narrowing {
  readonly others: ReadonlySet<ReadingName>;
  /** Statements whose doubt counts as access; there is one such set at most for each `others`, by its identity. */
  readonly generous?: ReadonlySet<Statement>;
  /** States of keys that variables name, by name in lower case. */
  readonly chosen?: ReadonlyMap<string, KeyState>;
  /** The only actions, in lower case. */
  readonly actions?: readonly string[];
  /** What else must be true of a request, given the keys that the question is about. */
  readonly also?: (table: AtomTable, keys: readonly Key[]) => Formula;
}
