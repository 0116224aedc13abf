// The SDK clients of one principal.
import { IAMClient } from "@aws-sdk/client-iam";
import { S3Client } from "@aws-sdk/client-s3";
import { STSClient } from "@aws-sdk/client-sts";
import type { DeserializeMiddleware, HttpResponse, MiddlewareStack } from "@smithy/types";
import type { Credentials, Target } from "../deployment/target.ts";
import { rememberRequestId } from "./request-ids.ts";
import { Retries } from "./retries.ts";

export interface Clients {
  s3: S3Client;
  sts: STSClient;
  iam: IAMClient;
}

// The SDK wants credentials even where nothing is signed.
const unsigned = {
  credentials: { accessKeyId: "", secretAccessKey: "" },
  signer: { sign: async <Request>(request: Request): Promise<Request> => request },
};

/**
 * Clients that sign with `credentials`, or not at all. They open no connection before their first call; `signal` ends
 * the calls that are under way.
 */
export function openClients(
  target: Target,
  credentials: Credentials | undefined,
  retryStrategy = new Retries(),
  signal?: AbortSignal,
): Clients {
  const { endpoint, region } = target;
  const configuration = {
    ...(endpoint === undefined ? {} : { endpoint }),
    region,
    ...(credentials === undefined ? unsigned : { credentials }),
    retryStrategy,
  };
  const sts = new STSClient({
    ...configuration,
    requestHandler: { connectionTimeout: 3_000, requestTimeout: 10_000, throwOnRequestTimeout: true },
  });
  // One pool of connections for the three.
  const { requestHandler } = sts.config;
  if (signal !== undefined) endAt(signal, requestHandler);
  // With most custom endpoints, a host name that begins with the bucket's name does not resolve.
  const s3 = new S3Client({ ...configuration, requestHandler, forcePathStyle: endpoint !== undefined });
  const iam = new IAMClient({ ...configuration, requestHandler });
  refuse(s3, (type) => /html/i.test(type));
  for (const client of [sts, iam]) refuse(client, (type) => !/xml/i.test(type));
  for (const { middlewareStack } of [sts, iam]) middlewareStack.use(rememberRequestId());
  s3.middlewareStack.use(rememberRequestId());
  return { sts, s3, iam };
}

function endAt(abortSignal: AbortSignal, handler: STSClient["config"]["requestHandler"]): void {
  const handle = handler.handle.bind(handler);
  handler.handle = (request, options) => handle(request, { ...options, abortSignal });
}

// A captive portal or a proxy may answer with success, but with other content than AWS sends. A proxy in front of AWS
// may even pass on AWS's request ids. STS and IAM always answer in XML, and S3 never answers these calls in HTML.
function refuse(
  { middlewareStack }: STSClient | S3Client | IAMClient,
  isForeign: (type: string) => boolean,
): void {
  const middleware: DeserializeMiddleware<object, object> = (next) => async (args) => {
    const result = await next(args);
    const { statusCode, headers } = result.response as HttpResponse;
    const type = headers["content-type"] ?? "";
    if (statusCode >= 300 || !isForeign(type)) return result;
    throw Object.assign(new Error(`its content type is "${type}"`), { name: "ForeignAnswer" });
  };
  (middlewareStack as MiddlewareStack<object, object>).add(middleware, { step: "deserialize" });
}

/** Closes their connections. */
export function closeClients({ sts, s3, iam }: Clients): void {
  for (const client of [sts, s3, iam]) client.destroy();
}
