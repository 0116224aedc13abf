// What is judged: who asks for which action on which resource, and in which context.

export type Tags = Readonly<Record<string, string>>;

/** Who signs a request. `arn` is the ARN that AWS shows for the caller. */
export type Principal =
  | { readonly type: "Root"; readonly arn: string }
  | { readonly type: "User"; readonly arn: string; readonly tags?: Tags }
  /** A GetSessionToken session: `arn` is the user's, or root's. */
  | { readonly type: "SessionToken"; readonly arn: string; readonly mfa: boolean; readonly tags?: Tags }
  /** A GetFederationToken session: `user` is the ARN of its creator, a user or root. */
  | { readonly type: "FederatedUser"; readonly arn: string; readonly user: string; readonly tags?: Tags }
  | { readonly type: "AssumedRole"; readonly arn: string; readonly role: string; readonly tags?: Tags }
  | { readonly type: "Service"; readonly service: string }
  /** A caller with an identity provider's token: `provider` is the provider's ARN. */
  | { readonly type: "WebIdentity"; readonly provider: string }
  | { readonly type: "Anonymous" };

/** Condition key to its value or values. Names of keys are case-insensitive. */
export type RequestContext = Readonly<Record<string, string | readonly string[]>>;

export interface AuthorizationRequest {
  readonly principal: Principal;
  readonly action: string;
  readonly resource: string;
  readonly context?: RequestContext;
  /** Whether the context holds every key: what AWS always sets, and the context does not tell, is then absent. */
  readonly contextIsWhole?: boolean;
  /** The account that owns the resource, if it is not the principal's. */
  readonly resourceAccount?: string;
}
