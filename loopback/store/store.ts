// The loopback's state: one SQLite database, in memory, and the few ways to ask it.
import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import { attachmentTables } from "./attachments.ts";
import { bucketTables } from "./buckets.ts";
import { managedPolicyTables } from "./managed-policies.ts";
import { mfaDeviceTables } from "./mfa-devices.ts";
import { objectTables } from "./objects.ts";
import { roleTables } from "./roles.ts";
import { userTables } from "./users.ts";

const tables = [
  ...[userTables, managedPolicyTables, attachmentTables, roleTables, mfaDeviceTables],
  ...[bucketTables, objectTables],
].join("\n");

export class Store {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  constructor() {
    this.#database = new DatabaseSync(":memory:", { enableForeignKeyConstraints: true });
    this.#database.exec(tables);
  }

  /** The first row, or undefined. The caller names the row's type: it knows the columns it selects. */
  get<Row>(sql: string, ...values: SQLInputValue[]): Row | undefined {
    return this.#prepare(sql).get(...values) as Row | undefined;
  }

  all<Row>(sql: string, ...values: SQLInputValue[]): Row[] {
    return this.#prepare(sql).all(...values) as Row[];
  }

  /** Runs a statement; gives the number of rows it changed. */
  run(sql: string, ...values: SQLInputValue[]): number {
    return Number(this.#prepare(sql).run(...values).changes);
  }

  /** Runs `work`, which must be synchronous, wholly or not at all. */
  transaction<Result>(work: () => Result): Result {
    this.#database.exec("BEGIN IMMEDIATE");
    try {
      const result = work();
      this.#database.exec("COMMIT");
      return result;
    } catch (error) {
      this.#database.exec("ROLLBACK");
      throw error;
    }
  }

  close(): void {
    this.#database.close();
  }

  #prepare(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.#database.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}
