// Who promises are about: each principal that a promise may name, and how its credentials come about.
import { type SessionPolicyName, sessionPolicies } from "../broker/session-policies.ts";
import { federatedUserArn } from "../policy/arn.ts";
import type { Principal } from "../policy/types.ts";
import type { Target } from "./target.ts";

/** What a principal calls with. */
export type Identity =
  /** The broker's own access key. */
  | { readonly type: "broker" }
  /** GetFederationToken's session for a federated user of that name; without a policy it can do nothing. */
  | {
      readonly type: "federated user";
      readonly name: string;
      readonly policy?: SessionPolicyName;
      /** 900 to 129600. */
      readonly durationSeconds: number;
    }
  /** The broker's own session of GetSessionToken, made without MFA. */
  | { readonly type: "session token"; readonly durationSeconds: number }
  /** No credentials: the call is not signed. */
  | { readonly type: "nobody" };

export interface PrincipalKind {
  /** Said behind the name, for who reads the matrix. */
  readonly about: string;
  readonly identity: Identity;
}

export const principals: Readonly<Record<string, PrincipalKind>> = {
  broker: { about: "the IAM user that federates", identity: { type: "broker" } },
  User1: {
    about: "federated with a session policy",
    identity: { type: "federated user", name: "User1", policy: "list-bucket", durationSeconds: 7200 },
  },
  User1ForAnHour: {
    about: "federated for 3600 seconds with the same session policy",
    identity: { type: "federated user", name: "User1", policy: "list-bucket", durationSeconds: 3600 },
  },
  NoPolicy: {
    about: "federated without a session policy",
    identity: { type: "federated user", name: "NoPolicy", durationSeconds: 900 },
  },
  AllOfS3: {
    about: "federated with a session policy that asks for s3:*",
    identity: { type: "federated user", name: "AllOfS3", policy: "all-of-s3", durationSeconds: 900 },
  },
  SessionToken: {
    about: "the broker's own session, from GetSessionToken without MFA",
    identity: { type: "session token", durationSeconds: 900 },
  },
  nobody: { about: "calls that are not signed", identity: { type: "nobody" } },
};

/** The principal whose session policy a person may replace. */
const REPLACEABLE = "User1";

/** The session policy that `principal` is federated with, as JSON text; undefined when it has none. */
export function sessionPolicyOf(
  principal: string,
  bucketArn: string,
  replacement: string | undefined,
): string | undefined {
  const identity = principals[principal]?.identity;
  if (identity?.type !== "federated user" || identity.policy === undefined) return undefined;
  return principal === REPLACEABLE && replacement !== undefined
    ? replacement
    : sessionPolicies[identity.policy](bucketArn);
}

/** The principal as the evaluator sees it. */
export function asPolicyPrincipal(principal: string, { accountId, partition, broker }: Target): Principal {
  const identity = principals[principal]?.identity;
  switch (identity?.type) {
    case "federated user": {
      const arn = federatedUserArn(accountId, identity.name, partition);
      return { type: "FederatedUser", arn, user: broker.userArn };
    }
    case "session token":
      return { type: "SessionToken", arn: broker.userArn, mfa: false };
    case "nobody":
      return { type: "Anonymous" };
    default:
      return { type: "User", arn: broker.userArn };
  }
}

/** The principal's ARN, as GetCallerIdentity and denials tell it; nobody has none. */
export function arnOf(principal: string, target: Target): { readonly arn?: string } {
  const known = asPolicyPrincipal(principal, target);
  return "arn" in known ? { arn: known.arn } : {};
}

/** Whether the principal calls with temporary credentials. */
export function isTemporary(principal: string): boolean {
  const type = principals[principal]?.identity.type;
  return type === "federated user" || type === "session token";
}
