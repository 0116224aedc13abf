// Opens the loopback's database: in memory, or in a folder where it survives. That folder holds secrets, is
// used by one loopback at a time, and a write is on the disk before it is acknowledged.
import { chmodSync, closeSync, mkdirSync, openSync, statSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync, type SQLOutputValue } from "node:sqlite";
import { ConfigurationError } from "../configuration-error.ts";

/** Tells our databases from others' (https://www.sqlite.org/pragma.html#pragma_application_id): "fbla". */
const applicationId = 0x66626c61;

/** Increases with every change to the tables that an older loopback cannot read. */
const schemaVersion = 3;

interface DatabaseOptions {
  /** Where the database is kept; without it, in memory. */
  readonly folder?: string;
  /** The size in pages of 4 KiB at which the database counts as full. */
  readonly maximumPages?: number;
}

/**
 * The database, with these tables.
 * @throws ConfigurationError for a folder that cannot be used, is used by another loopback, or holds something else.
 */
export function openDatabase(tables: string, { folder, maximumPages }: DatabaseOptions = {}): DatabaseSync {
  const database = folder === undefined ? openMemory(tables) : openFile(folder, tables);
  database.exec("PRAGMA foreign_keys = ON");
  if (maximumPages !== undefined) database.exec(`PRAGMA max_page_count = ${maximumPages}`);
  return database;
}

/**
 * What is deleted is given back, to the process or to the disk; it can only be said of a database without a page.
 * https://www.sqlite.org/pragma.html#pragma_auto_vacuum
 */
const givingBack = "PRAGMA auto_vacuum = FULL";

function openMemory(tables: string): DatabaseSync {
  const database = new DatabaseSync(":memory:");
  database.exec(givingBack);
  return createTables(database, tables);
}

function openFile(folder: string, tables: string): DatabaseSync {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const file = join(folder, "loopback.sqlite");
    if (statSync(file, { throwIfNoEntry: false })?.size === 0)
      throw unusable(folder, "loopback.sqlite in it is empty");
    closeSync(openSync(file, "a", 0o600));
    chmodSync(file, 0o600);
    const database = new DatabaseSync(file, { timeout: 0 });
    try {
      return prepare(database, tables, folder);
    } catch (error) {
      database.close();
      throw error;
    }
  } catch (error) {
    throw error instanceof ConfigurationError ? error : refusal(folder, error);
  }
}

function prepare(database: DatabaseSync, tables: string, folder: string): DatabaseSync {
  // The lock begins with the first read of the file, and ends when the process ends in any way.
  database.exec(givingBack);
  database.exec("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
  database.exec("BEGIN IMMEDIATE; COMMIT");
  if (pragma(database, "quick_check") !== "ok") throw unusable(folder, DAMAGED);
  const id = pragma(database, "application_id");
  const version = pragma(database, "user_version");
  const isNew = id === 0 && version === 0 && schemaOf(database).length === 0;
  if (isNew) return createTables(database, tables);
  if (id !== applicationId)
    throw new ConfigurationError(`The folder ${folder} holds no state of a loopback: give another folder.`);
  if (Number(version) > schemaVersion) {
    throw new ConfigurationError(
      `The state in ${folder} was made by a newer loopback: use that one, or give another folder.`,
    );
  }
  if (version !== schemaVersion || !isSame(schemaOf(database), tables)) {
    throw new ConfigurationError(
      `The state in ${folder} was made by an older loopback, whose tables differ: give another folder.`,
    );
  }
  return database;
}

function createTables(database: DatabaseSync, tables: string): DatabaseSync {
  database.exec(
    `BEGIN; ${tables} PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${schemaVersion}; COMMIT`,
  );
  return database;
}

/** The first value that a pragma gives. https://www.sqlite.org/pragma.html */
const pragma = (database: DatabaseSync, name: string): SQLOutputValue | undefined =>
  Object.values(database.prepare(`PRAGMA ${name}`).get() ?? {})[0];

function schemaOf(database: DatabaseSync): unknown[] {
  return database.prepare("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name").all();
}

function isSame(schema: unknown, tables: string): boolean {
  const fresh = createTables(new DatabaseSync(":memory:"), tables);
  const same = JSON.stringify(schema) === JSON.stringify(schemaOf(fresh));
  fresh.close();
  return same;
}

const DAMAGED = "its database is damaged";

/** https://www.sqlite.org/rescode.html */
const sqliteCauses: Readonly<Record<number, string>> = {
  5: "another loopback uses it",
  8: "it may only be read",
  10: "its disk cannot be read or written",
  11: DAMAGED,
  13: "its disk is full",
  14: "its database cannot be opened",
  26: "loopback.sqlite in it is no SQLite database",
};

const systemCauses: Readonly<Record<string, string>> = {
  EACCES: "it may not be written",
  EEXIST: "it is no folder",
  EISDIR: "loopback.sqlite in it is a folder",
  ENOSPC: "its disk is full",
  ENOTDIR: "it lies below what is no folder",
  EPERM: "it may not be written",
  EROFS: "it may only be read",
};

function refusal(folder: string, error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { errcode, code } = error as { errcode?: number; code?: string };
  // The low byte is the result code; the rest gives details.
  const cause = errcode === undefined ? systemCauses[code ?? ""] : sqliteCauses[errcode & 0xff];
  return unusable(folder, cause ?? error.message);
}

const unusable = (folder: string, cause: string): ConfigurationError =>
  new ConfigurationError(`The state folder ${folder} cannot be used: ${cause}. Give another with --state.`);
