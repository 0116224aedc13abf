// One line of a stream as the JSON object that it must be.

import { JsonError, parseJson } from "../../policy/language/json.ts";
import { parseExact } from "./exact-json.ts";
import { object, RequestError } from "./request-members.ts";

const utf8 = new TextDecoder("utf-8", { fatal: true });

/**
 * JSON.parse keeps the last of two equal keys, and so could lose a Deny: policy/'s own reader refuses both.
 * @throws RequestError for a line that is no JSON object
 */
export function parseLine(bytes: Uint8Array): Readonly<Record<string, unknown>> {
  const line = textOf(bytes);
  try {
    parseJson(line);
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    throw new RequestError(`The line is not JSON, at ${error.path}: ${error.message}`);
  }
  return { ...object(parseExact(line), "The line") };
}

function textOf(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new RequestError("The line is not UTF-8 text.");
  }
}
