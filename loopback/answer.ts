// A request's way through the loopback, on one screen: route → authenticate → read → authorize → handle → write.
// There is no other way in, and no switch that skips a step.
import type { StaticOperationSchema } from "@smithy/types";
import type { Account } from "./account.ts";
import { authorize, authorizeEach, type Judged } from "./authorization/authorize.ts";
import { AwsError, type ServiceName } from "./aws-error.ts";
import type { Call, Operation, Requirement } from "./operation.ts";
import { isPostObject, openPost } from "./post/post-object.ts";
import type { RateLimit } from "./rate-limit.ts";
import { readCall } from "./read-call.ts";
import { requestRegion } from "./request-region.ts";
import { requireRouteRegion, withBucketRegion } from "./s3/shared/bucket-region.ts";
import { servedOperations } from "./served-operations.ts";
import { authenticate } from "./signature/authenticate.ts";
import type { Caller } from "./signature/caller.ts";
import { verifyChecksums } from "./signature/verify-checksums.ts";
import { recordUse } from "./store/user.ts";
import { inJson } from "./wire/json-error.ts";
import type { Route } from "./wire/route.ts";
import { routeRequest, serviceOf } from "./wire/route-request.ts";
import type { WireRequest, WireResponse } from "./wire/wire-request.ts";
import { writeError } from "./wire/write-error.ts";
import { writeJsonOutput } from "./wire/write-json-output.ts";
import { writeQueryOutput } from "./wire/write-query-output.ts";
import { writeRestOutput } from "./wire/write-rest-output.ts";

/** The account as it is, and as clients see it while changes of IAM are not visible yet; by default the same. */
export interface Accounts {
  readonly account: Account;
  readonly seen: Account;
  /** Refuses requests that exceed the rate; by default none. */
  readonly limit?: RateLimit;
  /** Where large bodies wait until they are complete; by default the system's folder for temporary files. */
  readonly folder?: string | undefined;
}

/** A change of IAM uses the current state: a second user of a name is refused even before the first is visible. */
function changesIam({ service, operation }: Route): boolean {
  return service === "iam" && !/^(?:Get|List|Simulate|Generate)/.test(operation);
}

/** The outcome of a request, for the log. */
export interface Trace {
  service?: ServiceName | "signin";
  operation?: string;
  caller?: Caller;
  judgements: Judged[];
  /** The error that the request ended with. */
  error?: Error & { readonly code: string };
  /** What went wrong inside the loopback itself; the answer does not show it. */
  fault?: unknown;
}

/** Answers a request; every failure becomes the service's own error answer. `trace` is filled on the way. */
export async function answer(
  received: WireRequest,
  { account, seen, limit }: Accounts,
  trace: Trace,
): Promise<WireResponse> {
  let service: ServiceName = "s3";
  try {
    service = serviceOf(received);
    trace.service = service;
    limit?.(service);
    const operations = await servedOperations(service);
    const posted = service === "s3" && isPostObject(received) ? openPost(received, seen) : undefined;
    const authentic = posted ?? authenticate(received, service, seen);
    const { caller, request } = authentic;
    const region = requestRegion(service, authentic.region, request, seen);
    trace.caller = caller;
    noteUse(caller, account, { service, region });
    const route = routeRequest(request, service);
    trace.operation = route.operation;
    const asSeen = { account: seen, caller, request, region };
    requireRouteRegion(route, asSeen);
    const { schema, operation, input, unserved = posted?.unserved } = readCall(request, route, operations);
    const call = { ...asSeen, account: changesIam(route) ? account : seen };
    const requirements = operation.requires(input, call);
    const denied = permit(operation, requirements, asSeen, route, trace);
    // After authorization: a denied call is denied, whatever the loopback makes of its parameters.
    if (unserved !== undefined && denied?.size !== requirements.length) throw unserved;
    if (service === "s3") verifyChecksums(request);
    const judged = denied === undefined ? call : { ...call, denied };
    const output = account.store.unit(() => operation.handle(input, judged));
    const response = writeOutput(service, schema, output, request.id);
    return posted?.finish(response) ?? response;
  } catch (error) {
    const answer = awsError(error, service, trace);
    trace.error = answer;
    return refusal(answer, service, received, seen);
  }
}

function refusal(
  error: AwsError,
  service: ServiceName,
  request: WireRequest,
  account: Account,
): WireResponse {
  const answer = writeError(service, error, request);
  return service === "s3" ? withBucketRegion(answer, request, account) : answer;
}

function noteUse({ key }: Caller, account: Account, use: { service: ServiceName; region: string }): void {
  if (key !== undefined) recordUse(account.store, key, { ...use, now: account.now().getTime() });
}

/** @throws AwsError the first denial; where each part of a call has its own answer, returns the denials instead. */
function permit(
  { eachAlone }: Operation<Record<string, unknown>>,
  requirements: readonly Requirement[],
  call: Call,
  { service, operation }: Route,
  trace: Trace,
): Call["denied"] {
  const judged = (judgement: Judged) => void trace.judgements.push(judgement);
  if (eachAlone) return authorizeEach(requirements, call, service, judged);
  authorize(requirements, call, service, operation, judged);
  return undefined;
}

function writeOutput(
  service: ServiceName,
  schema: StaticOperationSchema,
  output: unknown,
  requestId: string,
): WireResponse {
  if (service === "kms") return writeJsonOutput(schema, output, requestId);
  if (service !== "s3") return writeQueryOutput(service, schema, output, requestId);
  return writeRestOutput(schema, (output ?? {}) as Record<string, unknown>, requestId);
}

/** A failure inside the loopback, in each service's words. */
function internalError(service: ServiceName): AwsError {
  if (service === "s3")
    return new AwsError("InternalError", "We encountered an internal error. Please try again.");
  const message = "The request processing has failed because of an unknown error, exception or failure.";
  return new AwsError(service === "iam" ? "ServiceFailure" : "InternalFailure", message);
}

function awsError(error: unknown, service: ServiceName, trace: Trace): AwsError {
  const known = error instanceof AwsError;
  if (!known) trace.fault = error;
  const answer = known ? error : internalError(service);
  return service === "kms" ? inJson(answer) : answer;
}
