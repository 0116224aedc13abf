// What AWS checks after the grammar, in the order in which it answers.
import type { Reading } from "./reading.ts";
import type { DocumentSource } from "./source.ts";

/** Throws the PolicyError of the first check that the document fails. */
export function checkDocument(_reading: Reading, _document: DocumentSource): void {}
