// Tells a JSON object from every other JSON value.

/** Whether a value is an object with members, not a list and not null. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
