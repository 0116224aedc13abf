// The layers of documents that decide about one principal and one resource, together and each alone.

import type { AuthorizationRequest } from "../../policy/authorization-request.ts";
import type { Policy, PolicySet } from "../../policy/compiled/policy.ts";
import type { Decision, PolicyType } from "../../policy/decision.ts";
import { evaluate } from "../../policy/evaluate.ts";
import { parsePolicy } from "../../policy/parse-policy.ts";
import { principals } from "../principals.ts";
import type { Resource } from "../resources.ts";
import type { Document, Documents } from "./documents.ts";

/** The documents that decide, by type. */
export type Chosen = Readonly<Partial<Record<PolicyType, readonly Document[]>>>;

/** The documents that take part in a decision. A session without a policy has an empty list, which allows nothing. */
export function choose(principal: string, { bucket }: Resource, documents: Documents): Chosen {
  const type = principals[principal]?.identity.type;
  return {
    ...(type === "nobody" ? {} : ofBroker(documents)),
    ...(type === "federated user" ? { session: documents.ofSession(principal) } : {}),
    ...(bucket === undefined ? {} : { resource: [documents.ofBucket(bucket)] }),
  };
}

const ofBroker = ({ broker, boundary }: Documents): Chosen => ({
  identity: [broker],
  ...(boundary === undefined ? {} : { permissionsBoundary: [boundary] }),
});

/** The same documents, as the evaluator takes them. */
export function policySet({
  identity = [],
  permissionsBoundary = [],
  session,
  resource = [],
}: Chosen): PolicySet {
  const boundary = permissionsBoundary[0]?.policy;
  const resourcePolicy = resource[0]?.policy;
  return {
    identity: compiled(identity),
    ...(boundary === undefined ? {} : { permissionsBoundary: boundary }),
    ...(session === undefined ? {} : { session: compiled(session) }),
    ...(resourcePolicy === undefined ? {} : { resource: resourcePolicy }),
  };
}

const compiled = (documents: readonly Document[]): Policy[] => documents.map(({ policy }) => policy);

/** The layers that deny what they do not allow. */
export type Layer = "identity" | "session";

const ANYTHING = JSON.stringify({
  Version: "2012-10-17",
  Statement: { Effect: "Allow", Action: "*", Resource: "*" },
});
const OPEN: Readonly<Record<Layer, Policy>> = {
  identity: parsePolicy(ANYTHING, "identity"),
  session: parsePolicy(ANYTHING, "session"),
};

/** The decision of one layer alone: the other layer allows everything, and the resource policy is left out. */
export function decideAlone(layer: Layer, request: AuthorizationRequest, chosen: Chosen): Decision {
  const policies = (each: Layer) => (each === layer ? compiled(chosen[each] ?? []) : [OPEN[each]]);
  return evaluate(request, {
    identity: policies("identity"),
    ...(chosen.session === undefined ? {} : { session: policies("session") }),
  });
}

/** Every policy type that denies: the one that the evaluator named, and each layer that denies alone. */
export function deniers(
  request: AuthorizationRequest,
  chosen: Chosen,
  named: PolicyType,
): readonly PolicyType[] {
  const layers: readonly Layer[] = chosen.session === undefined ? ["identity"] : ["session", "identity"];
  const alone = layers.filter((layer) => decideAlone(layer, request, chosen).decision !== "allowed");
  return [...new Set<PolicyType>([named, ...alone])];
}
