// A policy document: its kind, and the elements of its statements as they are written.

export type PolicyKind = "identity" | "session" | "resource" | "boundary" | "scp" | "rcp" | "trust";

export type Version = "2008-10-17" | "2012-10-17";

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
