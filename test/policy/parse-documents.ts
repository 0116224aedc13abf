// Policies written as plain objects, made into compiled ones of the right kind.

import type { Policy, PolicySet } from "../../policy/compiled/policy.ts";
import { parsePolicy } from "../../policy/parse-policy.ts";
import type { PolicyKind } from "../../policy/policy-document.ts";

export type Document = object;

/** The shape of a PolicySet, with documents in place of policies. */
export interface Documents {
  readonly identity?: readonly Document[];
  readonly permissionsBoundary?: Document;
  readonly session?: readonly Document[];
  readonly resource?: Document;
  readonly serviceControl?: readonly (readonly Document[])[];
  readonly resourceControl?: readonly (readonly Document[])[];
}

export function parseDocuments(documents: Documents): PolicySet {
  const parse =
    (kind: PolicyKind) =>
    (document: Document): Policy =>
      parsePolicy(JSON.stringify(document), kind);
  const { identity, permissionsBoundary, session, resource, serviceControl, resourceControl } = documents;
  return {
    ...(identity && { identity: identity.map(parse("identity")) }),
    ...(permissionsBoundary && { permissionsBoundary: parse("boundary")(permissionsBoundary) }),
    ...(session && { session: session.map(parse("session")) }),
    ...(resource && { resource: parse("resource")(resource) }),
    ...(serviceControl && { serviceControl: serviceControl.map((level) => level.map(parse("scp"))) }),
    ...(resourceControl && { resourceControl: resourceControl.map((level) => level.map(parse("rcp"))) }),
  };
}
