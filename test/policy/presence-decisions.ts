// What a condition decides in an Allow and in a Deny: where it holds, where it does not, and where that is not known.
import type { AuthorizationRequest } from "../../policy/authorization-request.ts";
import type { Decision } from "../../policy/decision.ts";
import type { Documents } from "./parse-documents.ts";

export interface PresenceCase extends Partial<AuthorizationRequest> {
  readonly name: string;
  readonly source: string;
  readonly condition: object;
  /** "unknown" where it turns on the keys in `untold`. */
  readonly holds: boolean | "unknown";
  readonly untold?: readonly string[];
}

interface Expected {
  readonly request: AuthorizationRequest;
  readonly documents: Documents;
  readonly decision: Decision["decision"];
}

const ALICE = { type: "User", arn: "arn:aws:iam::111122223333:user/staff/alice" } as const;
const everything = { Action: "*", Resource: "*" };
const policy = (...Statement: readonly object[]): object => ({ Version: "2012-10-17", Statement });
const forEveryone = (...statements: readonly object[]): object =>
  policy(...statements.map((one) => ({ ...one, Principal: "*" })));

/** The conditioned Allow alone, and the conditioned Deny beside an Allow of everything. */
export function presenceDecisions({ condition, holds, ...row }: PresenceCase): readonly Expected[] {
  const { principal = ALICE, action = "s3:GetObject", resource = "arn:aws:s3:::b/k", context } = row;
  const request = { principal, action, resource, ...(context && { context }) };
  const allowed = { Effect: "Allow", ...everything };
  const owner = context?.["aws:ResourceAccount"] ?? context?.["s3:ResourceAccount"];
  const under = (...statements: readonly object[]): Documents => {
    if (principal.type === "Anonymous") return { resource: forEveryone(...statements) };
    // The bucket of another account needs a policy of its own.
    return { identity: [policy(...statements)], ...(owner && { resource: forEveryone(allowed) }) };
  };
  return [
    {
      request,
      documents: under({ ...allowed, Condition: condition }),
      decision: holds === true ? "allowed" : "implicitDeny",
    },
    {
      request,
      documents: under(allowed, { Effect: "Deny", ...everything, Condition: condition }),
      decision: holds === false ? "allowed" : "explicitDeny",
    },
  ];
}
