// What AWS's API models say of parameters and the SDK's schemas do not: length, range, pattern, enumeration.
// Each operation holds its own table; this file judges an input by it, in AWS's words.
import { NormalizedSchema } from "@smithy/core/schema";
import type { StaticOperationSchema } from "@smithy/types";
import { AwsError } from "../aws-error.ts";

export interface Constraint {
  /** Least and greatest length (strings in characters, lists in items) or value (numbers). */
  readonly min?: number;
  readonly max?: number;
  /** AWS's own text of the pattern, which the whole value must match. */
  readonly pattern?: string;
  readonly values?: readonly string[];
  /** Of a list: what holds for each item; of a structure: what holds for each member. */
  readonly item?: Constraint;
  readonly members?: Constraints;
}

export type Constraints = Readonly<Record<string, Constraint>>;

/**
 * Judges an STS or IAM input by the schema's required members and the operation's constraints.
 * @throws AwsError ValidationError that lists every violation, as STS and IAM do.
 */
export function validateInput(schema: StaticOperationSchema, input: object, constraints: Constraints): void {
  const violations = [
    ...missing(NormalizedSchema.of(schema[4]), input, ""),
    ...violationsOf(input, constraints, ""),
  ];
  if (violations.length === 0) return;
  const count = violations.length === 1 ? "1 validation error" : `${violations.length} validation errors`;
  throw new AwsError("ValidationError", `${count} detected: ${violations.join("; ")}`);
}

/** Required members that are absent, however deep; a structure's schema names them first and counts them at 6. */
function* missing(schema: NormalizedSchema, value: unknown, path: string): Generator<string> {
  if (schema.isListSchema() && Array.isArray(value)) {
    const item = schema.getValueSchema();
    for (const [index, one] of value.entries()) yield* missing(item, one, itemPath(path, index));
  }
  if (!schema.isStructSchema() || typeof value !== "object") return;
  const structure: unknown = schema.getSchema();
  const required = Array.isArray(structure) && typeof structure[6] === "number" ? structure[6] : 0;
  for (const [index, [name, member]] of [...schema.structIterator()].entries()) {
    const given = (value as Record<string, unknown>)[name];
    const at = pathOf(path, name);
    if (given !== undefined) yield* missing(member, given, at);
    else if (index < required) yield violation("Value null", at, "Member must not be null");
  }
}

function* violationsOf(input: object, constraints: Constraints, prefix: string): Generator<string> {
  for (const [name, constraint] of Object.entries(constraints)) {
    const value: unknown = (input as Record<string, unknown>)[name];
    if (value !== undefined) yield* judge(value, constraint, pathOf(prefix, name));
  }
}

function* judge(value: unknown, constraint: Constraint, path: string): Generator<string> {
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY, pattern, values } = constraint;
  const kind = typeof value === "number" ? "value" : "length";
  const size = typeof value === "number" ? value : sizeOf(value);
  const shown = Array.isArray(value) ? "Value" : `Value '${value}'`;
  if (size < min) yield violation(shown, path, `Member must have ${kind} greater than or equal to ${min}`);
  if (size > max) yield violation(shown, path, `Member must have ${kind} less than or equal to ${max}`);
  if (pattern !== undefined && !new RegExp(`^(?:${pattern})$`, "u").test(String(value))) {
    yield violation(shown, path, `Member must satisfy regular expression pattern: ${pattern}`);
  }
  if (values !== undefined && !values.includes(String(value))) {
    yield violation(shown, path, `Member must satisfy enum value set: [${values.join(", ")}]`);
  }
  if (constraint.members !== undefined) yield* violationsOf(value as object, constraint.members, path);
  if (constraint.item === undefined || !Array.isArray(value)) return;
  for (const [index, item] of value.entries()) yield* judge(item, constraint.item, itemPath(path, index));
}

function sizeOf(value: unknown): number {
  if (Array.isArray(value)) return value.length;
  return typeof value === "string" ? [...value].length : 0;
}

function violation(shown: string, path: string, rule: string): string {
  return `${shown} at '${path}' failed to satisfy constraint: ${rule}`;
}

/** AWS writes member names with a small first letter: DurationSeconds is `durationSeconds`. */
function pathOf(prefix: string, name: string): string {
  const member = name.charAt(0).toLowerCase() + name.slice(1);
  return prefix === "" ? member : `${prefix}.${member}`;
}

const itemPath = (path: string, index: number): string => `${path}.${index + 1}.member`;
