// What a request asks for: the operation that serves it, and its input, read by the SDK's schema.
import type { StaticOperationSchema } from "@smithy/types";
import { AwsError, type ServiceName } from "./aws-error.ts";
import { iamOperations } from "./iam/operations.ts";
import type { AnyOperation, Operation } from "./operation.ts";
import { controlTagOperations } from "./s3/control-tags.ts";
import { s3Operations } from "./s3/operations.ts";
import { stsOperations } from "./sts/operations.ts";
import { readQueryInput } from "./wire/read-query-input.ts";
import { readRestInput } from "./wire/read-rest-input.ts";
import type { Route } from "./wire/route-request.ts";
import { services } from "./wire/services.ts";
import type { WireRequest } from "./wire/wire-request.ts";

const served: Readonly<Record<ServiceName, Readonly<Record<string, AnyOperation>>>> = {
  sts: stsOperations,
  iam: iamOperations,
  s3: { ...s3Operations, ...controlTagOperations },
};

export interface ReadCall {
  readonly schema: StaticOperationSchema;
  readonly operation: Operation<Record<string, unknown>>;
  readonly input: Record<string, unknown>;
}

/**
 * The operation of a request and its input.
 * @throws AwsError NotImplemented for an operation or a parameter that is not served, and for what cannot be read.
 */
export function readCall(request: WireRequest, route: Route): ReadCall {
  const schema = schemaOf(route);
  const operation = operationOf(route);
  const input =
    route.form === undefined ? readRestInput(schema, request, route) : readQueryInput(schema, route.form);
  refuseUntaken(operation, input, route);
  return { schema, operation, input };
}

export function schemaOf(route: Route): StaticOperationSchema {
  const schema = services[route.service].operations.get(route.operation);
  if (schema === undefined)
    throw new AwsError("InvalidAction", `Could not find operation ${route.operation}`);
  return schema;
}

/** @throws AwsError NotImplemented for an operation that has no file here: it is refused, never let through. */
function operationOf({ service, operation }: Route): Operation<Record<string, unknown>> {
  const found = Object.hasOwn(served[service], operation) ? served[service][operation] : undefined;
  if (found !== undefined) return found as Operation<Record<string, unknown>>;
  throw new AwsError("NotImplemented", `The loopback does not serve ${service}:${operation}.`);
}

/** @throws AwsError NotImplemented for a parameter that would change what the call means and is not honoured here. */
function refuseUntaken(
  { takes }: Operation<Record<string, unknown>>,
  input: object,
  { service, operation }: Route,
): void {
  const untaken = Object.keys(input).find((member) => !takes.includes(member));
  if (untaken === undefined) return;
  throw new AwsError(
    "NotImplemented",
    `The loopback does not serve the parameter ${untaken} of ${service}:${operation}.`,
  );
}
