// Judges a request before its body has arrived: a large body that would be refused takes no room, and a sender who waits
// for "100 Continue" need not send it. https://docs.aws.amazon.com/AmazonS3/latest/API/RESTCommonRequestHeaders.html (Expect)
import { NormalizedSchema } from "@smithy/core/schema";
import type { StaticOperationSchema } from "@smithy/types";
import type { Accounts, Trace } from "./answer.ts";
import { authorize } from "./authorization/authorize.ts";
import { isPostObject, openPostStart } from "./post/post-object.ts";
import { readCall, schemaOf } from "./read-call.ts";
import { requestRegion } from "./request-region.ts";
import { requireRouteRegion } from "./s3/shared/bucket-region.ts";
import { servedOperations } from "./served-operations.ts";
import { authenticateHead } from "./signature/authenticate.ts";
import type { Caller } from "./signature/caller.ts";
import type { Authenticated } from "./signature/verify-request.ts";
import type { Judgement } from "./wire/read-body.ts";
import { bodyTellsService, routeRequest, serviceOf } from "./wire/route-request.ts";
import type { WireRequest } from "./wire/wire-request.ts";

type Seen = Pick<Accounts, "seen">;

/** All whose bodies must be complete before anything proves who sends them. */
export const unproved: Judgement = { sender: "unproved" };

/**
 * Judges the signature of an S3 request, and whether its caller may do what it asks for, where the body does not
 * matter. A browser's form is signed in its beginning, and judged when that has come. STS and IAM sign the body itself:
 * they are judged later.
 * @throws AwsError as the answer to the whole request would be.
 */
export async function judgeHead(head: WireRequest, accounts: Seen, trace: Trace): Promise<Judgement> {
  if (bodyTellsService(head)) return unproved;
  if (isPostObject(head)) return { ...unproved, byStart: (start) => judgeForm(head, start, accounts, trace) };
  if (serviceOf(head) !== "s3") return unproved;
  return { sender: await judge(authenticateHead(apart(head), accounts.seen), accounts, trace) };
}

/** Judges a form by what comes before its file. */
const judgeForm = (head: WireRequest, start: Buffer, accounts: Seen, trace: Trace): Promise<string> =>
  judge(openPostStart(apart({ ...head, body: start }), accounts.seen), accounts, trace);

/** With a separate id, because the data may have changed when the body has arrived. */
const apart = (head: WireRequest): WireRequest => ({ ...head, id: `${head.id} head` });

/** Gives the sender's name: users and roles, whatever their sessions, and all who are anonymous. */
async function judge(authentic: Authenticated, { seen }: Seen, trace: Trace): Promise<string> {
  const service = "s3";
  trace.service = service;
  const operations = await servedOperations(service);
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
  const sender = nameOf(caller);
  if (!takesBytes(schemaOf(route))) return sender;
  const { operation, input, unserved } = readCall(request, route, operations);
  authorize(operation.requires(input, call), call, service, route.operation, (judgement) => {
    trace.judgements.push(judgement);
  });
  if (unserved !== undefined) throw unserved;
  return sender;
}

const nameOf = ({ user, role, principal }: Caller): string =>
  user?.id ?? role?.id ?? (principal.type === "Anonymous" ? "anonymous" : "root");

/** Whether the body is the content of an object. */
function takesBytes(schema: StaticOperationSchema): boolean {
  const members = [...NormalizedSchema.of(schema[4]).structIterator()];
  return members.some(([, member]) => member.getMergedTraits().httpPayload && member.isBlobSchema());
}
