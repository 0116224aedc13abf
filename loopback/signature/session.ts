// What a session token holds.
import type { Carried } from "./packed.ts";

interface Times {
  readonly accessKeyId: string;
  /** Epoch milliseconds. */
  readonly issued: number;
  readonly expires: number;
}

/** Made by GetFederationToken. Without policies it may do nothing. */
export interface FederatedSession extends Times, Carried {
  readonly type: "FederatedUser";
  /** The Name given to GetFederationToken. */
  readonly name: string;
  /** The id of the user that federated, or undefined for root; never derived from the name. */
  readonly user?: string;
}

/** Made by GetSessionToken: it acts as its user, or as root. */
export interface UserSession extends Times {
  readonly type: "SessionToken";
  readonly user?: string;
  readonly mfa: boolean;
}

/** Made by AssumeRole. Without policies it may do what its role may. */
export interface RoleSession extends Times, Carried {
  readonly type: "AssumedRole";
  /** The RoleSessionName. */
  readonly name: string;
  /** The role's id: a new role of the same name has another id. */
  readonly role: string;
  /** Keys of the transitive tags: a role that this session assumes gets them too. */
  readonly transitive: readonly string[];
  readonly sourceIdentity?: string;
  /** The ARN of the identity provider whose token was used to assume the role. */
  readonly provider?: string;
}

export type Session = FederatedSession | UserSession | RoleSession;
