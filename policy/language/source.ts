// A document as parsed: every element with its place, before it is checked and compiled.
import type { Effect, PrincipalType, Version } from "../policy-document.ts";

/** A text and its place. */
export interface Located {
  readonly text: string;
  readonly offset: number;
  readonly path: string;
}

export interface ElementSource {
  readonly negated: boolean;
  readonly offset: number;
  readonly path: string;
  readonly values: readonly Located[];
}

export interface PrincipalSource {
  readonly negated: boolean;
  readonly offset: number;
  readonly path: string;
  /** The whole element is the string `"*"`. */
  readonly everyone: boolean;
  readonly named: readonly { readonly type: PrincipalType; readonly value: Located }[];
}

export interface ConditionSource {
  readonly operator: string;
  readonly quantifier: "ForAllValues" | "ForAnyValue" | undefined;
  readonly ifExists: boolean;
  readonly key: Located;
  readonly values: readonly Located[];
}

export interface StatementSource {
  readonly offset: number;
  readonly path: string;
  readonly sid: Located | undefined;
  /** As written; IAM distinguishes a misspelt effect from one in the wrong case. */
  readonly effect: Located;
  readonly principal: PrincipalSource | undefined;
  readonly action: ElementSource | undefined;
  readonly resource: ElementSource | undefined;
  readonly conditions: readonly ConditionSource[];
}

export interface DocumentSource {
  readonly version: Version;
  readonly statements: readonly StatementSource[];
}

export const EFFECTS: readonly Effect[] = ["Allow", "Deny"];
