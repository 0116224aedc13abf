// A probe: one SDK call that exercises one action. A harmless probe changes nothing, whatever its caller may do.
import type { RequestContext } from "../../policy/authorization-request.ts";
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

/** Called only on a disposable stack, and only on request. */
export interface DestructiveProbe extends ProbeCall {
  /** What the call does when it passes. */
  destroys: string;
  /** What the call removes. Later calls that depend on it cannot be judged. */
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
  /** The condition keys that AWS sets for this call, in addition to those of every call. */
  context?: RequestContext;
  /** What a promise may choose about the call. */
  sends?: Sends;
  /** The API that is called, where its name is not the action's. */
  operation?: string;
  /** Whether S3 decrypts an object for the call: then its caller needs kms:Decrypt on the key, too. */
  decrypts?: boolean;
  /** Whether S3 answers 403 for a missing key to callers who may not list the bucket. */
  hidesMissing?: boolean;
  /** Whether the call would make the bucket if there were none: it is made only after the bucket was found. */
  makesBucket?: boolean;
  /** Whether every caller may make the call, whatever policies say. Then no caller can be a negative control. */
  everyoneMay?: boolean;
  /** Whether the broker may make the call. Then it is the control where the operator may not make the call. */
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
