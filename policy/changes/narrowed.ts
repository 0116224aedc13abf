// Policies with fewer statements: what is left of a side once a change is told, and a policy that says nothing.

import { indexActions } from "../compiled/action-index.ts";
import type { Policy, PolicySet } from "../compiled/policy.ts";
import type { Statement } from "../compiled/statement.ts";
import type { PolicyKind } from "../policy-document.ts";
import { KEY_TYPES } from "../request/key-types.ts";

/** The policy with those of its statements that are kept; each keeps its number. */
export function keeping(policy: Policy, isKept: (statement: Statement) => boolean): Policy {
  const statements = policy.statements.filter(isKept);
  return { ...policy, statements, select: indexActions(statements) };
}

/** The policy with one Allow in the place of all its Allows. */
export function withAllow(policy: Policy, allow: Statement): Policy {
  const statements = [...policy.statements.filter(({ effect }) => effect === "Deny"), allow];
  return { ...policy, statements, select: indexActions(statements) };
}

/** A document without statements, which AWS would not take: it stands for a document that is not there. */
export const nothing = (kind: PolicyKind, keyTypes = KEY_TYPES): Policy => ({
  ...{ kind, version: "2012-10-17", statements: [], select: indexActions([]), keyTypes },
});

/** Where a document stands in a set of policies. */
export interface Place {
  readonly policy: Layer;
  /** Among the documents of its type, from 0. */
  readonly index: number;
}

/** A statement, and the document that holds it. */
export interface Placed extends Place {
  readonly statement: Statement;
}

export type Layer =
  | "identity"
  | "session"
  | "permissionsBoundary"
  | "serviceControl"
  | "resourceControl"
  | "resource";

/** The documents of one type; undefined where none limits the caller. Levels of control policies follow each other. */
export function documentsOf(set: PolicySet, layer: Layer): readonly Policy[] | undefined {
  const found = set[layer];
  if (found === undefined) return undefined;
  return "kind" in found ? [found] : found.flat();
}

/** The set with one of its documents changed. */
export function changing(
  set: PolicySet,
  { policy: layer, index }: Place,
  change: (policy: Policy) => Policy,
): PolicySet {
  let at = -1;
  const changed = (policy: Policy): Policy => {
    at += 1;
    return at === index ? change(policy) : policy;
  };
  switch (layer) {
    case "identity":
    case "session":
      return { ...set, [layer]: set[layer]?.map(changed) };
    case "serviceControl":
    case "resourceControl":
      return { ...set, [layer]: set[layer]?.map((level) => level.map(changed)) };
    default: {
      const policy = set[layer];
      return policy === undefined ? set : { ...set, [layer]: change(policy) };
    }
  }
}

/** The set without the policies of one type: nothing of that type limits the caller. */
export function lacking(set: PolicySet, layer: Layer): PolicySet {
  const { [layer]: _gone, ...rest } = set;
  return rest;
}
