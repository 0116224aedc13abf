// The promise that would see what a mutant changes: a row that holds before, and no more with the mutant.

import type { AuthorizationRequest, RequestContext } from "../../policy/authorization-request.ts";
import type { PromisedContext } from "../context.ts";
import { probes } from "../probes/probes.ts";
import type { DenyingPolicy, Promised } from "../promises.ts";
import { resources } from "../resources.ts";
import { predictRow } from "../unprobed/predict-promises.ts";
import { isThere } from "../validation/asked-promises.ts";
import { faultOf } from "../validation/validate-promises.ts";
import type { Deployment, Difference } from "./changes.ts";

/** A row for smoke/promises.ts, or why none can say it, in a sentence. */
export type Proposal = { readonly row: Promised } | { readonly why: string };

/** The first of the differences that a row can be about; the row is tried on both deployments. */
export function propose(
  differences: readonly Difference[],
  before: Deployment,
  after: Deployment,
  now: Date,
): Proposal {
  for (const difference of differences) {
    for (const row of candidates(difference, before, now)) {
      if (isValid(row, before) && !passes(row, after, now)) return { row };
    }
  }
  const [first] = differences;
  return { why: first === undefined ? "Nothing differs." : obstacle(first, before) };
}

const isValid = (row: Promised, { target }: Deployment): boolean => faultOf(row, target) === undefined;

const passes = (row: Promised, { target, documents }: Deployment, now: Date): boolean =>
  predictRow(row, target, documents, now).verdict === "pass";

/** What stands in for callers who are no principals of the table: a denial that must come from the bucket's policy. */
const STAND_IN = "broker";

function candidates(difference: Difference, before: Deployment, now: Date): readonly Promised[] {
  return callsFor(difference, before).flatMap((call) => rowsOf(call, before, now));
}

type Call = Pick<Promised, "principal" | "action" | "resource" | "context">;

function callsFor({ promised, witness }: Difference, before: Deployment): readonly Call[] {
  const { action } = witness;
  if (!probes.has(action)) return [];
  return namesFor(witness, before).flatMap((resource) =>
    contextsOf(witness.context).map((context) => ({
      ...{ principal: promised ?? STAND_IN, action, resource },
      ...(context !== undefined && { context }),
    })),
  );
}

/** What may be promised of a call before the change; of a denial, with each policy type that must deny it, too. */
function rowsOf(call: Call, before: Deployment, now: Date): readonly Promised[] {
  if (!isValid({ ...call, expect: "denied" }, before)) return [];
  const { target, documents } = before;
  const { outcome, deniedBy } = predictRow({ ...call, expect: "denied" }, target, documents, now).prediction;
  if (outcome === "rejected") return [];
  const layers: readonly (DenyingPolicy | undefined)[] =
    outcome === "allowed" ? [undefined] : [undefined, ...deniedBy];
  return layers
    .map((by): Promised => ({ ...call, expect: outcome, ...(by !== undefined && { by }) }))
    .filter((row) => passes(row, before, now));
}

/** The names of resources that the action takes; the witness's own ARN first. */
function namesFor(
  { action, resource: arn }: AuthorizationRequest,
  { target }: Deployment,
): readonly string[] {
  const names = Object.entries(resources).flatMap(([name, locate]) => {
    if (!isThere(name, target)) return [];
    const found = locate(target, "federation-broker-probe");
    return probes.get(action)?.takes.includes(found.kind) ? [{ name, isSame: found.arn === arn }] : [];
  });
  return names.toSorted((one, other) => Number(other.isSame) - Number(one.isSame)).map(({ name }) => name);
}

function contextsOf(context: RequestContext = {}): readonly (PromisedContext | undefined)[] {
  const said: PromisedContext = Object.assign(
    {},
    ...Object.entries(context).map(([key, value]) => sayKey(key, value)),
  );
  // The suite assumes an address that the broker's policy allows, unless a promise says one.
  const elsewhere = { ...said, sourceIp: said.sourceIp ?? ELSEWHERE };
  return [undefined, ...(Object.keys(said).length === 0 ? [] : [said]), elsewhere];
}

const ELSEWHERE = "192.0.2.1";

function sayKey(key: string, value: string | readonly string[]): PromisedContext {
  if (typeof value !== "string") return {};
  const tag = /^aws:requesttag\/(.+)$/i.exec(key)?.[1];
  if (tag !== undefined) return { tags: { [tag]: value } };
  return SAID[key.toLowerCase()]?.(value) ?? {};
}

const SAID: Readonly<Record<string, (value: string) => PromisedContext>> = {
  "s3:prefix": (prefix) => ({ prefix }),
  "aws:sourceip": (sourceIp) => ({ sourceIp }),
  "aws:securetransport": (value): PromisedContext => (value === "false" ? { plainHttp: true } : {}),
};

// What the suite sends with every call, or what follows from the caller.
const OF_EVERY_CALL =
  /^aws:(?:SecureTransport|CurrentTime|EpochTime|RequestedRegion|TokenIssueTime|Principal|userid|username)/i;

function obstacle({ who, promised, witness }: Difference, { target }: Deployment): string {
  const { action, resource, context = {} } = witness;
  const unsaid = Object.entries(context).filter(
    ([key, value]) => !OF_EVERY_CALL.test(key) && Object.keys(sayKey(key, value)).length === 0,
  );
  const isNamed = Object.entries(resources).some(
    ([name, locate]) => isThere(name, target) && locate(target, "federation-broker-probe").arn === resource,
  );
  const reasons = [
    ...(promised === undefined ? [`smoke/principals.ts has no principal for ${who}`] : []),
    ...(probes.has(action) ? [] : [`no probe exercises ${action}`]),
    ...(isNamed ? [] : [`smoke/resources.ts has no name for ${resource}`]),
    ...unsaid.map(([key]) => `a promise cannot send ${key}`),
  ];
  return `No row can be about it: ${reasons.length === 0 ? "the prediction is the same with the mutant" : reasons.join(", and ")}.`;
}
