// What a request asks for: the operation that serves it, and its input, read by the SDK's schema.
import type { StaticOperationSchema } from "@smithy/types";
import { AwsError } from "./aws-error.ts";
import { NotServedError } from "./not-served-error.ts";
import type { Operation } from "./operation.ts";
import type { Operations } from "./served-operations.ts";
import { validateInput } from "./wire/constraints.ts";
import { readJsonInput } from "./wire/read-json-input.ts";
import { readQueryInput } from "./wire/read-query-input.ts";
import { readRestInput } from "./wire/read-rest-input.ts";
import type { Route } from "./wire/route.ts";
import { services } from "./wire/services.ts";
import type { WireRequest } from "./wire/wire-request.ts";

interface ReadCall {
  readonly schema: StaticOperationSchema;
  readonly operation: Operation<Record<string, unknown>>;
  readonly input: Record<string, unknown>;
  /** The refusal of the operation, or of a parameter that is not honoured. It is for callers who may make the call. */
  readonly unserved: AwsError | undefined;
}

/**
 * The operation of a request and its input. An operation that its service does not serve is `unserved`.
 * @throws AwsError NotImplemented for one whose actions are not known either; others for unreadable input, and for input of
 * STS and IAM that breaks a constraint.
 */
export function readCall(request: WireRequest, route: Route, operations: Operations): ReadCall {
  const schema = schemaOf(route);
  const { operation, refusal } = operationOf(route, operations);
  const input = inputOf(schema, request, route);
  // S3 has no such errors: it checks a body's members after authorization.
  if (route.service !== "s3" && refusal === undefined)
    validateInput(route.service, schema, input, operation.constraints ?? {});
  return { schema, operation, input, unserved: refusal ?? unservedParameter(operation, input, route) };
}

function inputOf(schema: StaticOperationSchema, request: WireRequest, route: Route): Record<string, unknown> {
  if (route.service === "kms") return readJsonInput(schema, request.body);
  return route.form === undefined
    ? readRestInput(schema, request, route)
    : readQueryInput(schema, route.form);
}

export function schemaOf(route: Route): StaticOperationSchema {
  const schema = services[route.service].operations.get(route.operation);
  if (schema === undefined)
    throw new AwsError("InvalidAction", `Could not find operation ${route.operation}`);
  return schema;
}

interface Found {
  readonly operation: Operation<Record<string, unknown>>;
  readonly refusal?: NotServedError;
}

/** @throws AwsError NotImplemented for an operation of which nothing is known here: it is refused, never let through. */
function operationOf(
  { service, operation: name }: Route,
  { served, refused, refusedRequire = {} }: Operations,
): Found {
  if (Object.hasOwn(served, name)) return { operation: served[name] as Found["operation"] };
  const reason = Object.hasOwn(refused, name) ? refused[name] : undefined;
  const refusal = new NotServedError(`${service}:${name}`, reason);
  const requires = Object.hasOwn(refusedRequire, name) ? refusedRequire[name] : undefined;
  if (requires === undefined) throw refusal;
  const handle = (): never => {
    throw refusal;
  };
  return { operation: { takes: [], requires, handle }, refusal };
}

/** NotImplemented for a parameter that would change what the call means and is not honoured here. */
function unservedParameter(
  { takes }: Operation<Record<string, unknown>>,
  input: object,
  { service, operation }: Route,
): AwsError | undefined {
  const untaken = Object.keys(input).find((member) => !takes.includes(member));
  if (untaken === undefined) return undefined;
  const message = `The loopback does not serve the parameter ${untaken} of ${service}:${operation}.`;
  return new AwsError("NotImplemented", message);
}
