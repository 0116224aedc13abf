// Who promises are about: each principal that a promise may name, and how its credentials come about.
import { type SessionPolicyName, sessionPolicies } from "../broker/session-policies.ts";
import { federatedUserArn } from "../policy/arn.ts";
import type { Principal } from "../policy/types.ts";
import type { Target } from "./target.ts";

export interface PrincipalKind {
  /** Said behind the name, for who reads the matrix. */
  about: string;
  /** Absent for the broker itself. */
  session?: { name: string; policy?: SessionPolicyName; durationSeconds: number };
}

export const principals: Readonly<Record<string, PrincipalKind>> = {
  broker: { about: "the IAM user that federates" },
  User1: {
    about: "federated with a session policy",
    session: { name: "User1", policy: "list-bucket", durationSeconds: 7200 },
  },
  NoPolicy: {
    about: "federated without a session policy",
    session: { name: "NoPolicy", durationSeconds: 900 },
  },
  AllOfS3: {
    about: "federated with a session policy that asks for s3:*",
    session: { name: "AllOfS3", policy: "all-of-s3", durationSeconds: 900 },
  },
};

/** The principal whose session policy a person may replace. */
const REPLACEABLE = "User1";

/** The session policy that `principal` is federated with, as JSON text; undefined when it has none. */
export function sessionPolicyOf(
  principal: string,
  bucketArn: string,
  replacement: string | undefined,
): string | undefined {
  const name = principals[principal]?.session?.policy;
  if (name === undefined) return undefined;
  return principal === REPLACEABLE && replacement !== undefined
    ? replacement
    : sessionPolicies[name](bucketArn);
}

/** The principal as the evaluator sees it. */
export function asPolicyPrincipal(principal: string, { accountId, partition, broker }: Target): Principal {
  const session = principals[principal]?.session;
  if (session === undefined) return { type: "User", arn: broker.userArn };
  const arn = federatedUserArn(accountId, session.name, partition);
  return { type: "FederatedUser", arn, user: broker.userArn };
}
