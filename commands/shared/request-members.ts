// The members of a JSON request, each checked by name: a missing, wrong or unknown one is refused.

import { isRecord } from "../../policy/is-record.ts";
import { numberText } from "./exact-json.ts";

/** The line is no valid request. `message` is one sentence that names the member. */
export class RequestError extends Error {
  override readonly name = "RequestError";
}

export type Members = Readonly<Record<string, unknown>>;

export function onlyKnown(members: Members, known: readonly string[], where: string): void {
  const unknown = Object.keys(members).find((name) => !known.includes(name));
  if (unknown !== undefined) throw new RequestError(`There is no member "${unknown}" in ${where}.`);
}

export function object(value: unknown, name: string): Members {
  if (isRecord(value) && numberText(value) === undefined) return value;
  throw new RequestError(`${name} must be an object.`);
}

export function text(value: unknown, name: string): string {
  if (typeof value === "string" && value !== "") return value;
  throw new RequestError(`${name} must be a string.`);
}

export function list(value: unknown, name: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new RequestError(`${name} must be a list.`);
}
