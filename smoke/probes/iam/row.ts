// A row of the tables of IAM's probes, and the probe made from it.
import type { IAMClient } from "@aws-sdk/client-iam";
import type { MetadataBearer } from "@smithy/types";
import type { RequestContext } from "../../../policy/authorization-request.ts";
import type { Resource, ResourceKind } from "../../resources.ts";
import type { Probe } from "../probe.ts";

type Call = (client: IAMClient, resource: Resource) => Promise<MetadataBearer>;

/** `passes`: the codes that only an authorized caller gets, in the SDK's spelling; by default NoSuchEntityException. */
export type Row = readonly [
  action: string,
  call: Call,
  more?: { passes?: readonly string[]; context?: RequestContext },
];

/** The probes of a table, all on one kind of resource and harmless for one reason. */
export const probesOf = (kind: ResourceKind, harmless: string, rows: readonly Row[]): Probe[] =>
  rows.map(([action, call, { passes = ["NoSuchEntityException"], context } = {}]) => ({
    action,
    takes: [kind],
    harmless,
    passes,
    ...(context && { context }),
    async call({ iam }, resource) {
      const { $metadata } = await call(iam, resource);
      // IAM gives every answer a request id; a captive portal, which answers 200 as well, does not.
      return { genuine: $metadata.requestId !== undefined, shows: [] };
    },
  }));
