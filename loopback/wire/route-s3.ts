// Tells which S3 operation a request is for, from the http traits of the SDK's schemas.
import { NormalizedSchema } from "@smithy/core/schema";
import type { StaticOperationSchema } from "@smithy/types";
import { AwsError } from "../aws-error.ts";
import type { Route } from "./route.ts";
import { s3Address } from "./s3-address.ts";
import { controlOperations, controlTarget } from "./s3-control.ts";
import { services } from "./services.ts";
import { decode, type WireRequest } from "./wire-request.ts";

/** What a request for an operation must look like. */
interface Shape {
  readonly operation: string;
  readonly method: string;
  readonly level: "service" | "bucket" | "object";
  /** Query parameters of the path template (`list-type=2`), without the SDK's own `x-id`. */
  readonly literals: readonly (readonly [name: string, value: string])[];
  readonly requiredQuery: readonly string[];
  readonly requiredHeaders: readonly string[];
  /** Every query parameter that means something to the operation. */
  readonly reads: ReadonlySet<string>;
}

/** The only operation on no bucket that ordinary endpoints serve; its template equals ListObjects'. */
const serviceLevel = new Set(["ListBuckets"]);

/** Operations of other endpoints (S3 Express, Object Lambda), whose templates would shadow the ordinary ones. */
const otherEndpoints = new Set(["ListDirectoryBuckets", "WriteGetObjectResponse"]);

const shapes: readonly Shape[] = [...services.s3.operations.values()]
  .filter(({ 2: operation }) => !otherEndpoints.has(operation) && !controlOperations.has(operation))
  .map(shapeOf)
  .sort((a, b) => specificity(b) - specificity(a));

const byMethod: ReadonlyMap<string, readonly Shape[]> = Map.groupBy(
  shapes,
  ({ method, level }) => `${method} ${level}`,
);

/**
 * Query parameters that make a request another one: `policy`, `acl`, `uploadId`. An operation that does not read them
 * is not the one that the sender meant: DELETE ?acl must not delete the bucket.
 */
const selecting: ReadonlySet<string> = new Set(
  shapes.flatMap(({ literals, requiredQuery }) =>
    literals.length === 0 ? requiredQuery : literals.flatMap(([name, value]) => (value === "" ? [name] : [])),
  ),
);

/**
 * The parameters of a query that decide which operation it is for: those that any operation is known by, and those that
 * tell apart the operations of one subresource, as `id` does `?analytics`. `list-type` is none: it chooses a form of the
 * same list, for the same permission.
 */
export function selectorsOf(query: WireRequest["query"]): string[] {
  const asked = shapes.filter(
    ({ literals }) => literals.length > 0 && literals.every(([name]) => query.has(name)),
  );
  const required = new Set(asked.flatMap(({ requiredQuery }) => requiredQuery));
  return [...query.keys()].filter((name) => selecting.has(name) || required.has(name));
}

/**
 * The S3 operation, bucket and key of a request. Among the operations whose method, literals and
 * required members are all present, the one that requires most is meant.
 * @throws AwsError MethodNotAllowed when no operation fits, and what s3Address throws.
 */
export function routeS3(request: WireRequest): Route {
  const control = controlTarget(request);
  if (control !== undefined)
    return { service: "s3", operation: control.operation, key: decode(control.encodedArn) };
  const { bucket, key } = s3Address(request);
  const level = bucket === "" ? "service" : key === "" ? "bucket" : "object";
  const selectors = [...request.query.keys()].filter((name) => selecting.has(name));
  const shape = byMethod.get(`${request.method} ${level}`)?.find((one) => fits(one, request, selectors));
  if (shape === undefined) {
    throw new AwsError("MethodNotAllowed", "The specified method is not allowed against this resource.", {
      Method: request.method,
    });
  }
  const labels = {
    ...(level !== "service" && { bucket }),
    ...(level === "object" && { key }),
  };
  return { service: "s3", operation: shape.operation, ...labels };
}

function shapeOf(schema: StaticOperationSchema): Shape {
  const [, , operation, traits, input] = schema;
  const http = typeof traits === "object" ? traits.http : undefined;
  if (http === undefined) throw new Error(`S3's ${operation} has no http trait.`);
  const [method, template] = http;
  const [path, query = ""] = template.split("?");
  const literals = [...new URLSearchParams(query)].filter(([name]) => name !== "x-id");
  const members = [...NormalizedSchema.of(input).structIterator()].map(([, member]) =>
    member.getMergedTraits(),
  );
  const required = members.slice(0, requiredCount(NormalizedSchema.of(input)));
  return {
    operation,
    method,
    level: serviceLevel.has(operation) ? "service" : path === "/" ? "bucket" : "object",
    literals,
    requiredQuery: required.flatMap((member) => member.httpQuery ?? []),
    requiredHeaders: required.flatMap((member) => member.httpHeader?.toLowerCase() ?? []),
    reads: new Set([
      ...literals.map(([name]) => name),
      ...members.flatMap((member) => member.httpQuery ?? []),
    ]),
  };
}

/** A structure's schema holds, after its members, the number of those that are required: the first ones. */
function requiredCount(input: NormalizedSchema): number {
  const schema = input.getSchema();
  return Array.isArray(schema) && typeof schema[6] === "number" ? schema[6] : 0;
}

/** Whether a request, whose selecting parameters are `selectors`, can be for the operation. */
function fits(shape: Shape, request: WireRequest, selectors: readonly string[]): boolean {
  return (
    shape.literals.every(([name, value]) => hasLiteral(request, name, value)) &&
    selectors.every((name) => shape.reads.has(name)) &&
    shape.requiredQuery.every((name) => request.query.has(name)) &&
    shape.requiredHeaders.every((name) => request.headers[name] !== undefined)
  );
}

/** `?policy` is recognised by its name, with any value; `list-type` by the value 2. */
function hasLiteral({ query }: WireRequest, name: string, value: string): boolean {
  return value === "" ? query.has(name) : query.get(name)?.[0] === value;
}

function specificity(shape: Shape): number {
  return shape.literals.length + shape.requiredQuery.length + shape.requiredHeaders.length;
}
