// The type of a check: it throws a PolicyError for what it finds.
import type { Reading } from "../language/reading.ts";
import type { DocumentSource, StatementSource } from "../language/source.ts";

export type DocumentCheck = (reading: Reading, document: DocumentSource) => void;
export type StatementCheck = (reading: Reading, statement: StatementSource, document: DocumentSource) => void;
