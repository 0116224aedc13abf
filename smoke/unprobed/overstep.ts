// The statement by which a request is allowed, and the same policies without it.

import type { Policy, PolicySet } from "../../policy/compiled/policy.ts";
import type { Decision } from "../../policy/decision.ts";
import { parsePolicy } from "../../policy/parse-policy.ts";
import type { Document } from "../prediction/documents.ts";

export interface Overstep {
  readonly document: Document;
  /** The statement's place in the document, from 0. */
  readonly place: number;
  readonly statement: Policy["statements"][number];
}

/**
 * The statement that a decision rests on: a grant by the resource's policy, else what the caller's own policies allow. A
 * session policy only takes away from these.
 */
export function overstepOf(
  { because, decidedBy }: Decision,
  policies: PolicySet,
  documents: readonly Document[],
): Overstep | undefined {
  const types = decidedBy === "resource" ? (["resource"] as const) : (["identity", "session"] as const);
  for (const type of [...types, "resource"] as const) {
    for (const { policy, index, statement: place } of because) {
      if (policy !== type) continue;
      const found = listOf(policies, type)[index];
      const document = documents.find((one) => one.policy === found);
      const statement = document?.policy.statements[place];
      if (document !== undefined && statement !== undefined) return { document, place, statement };
    }
  }
  return undefined;
}

const listOf = (
  { identity = [], session = [], resource }: PolicySet,
  type: "identity" | "session" | "resource",
): readonly Policy[] => ({ identity, session, resource: resource === undefined ? [] : [resource] })[type];

/** The documents in which no statement but these is left out; each keeps its place. */
export function withoutStatements(
  documents: readonly Document[],
  taken: readonly Overstep[],
): (policies: PolicySet) => PolicySet {
  const reduced = new Map(
    documents.map((document) => [
      document.policy,
      reduce(
        document,
        taken.filter((one) => one.document === document),
      ),
    ]),
  );
  const one = (policy: Policy): Policy => reduced.get(policy) ?? policy;
  return ({ identity, session, resource, ...rest }) => ({
    ...rest,
    ...(identity && { identity: identity.map(one) }),
    ...(session && { session: session.map(one) }),
    ...(resource && { resource: one(resource) }),
  });
}

function reduce({ text, policy }: Document, taken: readonly Overstep[]): Policy {
  if (taken.length === 0) return policy;
  const { Statement: written, ...rest } = JSON.parse(text) as { Statement: unknown };
  const Statement = [written]
    .flat()
    .map((one, place) => (taken.some((it) => it.place === place) ? idle(policy) : one));
  return parsePolicy(JSON.stringify({ ...rest, Statement }), policy.kind);
}

// It never applies.
const idle = ({ kind }: Policy): object => ({
  ...{ Effect: "Allow", Action: "s3:GetObject", NotResource: "*" },
  ...(kind === "resource" && { Principal: "*" }),
});
