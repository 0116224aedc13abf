// Judges a request before its body has arrived: a large body that would be refused takes no room, and a sender who waits
// for "100 Continue" need not send it. https://docs.aws.amazon.com/AmazonS3/latest/API/RESTCommonRequestHeaders.html (Expect)
import { NormalizedSchema } from "@smithy/core/schema";
import type { StaticOperationSchema } from "@smithy/types";
import type { Accounts, Trace } from "./answer.ts";
import { authorize } from "./authorization/authorize.ts";
import { isPostObject } from "./post/post-object.ts";
import { readCall, schemaOf } from "./read-call.ts";
import { requestRegion } from "./request-region.ts";
import { requireRouteRegion } from "./s3/shared/bucket-region.ts";
import { servedOperations } from "./served-operations.ts";
import { authenticateHead } from "./signature/authenticate.ts";
import { bodyTellsService, routeRequest, serviceOf } from "./wire/route-request.ts";
import type { WireRequest } from "./wire/wire-request.ts";

/**
 * Judges the signature of an S3 request, and whether its caller may do what it asks for, where the body does not
 * matter. STS and IAM sign the body itself, and a browser's form is signed in its body: they are judged later. Gives
 * whether a signature proves who sends it.
 * @throws AwsError as the answer to the whole request would be.
 */
export async function judgeHead(
  head: WireRequest,
  { seen }: Pick<Accounts, "seen">,
  trace: Trace,
): Promise<boolean> {
  if (bodyTellsService(head) || isPostObject(head)) return false;
  const service = serviceOf(head);
  if (service !== "s3") return false;
  trace.service = service;
  const operations = await servedOperations(service);
  // With a separate id, because the data may have changed when the body has arrived.
  const authentic = authenticateHead({ ...head, id: `${head.id} head` }, seen);
  const { caller, request } = authentic;
  const call = {
    account: seen,
    caller,
    request,
    region: requestRegion("s3", authentic.region, request, seen),
  };
  trace.caller = caller;
  const route = routeRequest(request, service);
  trace.operation = route.operation;
  requireRouteRegion(route, call);
  const known = caller.principal.type !== "Anonymous";
  if (!takesBytes(schemaOf(route))) return known;
  const { operation, input, unserved } = readCall(request, route, operations);
  authorize(operation.requires(input, call), call, service, route.operation, (judgement) => {
    trace.judgements.push(judgement);
  });
  if (unserved !== undefined) throw unserved;
  return known;
}

/** Whether the body is the content of an object. */
function takesBytes(schema: StaticOperationSchema): boolean {
  const members = [...NormalizedSchema.of(schema[4]).structIterator()];
  return members.some(([, member]) => member.getMergedTraits().httpPayload && member.isBlobSchema());
}
