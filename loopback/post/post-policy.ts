// The policy document of a browser's upload: what a form may contain, and until when.
// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html
import { isRecord } from "../../policy/is-record.ts";
import { AwsError } from "../aws-error.ts";

export interface PostPolicy {
  readonly expires: Date;
  readonly conditions: readonly Condition[];
}

export type Condition =
  | { readonly test: "eq" | "starts-with"; readonly field: string; readonly value: string }
  | { readonly test: "content-length-range"; readonly least: number; readonly most: number };

const invalid = (what: string): AwsError => new AwsError("InvalidPolicyDocument", `Invalid Policy: ${what}`);

/**
 * Reads a policy document, in base64 as forms carry it.
 * @throws AwsError InvalidPolicyDocument.
 */
export function readPostPolicy(encoded: string): PostPolicy {
  if (encoded === "") throw invalid("Expecting '{' but found End-of-Input");
  const bytes = Buffer.from(encoded, "base64");
  if (bytes.toString("base64") !== encoded) throw invalid("invalid Base64 encoding.");
  const policy = parse(bytes.toString());
  const { expiration, conditions } = policy;
  if (expiration === undefined) throw invalid("Policy missing expiration.");
  if (conditions === undefined) throw invalid("Policy missing conditions.");
  if (!Array.isArray(conditions)) throw invalid("Invalid 'conditions' value: must be a List.");
  return { expires: readExpiration(expiration), conditions: conditions.map(readCondition) };
}

function parse(text: string): Readonly<Record<string, unknown>> {
  try {
    const policy: unknown = JSON.parse(text);
    if (isRecord(policy)) return policy;
  } catch {}
  throw invalid("Invalid JSON.");
}

function readExpiration(value: unknown): Date {
  const iso = typeof value === "string" && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(value);
  const time = new Date(iso ? value : Number.NaN);
  if (Number.isNaN(time.getTime())) throw invalid(`Invalid 'expiration' value: '${value}'`);
  return time;
}

function readCondition(condition: unknown): Condition {
  if (Array.isArray(condition)) return readTest(condition);
  if (!isRecord(condition)) throw invalid("Invalid condition test: must be a List or Object.");
  const [[field, value] = [], ...others] = Object.entries(condition);
  if (field === undefined || others.length > 0)
    throw invalid("Invalid Simple-Condition: Simple-Conditions must have exactly one property specified.");
  if (typeof value !== "string") throw invalid("Invalid Simple-Condition: value must be a string.");
  return { test: "eq", field: field.toLowerCase(), value };
}

function readTest([operator, ...values]: readonly unknown[]): Condition {
  if (typeof operator !== "string") throw invalid("Invalid Condition: missing operation identifier.");
  const test = operator.toLowerCase();
  if (test !== "eq" && test !== "starts-with" && test !== "content-length-range")
    throw invalid(`Invalid Condition: unknown operation '${operator}'.`);
  const [first, second] = values;
  if (values.length !== 2) throw invalid(`Invalid ${operator}: wrong number of arguments.`);
  if (test === "content-length-range") {
    const [least, most] = [bytes(first), bytes(second)];
    if (least === undefined || most === undefined)
      throw invalid(`Invalid ${operator}: not a number of bytes.`);
    return { test, least, most };
  }
  if (typeof first !== "string" || typeof second !== "string" || !first.startsWith("$"))
    throw invalid(`Invalid ${operator}: arguments must be a field and a string.`);
  return { test, field: first.slice(1).toLowerCase(), value: second };
}

/** A number, or the digits of one. */
const bytes = (value: unknown): number | undefined =>
  /^\d{1,15}$/.test(String(value)) ? Number(value) : undefined;
