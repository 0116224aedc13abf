// The loopback's state: one SQLite database, in memory, and the few ways to ask it.
import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";

const tables = `
CREATE TABLE users (
  id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE COLLATE NOCASE, path TEXT NOT NULL, created INTEGER NOT NULL,
  tags TEXT NOT NULL DEFAULT '{}'
) STRICT;
CREATE TABLE user_policies (
  user TEXT NOT NULL REFERENCES users, name TEXT NOT NULL, document TEXT NOT NULL, PRIMARY KEY (user, name)
) STRICT;
CREATE TABLE access_keys (
  id TEXT PRIMARY KEY, user TEXT NOT NULL REFERENCES users, secret TEXT NOT NULL, status TEXT NOT NULL,
  created INTEGER NOT NULL
) STRICT;
CREATE INDEX access_keys_of_user ON access_keys (user);
CREATE TABLE buckets (name TEXT PRIMARY KEY, region TEXT NOT NULL, created INTEGER NOT NULL) STRICT;
CREATE TABLE bucket_configurations (
  bucket TEXT NOT NULL REFERENCES buckets, kind TEXT NOT NULL, document TEXT NOT NULL, PRIMARY KEY (bucket, kind)
) STRICT;
CREATE TABLE objects (
  sequence INTEGER PRIMARY KEY, bucket TEXT NOT NULL REFERENCES buckets, key BLOB NOT NULL, version TEXT NOT NULL,
  latest INTEGER NOT NULL, marker INTEGER NOT NULL, size INTEGER NOT NULL, etag TEXT NOT NULL,
  modified INTEGER NOT NULL, headers TEXT NOT NULL, body BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX versions ON objects (bucket, key, version);
CREATE INDEX listed ON objects (bucket, key) WHERE latest = 1 AND marker = 0;
`;

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
