// Reads JSON and keeps the place of everything, for error messages; finds duplicate keys.

export interface JsonMember {
  readonly key: string;
  readonly keyOffset: number;
  readonly value: JsonNode;
}

export type JsonNode =
  | { readonly kind: "object"; readonly offset: number; readonly members: readonly JsonMember[] }
  | { readonly kind: "array"; readonly offset: number; readonly items: readonly JsonNode[] }
  | { readonly kind: "string"; readonly offset: number; readonly text: string }
  /** Numbers and booleans as they were written. */
  | { readonly kind: "number" | "boolean" | "null"; readonly offset: number; readonly text: string };

/** Text that is no JSON, or JSON that cannot be a policy. */
export class JsonError extends Error {
  readonly offset: number;
  readonly path: string;

  constructor(message: string, offset: number, path: string) {
    super(message);
    this.offset = offset;
    this.path = path;
  }
}

interface Cursor {
  readonly text: string;
  at: number;
}

// No policy is deeper than 6; the limit keeps a hostile document from exhausting the stack.
const MAX_DEPTH = 32;

const SPACE = /[ \t\r\n]*/y;
const CHARACTERS = /[^"\\]*/y;
const ESCAPED = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const WORD = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const PLAIN_KEY = /^[A-Za-z_]\w*$/;

/** Reads one JSON text. Throws JsonError at the first thing that is not JSON, or is a duplicate key. */
export function parseJson(text: string): JsonNode {
  const cursor = { text, at: 0 };
  const root = readValue(cursor, "$", 0);
  skipSpace(cursor);
  if (cursor.at < text.length) fail(cursor, "$", "Something follows the end of the document; remove it.");
  return root;
}

/** The place of an offset, line and column from 1. */
export function positionOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  return { line: before.split("\n").length, column: offset - before.lastIndexOf("\n") };
}

/** The path of a member of an object: `$.Condition.StringLike["s3:prefix"]`. */
export const memberPath = (path: string, key: string): string =>
  PLAIN_KEY.test(key) ? `${path}.${key}` : `${path}[${JSON.stringify(key)}]`;

function fail({ at }: Cursor, path: string, message: string): never {
  throw new JsonError(message, at, path);
}

function take(cursor: Cursor, pattern: RegExp): string | undefined {
  pattern.lastIndex = cursor.at;
  if (!pattern.test(cursor.text)) return undefined;
  const taken = cursor.text.slice(cursor.at, pattern.lastIndex);
  cursor.at = pattern.lastIndex;
  return taken;
}

function skipSpace(cursor: Cursor): void {
  // Every white space comes before the printed characters.
  if (cursor.text.charCodeAt(cursor.at) <= 0x20) take(cursor, SPACE);
}

const next = ({ text, at }: Cursor): string | undefined => text[at];

function readValue(cursor: Cursor, path: string, depth: number): JsonNode {
  skipSpace(cursor);
  const offset = cursor.at;
  if (depth > MAX_DEPTH) fail(cursor, path, `The document is nested deeper than ${MAX_DEPTH} levels.`);
  const first = next(cursor);
  if (first === "{") return { kind: "object", offset, members: readMembers(cursor, path, depth) };
  if (first === '"') return { kind: "string", offset, text: readString(cursor, path) };
  if (first !== "[") return readWord(cursor, path);
  const items: JsonNode[] = [];
  readList(cursor, path, "]", () => items.push(readValue(cursor, `${path}[${items.length}]`, depth + 1)));
  return { kind: "array", offset, items };
}

// Reads the text between brackets: items separated by commas, no comma at the end.
function readList(cursor: Cursor, path: string, close: string, readItem: () => void): void {
  cursor.at += 1;
  skipSpace(cursor);
  if (next(cursor) !== close) readItem();
  for (skipSpace(cursor); next(cursor) === ","; skipSpace(cursor)) {
    cursor.at += 1;
    skipSpace(cursor);
    readItem();
  }
  if (next(cursor) !== close) fail(cursor, path, `A comma or ${close} is expected here.`);
  cursor.at += 1;
}

function readMembers(cursor: Cursor, path: string, depth: number): readonly JsonMember[] {
  const members = new Map<string, JsonMember>();
  readList(cursor, path, "}", () => {
    const keyOffset = cursor.at;
    const key = readString(cursor, path);
    if (members.has(key)) {
      const message = `The key ${JSON.stringify(key)} stands twice in one object; keep one of them.`;
      throw new JsonError(message, keyOffset, memberPath(path, key));
    }
    skipSpace(cursor);
    if (next(cursor) !== ":") fail(cursor, path, `A colon is expected after the key ${JSON.stringify(key)}.`);
    cursor.at += 1;
    members.set(key, { key, keyOffset, value: readValue(cursor, memberPath(path, key), depth + 1) });
  });
  return [...members.values()];
}

function readString(cursor: Cursor, path: string): string {
  if (next(cursor) !== '"') fail(cursor, path, "A text in double quotes is expected here.");
  const open = cursor.at;
  cursor.at += 1;
  for (take(cursor, CHARACTERS); next(cursor) === "\\"; take(cursor, CHARACTERS)) {
    if (take(cursor, ESCAPED) === undefined) fail(cursor, path, "This escape does not exist in JSON.");
  }
  if (next(cursor) === undefined) fail(cursor, path, "The text in double quotes is not closed.");
  cursor.at += 1;
  const raw = cursor.text.slice(open, cursor.at);
  try {
    return JSON.parse(raw) as string;
  } catch {
    const message = "A line break, tab or other control character in a text must be escaped.";
    throw new JsonError(message, open, path);
  }
}

function readWord(cursor: Cursor, path: string): JsonNode {
  const offset = cursor.at;
  const word = take(cursor, WORD);
  if (word === undefined) {
    const seen = next(cursor) === undefined ? "the end of the document" : JSON.stringify(next(cursor));
    return fail(cursor, path, `A JSON value is expected here, not ${seen}.`);
  }
  const kind = word === "null" ? "null" : word === "true" || word === "false" ? "boolean" : "number";
  return { kind, offset, text: word };
}
