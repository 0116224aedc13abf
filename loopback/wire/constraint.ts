// What AWS's API models require and the SDK's schemas omit: length, range, pattern, enumeration. Each operation
// holds its own table of them.
import { remember } from "../../policy/remember.ts";

export interface Constraint {
  /** Least and greatest length (strings in characters, lists in items) or value (numbers). */
  readonly min?: number;
  readonly max?: number;
  /** AWS's own text of the pattern, which the whole value must match. */
  readonly pattern?: string;
  /** AWS's own sentence where the pattern is broken, for members that IAM judges itself, after all the others. */
  readonly refusal?: (member: string) => string;
  readonly values?: readonly string[];
  /** For a list: the constraint on each item. For a structure: the constraints on its members. */
  readonly item?: Constraint;
  readonly members?: Constraints;
}

export type Constraints = Readonly<Record<string, Constraint>>;

/** The pattern of policy documents and passwords in the models of IAM, STS and KMS. */
export const printable = "[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+";

const wholly = remember((pattern) => new RegExp(`^(?:${pattern})$`, "u"));

/** Whether the whole value matches the pattern. */
export const matches = (value: unknown, pattern: string): boolean => wholly(pattern).test(String(value));

/** The rules that a value breaks, in AWS's words. */
export function broken(value: unknown, constraint: Constraint): string[] {
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY, pattern, values } = constraint;
  const kind = typeof value === "number" ? "value" : "length";
  const size = typeof value === "number" ? value : sizeOf(value);
  const rules: string[] = [];
  if (size < min) rules.push(atLeast(min, kind));
  if (size > max) rules.push(atMost(max, kind));
  if (pattern !== undefined && constraint.refusal === undefined && !matches(value, pattern))
    rules.push(ofPattern(pattern));
  if (values !== undefined && !values.includes(String(value)))
    rules.push(`Member must satisfy enum value set: [${values.join(", ")}]`);
  return rules;
}

/** All the rules for the items of a list of strings, joined as AWS joins them. */
export const rulesOf = ({ min, max, pattern }: Constraint): string[] => [
  ...(max === undefined ? [] : [atMost(max, "length")]),
  ...(min === undefined ? [] : [atLeast(min, "length")]),
  ...(pattern === undefined ? [] : [ofPattern(pattern)]),
  "Member must not be null",
];

const atLeast = (min: number, kind: string): string =>
  `Member must have ${kind} greater than or equal to ${min}`;
const atMost = (max: number, kind: string): string => `Member must have ${kind} less than or equal to ${max}`;
const ofPattern = (pattern: string): string => `Member must satisfy regular expression pattern: ${pattern}`;

function sizeOf(value: unknown): number {
  if (Array.isArray(value)) return value.length;
  return typeof value === "string" ? [...value].length : 0;
}
