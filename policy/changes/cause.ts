// Why one side allows a request that another does not: the statement that allows it here alone, or denies it there.

import type { AuthorizationRequest } from "../authorization-request.ts";
import type { PolicySet } from "../compiled/policy.ts";
import type { Statement } from "../compiled/statement.ts";
import { consider, type Findings } from "../decision/consider.ts";
import type { Determining } from "../decision.ts";
import { Asked } from "../request/asked.ts";
import { documentsOf, type Layer, type Place } from "./narrowed.ts";

/**
 * "allow": an Allow of A. "deny": a Deny of B, of which A has none. "layer": policies of that type limit B and not A.
 * "caller": what the sides know of the caller differs, and no statement alone.
 */
export type Cause =
  | (Place & { readonly by: "allow" | "deny"; readonly statement: Statement })
  | { readonly by: "layer"; readonly policy: Layer }
  | { readonly by: "caller" };

/** In the order in which a person looks for it: what the session was given, what its user, what limits it, who grants. */
const LAYERS: readonly Layer[] = [
  ...(["session", "identity", "permissionsBoundary", "serviceControl"] as const),
  ...(["resourceControl", "resource"] as const),
];

/** The cause of a difference that `witness` shows; `b` is the same request as B sees it. */
export function causeOf(
  witness: AuthorizationRequest,
  a: PolicySet,
  b: { readonly request: AuthorizationRequest; readonly policies: PolicySet },
): Cause {
  const inA = LAYERS.map((layer) => said(layer, witness, a));
  const inB = LAYERS.map((layer) => said(layer, b.request, b.policies));
  const [denial] = inB.flatMap(({ denies }) => denies);
  if (denial !== undefined) return found("deny", denial, b.policies);
  for (const [place, layer] of LAYERS.entries()) {
    const [here, there] = [inA[place], inB[place]];
    if (layer === "resourceControl" || here === undefined || there === undefined) continue;
    if (there.allows.length > 0) continue;
    const [allow] = here.allows;
    if (allow !== undefined) return found("allow", allow, a);
    if (documentsOf(a, layer) === undefined && documentsOf(b.policies, layer) !== undefined) {
      return { by: "layer", policy: layer };
    }
  }
  // The policy of a resource may name the caller in a stronger way.
  const grant = inA[LAYERS.indexOf("resource")]?.allows[0];
  return grant === undefined ? { by: "caller" } : found("allow", grant, a);
}

interface Said {
  readonly allows: readonly Determining[];
  readonly denies: readonly Determining[];
}

// A Deny in doubt denies, an Allow in doubt grants nothing.
function said(layer: Layer, request: AuthorizationRequest, policies: PolicySet): Said {
  const findings: Findings = { denies: [], deniesInDoubt: [], allowsInDoubt: [], generous: false };
  const asked = new Asked(request, policies.permissionsBoundary !== undefined);
  const allows = consider(asked, layer, documentsOf(policies, layer), findings);
  return {
    allows: allows.map(({ statement }) => statement),
    denies: [...findings.denies, ...findings.deniesInDoubt.map(({ statement }) => statement)],
  };
}

function found(by: "allow" | "deny", { policy, index, statement }: Determining, set: PolicySet): Cause {
  const layer = LAYERS.find((one) => one === policy);
  const document = layer === undefined ? undefined : documentsOf(set, layer)?.[index];
  const its = document?.statements.find((one) => one.index === statement);
  if (layer === undefined || its === undefined) return { by: "caller" };
  return { by, policy: layer, index, statement: its };
}
