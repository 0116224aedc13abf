// Tells which S3 operation a request is for, from the http traits of the SDK's schemas.
import { NormalizedSchema } from "@smithy/core/schema";
import type { StaticOperationSchema } from "@smithy/types";
import { AwsError } from "../aws-error.ts";
import type { Route } from "./route-request.ts";
import { services } from "./services.ts";
import { decode, type WireRequest } from "./wire-request.ts";

/** What a request must look like to be for an operation. */
interface Shape {
  readonly operation: string;
  readonly method: string;
  readonly level: "service" | "bucket" | "object";
  /** Query parameters of the path template (`list-type=2`), without the SDK's own `x-id`. */
  readonly literals: ReadonlyMap<string, string>;
  readonly requiredQuery: readonly string[];
  readonly requiredHeaders: readonly string[];
}

/** The only operation on no bucket that ordinary endpoints serve; its template equals ListObjects'. */
const serviceLevel = new Set(["ListBuckets"]);

/** Operations of other endpoints (S3 Express, Object Lambda), whose templates would shadow the ordinary ones. */
const otherEndpoints = new Set(["ListDirectoryBuckets", "WriteGetObjectResponse"]);

const shapes: readonly Shape[] = [...services.s3.operations.values()]
  .filter((schema) => !otherEndpoints.has(schema[2]))
  .map(shapeOf)
  .sort((a, b) => specificity(b) - specificity(a));

/**
 * The S3 operation, bucket and key of a path-style request. Among the operations whose method, literals and
 * required members are all present, the one that requires most is meant.
 * @throws AwsError MethodNotAllowed when there is none.
 */
export function routeS3(request: WireRequest): Route {
  const [, bucket = "", ...rest] = request.path.split("/");
  const key = decode(rest.join("/"));
  const level = bucket === "" ? "service" : key === "" ? "bucket" : "object";
  const shape = shapes.find((candidate) => candidate.level === level && fits(candidate, request));
  if (shape === undefined) {
    throw new AwsError("MethodNotAllowed", "The specified method is not allowed against this resource.", {
      Method: request.method,
    });
  }
  const labels = {
    ...(level !== "service" && { bucket: decode(bucket) }),
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
  const literals = new Map(new URLSearchParams(query));
  literals.delete("x-id");
  const required = requiredMembers(NormalizedSchema.of(input));
  return {
    operation,
    method,
    level: serviceLevel.has(operation) ? "service" : path === "/" ? "bucket" : "object",
    literals,
    requiredQuery: required.flatMap((member) => member.httpQuery ?? []),
    requiredHeaders: required.flatMap((member) => member.httpHeader?.toLowerCase() ?? []),
  };
}

/** A structure's schema holds, after its members, the number of those that are required: the first ones. */
function requiredMembers(input: NormalizedSchema) {
  const schema = input.getSchema();
  const count = Array.isArray(schema) && typeof schema[6] === "number" ? schema[6] : 0;
  return [...input.structIterator()].slice(0, count).map(([, member]) => member.getMergedTraits());
}

function fits(shape: Shape, request: WireRequest): boolean {
  return (
    shape.method === request.method &&
    [...shape.literals].every(([name, value]) => request.query.get(name)?.[0] === value) &&
    shape.requiredQuery.every((name) => request.query.has(name)) &&
    shape.requiredHeaders.every((name) => request.headers[name] !== undefined)
  );
}

function specificity(shape: Shape): number {
  return shape.literals.size + shape.requiredQuery.length + shape.requiredHeaders.length;
}
