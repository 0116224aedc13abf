// Reads AWS's denial message: which action was refused, and which kind of policy refused it.
import type { DenyingPolicy } from "../promises.ts";

export interface Denial {
  /** The action that AWS says was refused, as `s3:GetObject`. */
  action: string;
  /** The ARN of the refused caller, if AWS names it. */
  who?: string;
  /** The policy type that AWS names; absent where it gives no reason. */
  by?: DenyingPolicy;
  /** Whether a Deny statement applies; otherwise no statement allows the call. */
  explicit: boolean;
  /** The reason in AWS's own words: `no session policy allows the s3:GetObject action`. */
  reason?: string;
}

const POLICY_NAMES: Readonly<Record<string, DenyingPolicy>> = {
  "identity-based policy": "identity",
  "session policy": "session",
  "resource-based policy": "resource",
  "role trust policy": "resource",
  "permissions boundary": "permissionsBoundary",
  "service control policy": "serviceControl",
  "resource control policy": "resourceControl",
  "VPC endpoint policy": "vpcEndpoint",
};

const NAME = `(${Object.keys(POLICY_NAMES).join("|")})`;
const SENTENCE = /(?:User: (arn:\S+) )?is not authorized to perform: ([\w-]+:\w+)/;
const IMPLICIT = new RegExp(`because (no ${NAME} allows the \\S+ action)`);
// AWS may append the policy's ARN, so any text may follow.
const EXPLICIT = new RegExp(`(with an explicit deny in (?:an? |the )?${NAME})`);

/**
 * Reads an AccessDenied message; undefined when it does not say which action was refused.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
export function readDenial(message: string): Denial | undefined {
  const [, who, action] = SENTENCE.exec(message) ?? [];
  if (action === undefined) return undefined;
  const explicit = EXPLICIT.exec(message);
  const [, reason, name] = explicit ?? IMPLICIT.exec(message) ?? [];
  const by = name === undefined ? undefined : POLICY_NAMES[name];
  return {
    action,
    ...(who === undefined ? {} : { who }),
    explicit: explicit !== null,
    ...(by === undefined ? {} : { by }),
    ...(reason === undefined ? {} : { reason }),
  };
}
