// Takes secrets out of what is reported: a server may echo in a message what it received.
import { isRecord } from "../../policy/is-record.ts";
import type { Credentials } from "./target.ts";

/** The secrets among credentials; an empty list without credentials. */
export const secretsOf = (credentials?: Credentials): readonly string[] =>
  credentials === undefined
    ? []
    : [credentials.secretAccessKey, ...(credentials.sessionToken ? [credentials.sessionToken] : [])];

/** A copy of plain data in which every secret is replaced by `[secret]`. */
export function redact<T>(value: T, secrets: readonly string[]): T;
export function redact(value: unknown, secrets: readonly string[]): unknown {
  if (typeof value === "string")
    return secrets.reduce((text, secret) => text.replaceAll(secret, "[secret]"), value);
  if (Array.isArray(value)) return value.map((one) => redact(one, secrets));
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, redact(one, secrets)]));
}
