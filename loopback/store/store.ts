// The loopback's state: one SQLite database, in memory or in a folder, and the few ways to ask it.
import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";
import { isRemembered, RememberedRows } from "./remembered-rows.ts";

interface Prepared {
  readonly statement: StatementSync;
  readonly writes: boolean;
  /** Whether it reads rows that are remembered, or changes them. */
  readonly remembered: boolean;
}

/** Receives every change after it is kept, in order. */
type Watcher = (sql: string, values: readonly SQLInputValue[]) => void;

const firstOf = (row: unknown): unknown[] => (row === undefined ? [] : [row]);

export class Store {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, Prepared>();
  readonly #rows = new RememberedRows();
  #inUnit = false;
  #watcher: Watcher | undefined;
  #unkept: Parameters<Watcher>[] = [];

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** The first row, or undefined. The caller names the row's type: it knows the columns it selects. */
  get<Row>(sql: string, ...values: SQLInputValue[]): Row | undefined {
    const { statement, remembered } = this.#prepare(sql, values);
    if (!remembered) return statement.get(...values) as Row | undefined;
    return this.#rows.all(sql, values, () => firstOf(statement.get(...values)))[0] as Row | undefined;
  }

  /** The rows; they may be shared with others who ask for them. */
  all<Row>(sql: string, ...values: SQLInputValue[]): readonly Row[] {
    const { statement, remembered } = this.#prepare(sql, values);
    if (!remembered) return statement.all(...values) as Row[];
    return this.#rows.all(sql, values, () => statement.all(...values) as Row[]);
  }

  /** Runs a statement; gives the number of rows it changed. */
  run(sql: string, ...values: SQLInputValue[]): number {
    return Number(this.#prepare(sql, values).statement.run(...values).changes);
  }

  /** Runs `work`, which must be synchronous, completely or not at all; also within a transaction. */
  transaction<Result>(work: () => Result): Result {
    if (!this.#database.isTransaction)
      return this.#whole("BEGIN IMMEDIATE", this.#inUnit ? undefined : "COMMIT", "ROLLBACK", work);
    return this.#whole("SAVEPOINT part", "RELEASE part", "ROLLBACK TO part; RELEASE part", work);
  }

  /**
   * Runs `work`, which must be synchronous: all its writes are kept, or none. Unlike a transaction it
   * begins with the first change, so reading costs nothing.
   */
  unit<Result>(work: () => Result): Result {
    this.#inUnit = true;
    try {
      const result = work();
      if (this.#database.isTransaction) this.#execute("COMMIT");
      this.#kept();
      return result;
    } catch (error) {
      this.#undo("ROLLBACK");
      throw error;
    } finally {
      this.#inUnit = false;
    }
  }

  /** Reports every change from now on. */
  watch(watcher: Watcher): void {
    this.#watcher = watcher;
  }

  close(): void {
    this.#database.close();
  }

  /** If there is no `end`, the unit ends it. */
  #whole<Result>(begin: string, end: string | undefined, undo: string, work: () => Result): Result {
    this.#execute(begin);
    const before = this.#unkept.length;
    try {
      const result = work();
      if (end !== undefined) this.#execute(end);
      if (!this.#database.isTransaction) this.#kept();
      return result;
    } catch (error) {
      this.#unkept.length = before;
      this.#undo(undo);
      throw error;
    }
  }

  #begin(): void {
    if (!this.#database.isTransaction) this.#execute("BEGIN IMMEDIATE");
  }

  /** SQLite itself has ended the transaction when the disk is full. */
  #undo(sql: string): void {
    this.#rows.forget();
    if (this.#database.isTransaction) this.#database.exec(sql);
    if (!this.#database.isTransaction) this.#unkept.length = 0;
  }

  #kept(): void {
    for (const change of this.#unkept.splice(0)) this.#watcher?.(...change);
  }

  #execute(sql: string): void {
    this.#known(sql).statement.run();
  }

  #prepare(sql: string, values: readonly SQLInputValue[]): Prepared {
    const prepared = this.#known(sql);
    if (!prepared.writes) return prepared;
    if (prepared.remembered) this.#rows.forget();
    if (this.#inUnit) this.#begin();
    if (this.#watcher === undefined) return prepared;
    if (this.#database.isTransaction) this.#unkept.push([sql, values]);
    else this.#watcher(sql, values);
    return prepared;
  }

  #known(sql: string): Prepared {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const prepared = {
      statement: this.#database.prepare(sql),
      writes: !/^\s*SELECT\b/i.test(sql),
      remembered: isRemembered(sql),
    };
    this.#statements.set(sql, prepared);
    return prepared;
  }
}
