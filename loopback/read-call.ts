// What a request asks for: the operation that serves it, and its input, read by the SDK's schema.
import type { StaticOperationSchema } from "@smithy/types";
import { AwsError } from "./aws-error.ts";
import { NotServedError } from "./not-served-error.ts";
import type { Operation } from "./operation.ts";
import type { Operations } from "./served-operations.ts";
import { readQueryInput } from "./wire/read-query-input.ts";
import { readRestInput } from "./wire/read-rest-input.ts";
import type { Route } from "./wire/route.ts";
import { services } from "./wire/services.ts";
import type { WireRequest } from "./wire/wire-request.ts";

interface ReadCall {
  readonly schema: StaticOperationSchema;
  readonly operation: Operation<Record<string, unknown>>;
  readonly input: Record<string, unknown>;
  /** The refusal of a parameter that is not honoured. It is for callers who may make the call. */
  readonly unserved: AwsError | undefined;
}

/**
 * The operation of a request, one of those that its service serves, and its input.
 * @throws AwsError NotImplemented for an operation that is not served; others for unreadable input.
 */
export function readCall(request: WireRequest, route: Route, operations: Operations): ReadCall {
  const schema = schemaOf(route);
  const operation = operationOf(route, operations);
  const input =
    route.form === undefined ? readRestInput(schema, request, route) : readQueryInput(schema, route.form);
  return { schema, operation, input, unserved: unservedParameter(operation, input, route) };
}

export function schemaOf(route: Route): StaticOperationSchema {
  const schema = services[route.service].operations.get(route.operation);
  if (schema === undefined)
    throw new AwsError("InvalidAction", `Could not find operation ${route.operation}`);
  return schema;
}

/** @throws AwsError NotImplemented for an operation that has no file here: it is refused, never let through. */
function operationOf(
  { service, operation }: Route,
  { served, refused }: Operations,
): Operation<Record<string, unknown>> {
  if (Object.hasOwn(served, operation)) return served[operation] as Operation<Record<string, unknown>>;
  const reason = Object.hasOwn(refused, operation) ? refused[operation] : undefined;
  throw new NotServedError(`${service}:${operation}`, reason);
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
