// Tells which service and which operation a request is for, before anything about it is believed.
import { AwsError, type ServiceName } from "../aws-error.ts";
import type { Route } from "./route.ts";
import { routeS3 } from "./route-s3.ts";
import { services } from "./services.ts";
import { readQuery, type WireRequest } from "./wire-request.ts";

const scopeForm = /Credential=[^/,]*\/\d*\/[^/,]*\/([^/,]*)\//;

const names = Object.values(services).map(({ name }) => name);

/** The service that a credential in an Authorization header is for, or undefined where it names no served service. */
export function scopedService(authorization = ""): ServiceName | undefined {
  const scope = scopeForm.exec(authorization)?.[1];
  return names.find((name) => name === scope);
}

/**
 * The service of a request: the credential scope names it; without one, a target of KMS or a known API version does.
 */
export function serviceOf(request: WireRequest): ServiceName {
  const credential = credentialOf(request);
  const scope = scopeForm.exec(credential)?.[1];
  if (isForKms(request)) return "kms";
  if (scope === undefined) return serviceOfVersion(formOf(request).get("Version")?.[0]);
  const service = scopedService(credential);
  if (service !== undefined) return service;
  throw new AwsError("NotImplemented", `The loopback serves sts, iam, kms and s3, not "${scope}".`);
}

/** Whether a request is for KMS: its head alone tells it. */
export function isForKms(request: WireRequest): boolean {
  const scope = scopeForm.exec(credentialOf(request))?.[1];
  return scope === undefined ? targetOf(request) !== undefined : scope === "kms";
}

/** Whether only the body of a request tells its service: it is a form without a credential scope. */
export const bodyTellsService = (request: WireRequest): boolean =>
  isForm(request) && scopeForm.exec(credentialOf(request)) === null;

const credentialOf = ({ headers, query }: WireRequest): string =>
  headers.authorization ?? `Credential=${query.get("X-Amz-Credential")?.[0] ?? ""}`;

/**
 * The operation of a request.
 * @throws AwsError MissingAction, InvalidAction (STS, IAM), UnknownOperationException (KMS), MethodNotAllowed (S3) for a
 * request without a schema.
 */
export function routeRequest(request: WireRequest, service: ServiceName): Route {
  if (service === "kms") return routeTarget(request);
  return service === "s3" ? routeS3(request) : routeForm(request, service);
}

/** https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html */
const targetPrefix = "TrentService.";

function targetOf({ headers }: WireRequest): string | undefined {
  const target = headers["x-amz-target"] ?? "";
  return target.startsWith(targetPrefix) ? target.slice(targetPrefix.length) : undefined;
}

function routeTarget(request: WireRequest): Route {
  const operation = targetOf(request) ?? "";
  if (request.method === "POST" && services.kms.operations.has(operation))
    return { service: "kms", operation };
  throw new AwsError("UnknownOperationException", "");
}

function routeForm(request: WireRequest, service: "sts" | "iam"): Route {
  const form = formOf(request);
  const action = form.get("Action")?.[0];
  const version = form.get("Version")?.[0];
  if (action === undefined) throw new AwsError("MissingAction", "Missing Action");
  if (version !== services[service].version || !services[service].operations.has(action)) {
    throw new AwsError(
      "InvalidAction",
      `Could not find operation ${action} for version ${version ?? "NO_VERSION_SPECIFIED"}`,
    );
  }
  return { service, operation: action, form };
}

type Form = ReadonlyMap<string, readonly string[]>;

/** A request's form is asked for several times, and read once. */
const forms = new WeakMap<Buffer, Form>();

const isForm = ({ method, headers }: WireRequest): boolean =>
  method === "POST" && /^application\/x-www-form-urlencoded\b/i.test(headers["content-type"] ?? "");

function formOf(request: WireRequest): Form {
  if (!isForm(request)) return request.query;
  const form = forms.get(request.body) ?? readQuery(request.body.toString(), " ");
  forms.set(request.body, form);
  return form;
}

function serviceOfVersion(version: string | undefined): ServiceName {
  if (version === services.sts.version) return "sts";
  return version === services.iam.version ? "iam" : "s3";
}
