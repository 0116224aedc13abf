// Whether the structure in a body is complete: every required member is there, every enumerated value is AWS's.
import { NormalizedSchema } from "@smithy/core/schema";
import { AwsError } from "../../aws-error.ts";
import { services } from "../../wire/services.ts";

export const malformed = (): AwsError =>
  new AwsError(
    "MalformedXML",
    "The XML you provided was not well-formed or did not validate against our published schema",
  );

/** The values that leaves may have, by the name of their member. */
export type Values = Readonly<Record<string, readonly string[]>>;

/**
 * Judges the body of an input by the operation's schema.
 * @throws AwsError MalformedXML when the body is missing, lacks a required member, or has a value that does not exist.
 */
export function requireWellFormed(
  operation: string,
  member: string,
  input: Readonly<Record<string, unknown>>,
  values: Values = {},
): void {
  const schema = services.s3.operations.get(operation);
  if (schema === undefined) throw new Error(`S3 has no operation ${operation}.`);
  const body = input[member];
  const shape = NormalizedSchema.of(schema[4]).getMemberSchemas()[member];
  if (body === undefined || shape === undefined) throw malformed();
  requireShape(shape, body, member, values);
}

function requireShape(schema: NormalizedSchema, value: unknown, name: string, values: Values): void {
  if (schema.isListSchema() && Array.isArray(value)) {
    for (const item of value) requireShape(schema.getValueSchema(), item, name, values);
    return;
  }
  if (typeof value === "string" && values[name]?.includes(value) === false) throw malformed();
  if (!schema.isStructSchema() || typeof value !== "object" || value === null) return;
  const structure: unknown = schema.getSchema();
  // A structure's schema names the required members first and counts them at 6.
  const required = Array.isArray(structure) && typeof structure[6] === "number" ? structure[6] : 0;
  for (const [index, [member, shape]] of [...schema.structIterator()].entries()) {
    const given = (value as Readonly<Record<string, unknown>>)[member];
    if (given !== undefined) requireShape(shape, given, member, values);
    else if (index < required) throw malformed();
  }
}
