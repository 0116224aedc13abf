// Answers pairs of policies line by line: which of the two allows more, for all requests.

import type { Catalogue } from "../../catalogue/catalogue.ts";
import { openCatalogue } from "../../catalogue/open-catalogue.ts";
import { isDocumentContained } from "../../policy/proof/documents.ts";
import { readKnownActions } from "../../policy/proof/known-actions.ts";
import { type KeyTypes, keyTypes } from "../../policy/request/key-types.ts";
import { answerLines } from "../shared/answer-lines.ts";
import { parseLine } from "../shared/parse-line.ts";
import { MAXIMUM_LINE } from "../shared/read-lines.ts";
import { RequestError } from "../shared/request-members.ts";
import { readPair } from "./read-pair.ts";
import { relationOf } from "./relation.ts";

/** Reads standard input to its end. @throws UsageError where it is a directory */
export async function answerPairs(): Promise<void> {
  const catalogue = await openCatalogue();
  const types = keyTypes(await catalogue.conditionKeys());
  await answerLines((line) => answer(line, types, catalogue));
}

/** Never throws for a line that is no pair of policies: it is answered with an error, and the stream goes on. */
async function answer(line: Buffer | undefined, types: KeyTypes, catalogue: Catalogue): Promise<object> {
  if (line === undefined) return { id: null, error: `The line is longer than ${MAXIMUM_LINE} bytes.` };
  let id: unknown = null;
  try {
    const parsed = parseLine(line);
    id = parsed.id ?? null;
    const { kind, a, b } = readPair(parsed, types);
    const known = await readKnownActions(catalogue, [a, b]);
    const aMinusB = isDocumentContained(kind, a, b, { known });
    const bMinusA = isDocumentContained(kind, b, a, { known });
    return { id, aMinusB, bMinusA, relation: relationOf(aMinusB, bMinusA) };
  } catch (error) {
    if (error instanceof RequestError) return { id, error: error.message };
    throw error;
  }
}
