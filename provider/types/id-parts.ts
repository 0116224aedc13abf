// The ids that consist of two names.
import { RefusedError } from "../errors/refused-error.ts";

/**
 * Gives the two parts of an id.
 *
 * @param form how such an id is written, for the message
 * @throws RefusedError for an id of another form, as an import may have
 */
export function idParts(id: string, separator: string, form: string): [string, string] {
  const at = id.indexOf(separator);
  if (at <= 0 || at === id.length - separator.length) {
    throw new RefusedError(`the id "${id}" is not of the form ${form}`);
  }
  return [id.slice(0, at), id.slice(at + separator.length)];
}
