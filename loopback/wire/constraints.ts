// Judges the input of an STS, IAM or KMS operation by its table of constraints, in AWS's words.
import { NormalizedSchema } from "@smithy/core/schema";
import type { StaticOperationSchema } from "@smithy/types";
import { AwsError } from "../aws-error.ts";
import { broken, type Constraint, type Constraints, matches, rulesOf } from "./constraint.ts";

/** STS and KMS quote a value that they refuse; IAM does not. */
type Show = (value: unknown) => string;
const quoted: Show = (value) => (Array.isArray(value) ? "Value" : `Value '${value}'`);
const shows: Readonly<Record<"sts" | "iam" | "kms", Show>> = { sts: quoted, iam: () => "Value", kms: quoted };

/**
 * Judges an STS, IAM or KMS input by the schema's required members and the operation's constraints.
 * @throws AwsError ValidationError that lists every violation, as these services do.
 */
export function validateInput(
  service: "sts" | "iam" | "kms",
  schema: StaticOperationSchema,
  input: object,
  constraints: Constraints,
): void {
  const violations = [
    ...missing(NormalizedSchema.of(schema[4]), input, ""),
    ...violationsOf(input, constraints, "", shows[service]),
  ];
  if (violations.length > 0) {
    const count = violations.length === 1 ? "1 validation error" : `${violations.length} validation errors`;
    throw new AwsError("ValidationError", `${count} detected: ${violations.join("; ")}`);
  }
  const [refusal] = refusals(input, constraints);
  if (refusal !== undefined) throw new AwsError("ValidationError", refusal);
}

/** IAM judges these itself; they are all top-level members of the input. */
function* refusals(input: object, constraints: Constraints): Generator<string> {
  for (const [name, { pattern, refusal }] of Object.entries(constraints)) {
    const value: unknown = (input as Record<string, unknown>)[name];
    if (typeof value === "string" && refusal && pattern && !matches(value, pattern))
      yield refusal(pathOf("", name));
  }
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

function* violationsOf(
  input: object,
  constraints: Constraints,
  prefix: string,
  show: Show,
): Generator<string> {
  for (const [name, constraint] of Object.entries(constraints)) {
    const value: unknown = (input as Record<string, unknown>)[name];
    if (value === undefined) continue;
    const path = pathOf(prefix, name);
    for (const rule of broken(value, constraint)) yield violation(show(value), path, rule);
    if (constraint.members !== undefined)
      yield* violationsOf(value as object, constraint.members, path, show);
    if (constraint.item !== undefined && Array.isArray(value))
      yield* violationsOfItems(value, constraint.item, path, show);
  }
}

/** Items that are structures are judged one by one. For scalars, AWS quotes all rules and the whole list. */
function* violationsOfItems(
  items: readonly unknown[],
  item: Constraint,
  path: string,
  show: Show,
): Generator<string> {
  if (item.members === undefined) {
    if (items.every((value) => broken(value, item).length === 0)) return;
    yield violation("Value", path, `Member must satisfy constraint: [${rulesOf(item).join(", ")}]`);
    return;
  }
  for (const [index, value] of items.entries())
    yield* violationsOf(value as object, item.members, itemPath(path, index), show);
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
