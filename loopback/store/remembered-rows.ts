// Remembers the rows of a statement until their tables change. Every request asks again for its signer, the policies
// and the bucket's configuration, and these seldom change.
import type { SQLInputValue } from "node:sqlite";

/** Rows that requests themselves add and remove are never remembered. */
const everChanging = /\b(?:objects|pieces|uploads|parts|taken_codes)\b/;

/** The most statements (with their values), and the most rows of each. */
const kept = 2000;
const longest = 20;

export class RememberedRows {
  #rows = new Map<string, Map<string, readonly unknown[]>>();
  #count = 0;

  /** The remembered rows, or else newly read ones. They are shared, so the caller must not change them. */
  all<Row>(sql: string, values: readonly SQLInputValue[], read: () => Row[]): readonly Row[] {
    const ofStatement = this.#rows.get(sql) ?? new Map<string, readonly Row[]>();
    const [first] = values;
    const name = values.length === 1 && typeof first === "string" ? first : JSON.stringify(values);
    const known = ofStatement.get(name);
    if (known !== undefined) return known as readonly Row[];
    const rows = read();
    if (rows.length > longest) return rows;
    if (this.#count >= kept) this.forget();
    this.#count++;
    for (const row of rows) Object.freeze(row);
    this.#rows.set(sql, ofStatement.set(name, rows));
    return rows;
  }

  forget(): void {
    if (this.#count === 0) return;
    this.#rows.clear();
    this.#count = 0;
  }
}

/** Whether a statement reads or changes only tables whose rows are remembered. */
export const isRemembered = (sql: string): boolean => !everChanging.test(sql);
