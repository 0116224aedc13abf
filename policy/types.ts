// The nouns of the policy language: who asks, what is asked, the compiled policies, the decision.
import type { ActionIndex } from "./compiled/action-index.ts";
import type { Statement } from "./compiled/compile-statement.ts";

export type PolicyKind = "identity" | "session" | "resource" | "boundary" | "scp" | "rcp" | "trust";

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
  /** Someone whom an identity provider vouches for: `provider` is its ARN. */
  | { readonly type: "WebIdentity"; readonly provider: string }
  | { readonly type: "Anonymous" };

/** Condition key to its value or values. Names of keys are case-insensitive. */
export type RequestContext = Readonly<Record<string, string | readonly string[]>>;

export interface AuthorizationRequest {
  readonly principal: Principal;
  readonly action: string;
  readonly resource: string;
  readonly context?: RequestContext;
  /** The account that owns the resource, where it is not the principal's. */
  readonly resourceAccount?: string;
}

/** The policies in play. An absent list and an empty one differ: an empty `session` allows nothing. */
export interface PolicySet {
  readonly identity?: readonly Policy[];
  readonly permissionsBoundary?: Policy;
  readonly session?: readonly Policy[];
  readonly resource?: Policy;
  /** One list for each level from the organization's root to the account; every level must allow. */
  readonly serviceControl?: readonly (readonly Policy[])[];
  readonly resourceControl?: readonly (readonly Policy[])[];
}

export type PolicyType =
  | "identity"
  | "permissionsBoundary"
  | "session"
  | "resource"
  | "serviceControl"
  | "resourceControl"
  | "principal";

/** A statement that settled a decision: `index` is the document among those of its type, both from 0. */
export interface Determining {
  readonly policy: PolicyType;
  readonly index: number;
  readonly statement: number;
  readonly sid?: string;
}

export interface Decision {
  readonly decision: "allowed" | "explicitDeny" | "implicitDeny";
  /** What allowed or denied; for an implicit denial, what would have had to allow. */
  readonly decidedBy: PolicyType;
  readonly because: readonly Determining[];
  /** Names what could not be evaluated; the decision is then a denial. */
  readonly error?: string;
}

export type Effect = "Allow" | "Deny";

/** Values of an element, and whether it is the Not… form of it. */
export interface Element {
  readonly negated: boolean;
  readonly values: readonly string[];
}

export type PrincipalType = "AWS" | "Service" | "Federated" | "CanonicalUser";

export interface PrincipalElement {
  readonly negated: boolean;
  readonly everyone: boolean;
  readonly named: readonly { readonly type: PrincipalType; readonly value: string }[];
}

export interface ConditionElement {
  /** The operator without set prefix and IfExists: `StringEquals`. */
  readonly operator: string;
  readonly quantifier?: "ForAllValues" | "ForAnyValue";
  readonly ifExists: boolean;
  readonly key: string;
  readonly values: readonly string[];
}

/** A statement as written: every element with its list of values. */
export interface StatementElements {
  readonly sid?: string;
  readonly effect: Effect;
  readonly principal?: PrincipalElement;
  readonly action: Element;
  readonly resource?: Element;
  readonly conditions: readonly ConditionElement[];
}

/** A compiled document. Only parsePolicy makes one; it never changes. */
export interface Policy {
  readonly kind: PolicyKind;
  readonly version: "2008-10-17" | "2012-10-17";
  readonly statements: readonly Statement[];
  readonly select: ActionIndex;
}
