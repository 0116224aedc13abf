// The door of the mutants: one document in, every changed document out, each once.

import type { Around } from "./mutator.ts";
import { mutators } from "./mutators.ts";
import { type Document, readDocument, type Statement, withStatements } from "./statement.ts";

export type { Around } from "./mutator.ts";

export interface Mutant {
  /** The mutator's name. */
  readonly operator: string;
  /** The place of the changed statement, from 0; undefined where the whole document is changed. */
  readonly statement?: number;
  /** The end of a sentence. */
  readonly says: string;
  /** JSON text; undefined where the document is removed. */
  readonly document: string | undefined;
}

/** Another document of the same kind. */
export interface Other {
  readonly title: string;
  readonly text: string;
}

/** Every mutant of a valid document: of each statement, in its place and beside it, and of the whole document. */
export function mutantsOf(text: string, others: readonly Other[], around: Around): readonly Mutant[] {
  const document = readDocument(text);
  const all = [
    ...whole(others),
    ...document.Statement.flatMap((statement, place) => [
      ...removed(document, place),
      ...changed(document, statement, place, around),
    ]),
  ];
  const seen = new Set([withStatements(document, document.Statement)]);
  return all.filter((mutant) => {
    const key = mutant.document ?? "";
    return !seen.has(key) && seen.add(key);
  });
}

const whole = (others: readonly Other[]): readonly Mutant[] => [
  { operator: "document: removed", says: "the document is removed", document: undefined },
  ...others.map(({ title, text }) => ({
    operator: "document: exchanged",
    says: `${title} stands in its place`,
    document: withStatements(readDocument(text), readDocument(text).Statement),
  })),
];

// Without its only statement, a document is no document.
function removed(document: Document, statement: number): readonly Mutant[] {
  const { Statement: statements } = document;
  if (statements.length < 2) return [];
  const text = withStatements(document, statements.toSpliced(statement, 1));
  return [{ operator: "statement: removed", statement, says: "it is removed", document: text }];
}

function changed(document: Document, statement: Statement, place: number, around: Around): readonly Mutant[] {
  const { Statement: statements } = document;
  return mutators.flatMap(({ name: operator, changes }) =>
    changes(statement, around).flatMap(({ says, statement: other }): Mutant[] => [
      {
        ...{ operator, statement: place, says },
        document: withStatements(document, statements.with(place, other)),
      },
      {
        ...{ operator, statement: place, says: `beside it, ${says}` },
        document: withStatements(document, [...statements, withSid(other)]),
      },
    ]),
  );
}

// A Sid stands once in a document.
const withSid = (statement: Statement): Statement =>
  Object.hasOwn(statement, "Sid") ? { ...statement, Sid: "Mutant" } : statement;
