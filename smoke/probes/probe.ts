// What a probe is: one SDK call that exercises one action. A harmless one changes nothing, whoever makes it.
import type { RequestContext } from "../../policy/types.ts";
import type { Clients } from "../calls/clients.ts";
import type { PromisedContext, Sends } from "../context.ts";
import type { Target } from "../deployment/target.ts";
import type { Resource, ResourceKind } from "../resources.ts";

export type Probe = HarmlessProbe | DestructiveProbe;

interface HarmlessProbe extends ProbeCall {
  /** Why nothing changes, even when the caller may do everything. */
  harmless: string;
  destroys?: never;
  takesAway?: never;
}

/** Made only of a disposable stack, and only where that is asked for. */
export interface DestructiveProbe extends ProbeCall {
  /** What the call does when it passes. */
  destroys: string;
  /** What of the bucket no later call is decided on then. */
  takesAway?: "policy" | "bucket";
  harmless?: never;
}

interface ProbeCall {
  /** The IAM action that decides on the call. */
  action: string;
  /** The kinds of resource that the call is made on. */
  takes: readonly ResourceKind[];
  /** The error codes that only a caller who passed authorization gets. */
  passes: readonly string[];
  /** The condition keys that AWS sets for this very call, beside those of every call. */
  context?: RequestContext;
  /** What a promise may choose of the call. */
  sends?: Sends;
  /** The API that is called, where its name is not the action's. */
  operation?: string;
  /** Whether S3 hides from who may not list the bucket that the key is missing, and answers 403. */
  hidesMissing?: boolean;
  /** Whether every caller may make the call, whatever policies say, so that no control can be denied it. */
  everyoneMay?: boolean;
  /** Whether the broker may make the call, and so be its control where the operator may not. */
  brokerMay?: boolean;
  call(clients: Clients, resource: Resource, target: Target, context?: PromisedContext): Promise<Answer>;
}

/** What came back with a 2xx status. */
export interface Answer {
  /** Whether it holds what only the AWS service would send: a captive portal answers 200 as well. */
  genuine: boolean;
  /** The keys or ARNs in it. */
  shows: readonly string[];
}
