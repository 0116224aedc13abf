// The rates of policy/: decisions, and documents compiled.

import type { Policy, PolicySet } from "../../policy/compiled/policy.ts";
import { evaluate } from "../../policy/evaluate.ts";
import { parsePolicy } from "../../policy/parse-policy.ts";
import type { PolicyKind } from "../../policy/policy-document.ts";
import { rate } from "./rate.ts";
import type { Row } from "./row.ts";
import { allow, type Document, document, type Workload } from "./workloads.ts";

const compiled = (one: Document, kind: PolicyKind): Policy => parsePolicy(JSON.stringify(one), kind);

/** Every call makes a new request, as a server does. */
export async function decisions(workload: Workload): Promise<Row> {
  const { name, requests, identity, permissionsBoundary, session, resource } = workload;
  const policies: PolicySet = {
    identity: identity.map((one) => compiled(one, "identity")),
    ...(permissionsBoundary && { permissionsBoundary: compiled(permissionsBoundary, "boundary") }),
    ...(session && { session: session.map((one) => compiled(one, "session")) }),
    ...(resource && { resource: compiled(resource, "resource") }),
  };
  for (const request of requests) {
    const { decision } = evaluate(request, policies);
    if (decision !== "allowed")
      throw new Error(`${name}: a measured request must be allowed, not ${decision}.`);
  }
  let next = 0;
  const perSecond = await rate(() => {
    const request = requests[next];
    next = next + 1 < requests.length ? next + 1 : 0;
    if (request !== undefined) evaluate({ ...request }, policies);
  });
  return { name, perSecond };
}

const SIZE = 6144;

/** How long a document of the greatest size takes to compile. */
export async function compilation(): Promise<Row> {
  const statements = [allow("s3:GetObject", "arn:aws:s3:::bucket/*")];
  const condition = { Condition: { StringLike: { "s3:prefix": ["home/${aws:username}/*", "public/*"] } } };
  while (JSON.stringify(document(...statements)).length < SIZE - 250) {
    statements.push(allow("s3:Get*", `arn:aws:s3:::bucket-${statements.length}/*`, condition));
  }
  const last = JSON.stringify(document(...statements, allow("s3:PutObject", "arn:aws:s3:::")));
  const text = last.replace('s3:::"', `s3:::${"b".repeat(SIZE - last.length)}"`);
  const perSecond = await rate(() => void parsePolicy(text, "identity"));
  const microseconds = Math.round(1_000_000 / perSecond);
  return { name: `compile a policy of ${text.length} bytes`, perSecond, microseconds };
}
