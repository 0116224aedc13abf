// Makes one probe's call and catches every error.
import type { Clients } from "../calls/clients.ts";
import { withRequestId } from "../calls/request-ids.ts";
import type { PromisedContext } from "../context.ts";
import type { Target } from "../deployment/target.ts";
import type { Probe } from "../probes/probe.ts";
import type { Resource } from "../resources.ts";
import type { Result } from "./observation.ts";

/** Whether the probe reads a missing object, and S3 hides that from callers who may not list the bucket. */
export const isHidden = ({ hidesMissing }: Probe, { kind }: Resource): boolean =>
  hidesMissing === true && kind === "missing object";

/** Never throws: an error is a result, for the classifier to judge. */
export async function tryProbe(
  probe: Probe,
  clients: Clients,
  resource: Resource,
  target: Target,
  context?: PromisedContext,
): Promise<Result> {
  try {
    const { value, requestId } = await withRequestId(() => probe.call(clients, resource, target, context));
    return { answer: value, ...(requestId === undefined ? {} : { requestId }) };
  } catch (thrown) {
    return { thrown };
  }
}
