// What a check is: it throws the PolicyError of what it finds.
import type { Reading } from "../language/reading.ts";
import type { DocumentSource, StatementSource } from "../language/source.ts";

export type DocumentCheck = (reading: Reading, document: DocumentSource) => void;
export type StatementCheck = (reading: Reading, statement: StatementSource, document: DocumentSource) => void;
