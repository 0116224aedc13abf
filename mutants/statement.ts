// A policy document as JSON, its statements as a list, and how a part of a statement is read and replaced.

/** A statement as it is written. */
export type Statement = Readonly<Record<string, unknown>>;

export interface Document {
  readonly [member: string]: unknown;
  readonly Statement: readonly Statement[];
}

/** A valid document; a statement without a list around it becomes a list of one. */
export function readDocument(text: string): Document {
  const document = JSON.parse(text) as { readonly Statement: Statement | readonly Statement[] };
  return { ...document, Statement: [document.Statement].flat() as readonly Statement[] };
}

export const withStatements = (document: Document, statements: readonly Statement[]): string =>
  JSON.stringify({ ...document, Statement: statements });

/** An element or its Not… form, with the values as a list. */
export interface Element {
  readonly name: string;
  readonly values: readonly string[];
}

/** `Action` or `NotAction`, whichever the statement has. */
export function elementOf(statement: Statement, name: string): Element | undefined {
  const written = [name, `Not${name}`].find((one) => Object.hasOwn(statement, one));
  return written === undefined ? undefined : { name: written, values: listOf(statement[written]) };
}

/** A value or a list of values, as a list. */
export const listOf = (value: unknown): readonly string[] => [value].flat() as readonly string[];

/** A list as it is written: without brackets around a single value. */
export const written = (values: readonly string[]): unknown => (values.length === 1 ? values[0] : values);

/** The statement with another member in the place of one of its own. */
export const replaced = (statement: Statement, name: string, value: unknown, as = name): Statement =>
  Object.fromEntries(Object.entries(statement).map((one) => (one[0] === name ? [as, value] : one)));

export function without(statement: Statement, name: string): Statement {
  const { [name]: _, ...rest } = statement;
  return rest;
}

/** `NotAction` of `Action`, and back. */
export const opposite = (name: string): string => (name.startsWith("Not") ? name.slice(3) : `Not${name}`);
