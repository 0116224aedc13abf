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

/** Made by GetSessionToken: it stands for its user, or for root. */
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
  /** The role's id: one who takes over its name is another role. */
  readonly role: string;
  /** Keys of the tags that go along when the session assumes a role in its turn. */
  readonly transitive: readonly string[];
  readonly sourceIdentity?: string;
  /** The ARN of the identity provider that vouched for whoever assumed the role with a token. */
  readonly provider?: string;
}

export type Session = FederatedSession | UserSession | RoleSession;
