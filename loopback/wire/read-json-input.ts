// Reads the input of a KMS operation from its JSON body, by schema.
// https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
import { NormalizedSchema } from "@smithy/core/schema";
import type { StaticOperationSchema } from "@smithy/types";
import { isRecord } from "../../policy/is-record.ts";
import { AwsError } from "../aws-error.ts";
import { countValues } from "./count-values.ts";

/**
 * The input. Members that the schema does not know are ignored, and `null` is the same as an absent member.
 * @throws AwsError SerializationException for a body that is no JSON object, or a member of another type;
 * RequestEntityTooLarge above 1 MiB or 10,000 values.
 */
export function readJsonInput(schema: StaticOperationSchema, body: Buffer): Record<string, unknown> {
  requireModest(body);
  const text = body.toString();
  return readStructure(NormalizedSchema.of(schema[4]), text === "" ? {} : parsed(text));
}

/** In bytes: more than a key policy of the greatest length takes with each character escaped. */
export const maximumJson = 1024 * 1024;

/** More than any request needs, and few enough to be read in no time. */
const maximumValues = 10_000;

function requireModest(body: Buffer): void {
  if (body.length > maximumJson || countValues(body) > maximumValues)
    throw new AwsError("RequestEntityTooLarge", "Request entity too large");
}

const malformed = () => new AwsError("SerializationException", "");

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw malformed();
  }
}

function readStructure(schema: NormalizedSchema, value: unknown): Record<string, unknown> {
  if (!isRecord(value)) throw malformed();
  const structure: Record<string, unknown> = {};
  if (!schema.isStructSchema()) return structure;
  for (const [name, member] of schema.structIterator()) {
    const given = Object.hasOwn(value, name) ? value[name] : undefined;
    if (given !== undefined && given !== null) structure[name] = readValue(member, given);
  }
  return structure;
}

function readValue(schema: NormalizedSchema, value: unknown): unknown {
  if (schema.isStructSchema()) return readStructure(schema, value);
  if (schema.isListSchema()) {
    if (!Array.isArray(value)) throw malformed();
    return value.map((item) => readValue(schema.getValueSchema(), item));
  }
  if (schema.isMapSchema()) {
    if (!isRecord(value)) throw malformed();
    const entries = Object.entries(value);
    return Object.fromEntries(entries.map(([key, one]) => [key, readValue(schema.getValueSchema(), one)]));
  }
  return readScalar(schema, value);
}

function readScalar(schema: NormalizedSchema, value: unknown): unknown {
  if (schema.isBlobSchema() && typeof value === "string") return Buffer.from(value, "base64");
  if (schema.isTimestampSchema() && typeof value === "number") return new Date(value * 1000);
  const type = schema.isBooleanSchema() ? "boolean" : schema.isNumericSchema() ? "number" : "string";
  if (schema.isTimestampSchema() || typeof value !== type) throw malformed();
  if (type === "number" && !isInteger(value)) throw malformed();
  return value;
}

/** No number of KMS is a fraction, or has more than 32 bits. https://smithy.io/2.0/spec/simple-types.html#integer */
const isInteger = (value: unknown): boolean => (Number(value) | 0) === value;
