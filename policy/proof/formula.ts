// Boolean combinations of atoms: which requests a statement takes, and which a side allows.

import type { Literal } from "./find-state.ts";

export type Formula =
  | ({ readonly kind: "literal" } & Literal)
  | { readonly kind: "all"; readonly of: readonly Formula[] }
  | { readonly kind: "any"; readonly of: readonly Formula[] };

export const TRUE: Formula = { kind: "all", of: [] };
export const FALSE: Formula = { kind: "any", of: [] };

const isConstant = (formula: Formula, constant: Formula): boolean =>
  formula.kind === constant.kind && "of" in formula && formula.of.length === 0;

export const literal = (atom: Literal["atom"], positive = true): Formula => ({
  kind: "literal",
  atom,
  positive,
});

export function all(parts: readonly Formula[]): Formula {
  const of = parts.flatMap((part) => (part.kind === "all" ? part.of : [part]));
  if (of.some((part) => isConstant(part, FALSE))) return FALSE;
  const [only] = of;
  return only !== undefined && of.length === 1 ? only : { kind: "all", of };
}

export function any(parts: readonly Formula[]): Formula {
  const of = parts.flatMap((part) => (part.kind === "any" ? part.of : [part]));
  if (of.some((part) => isConstant(part, TRUE))) return TRUE;
  const [only] = of;
  return only !== undefined && of.length === 1 ? only : { kind: "any", of };
}

export function not(formula: Formula): Formula {
  if (formula.kind === "literal") return { ...formula, positive: !formula.positive };
  const of = formula.of.map(not);
  return formula.kind === "all" ? any(of) : all(of);
}

/** The keys that a formula is about. */
export function atomsOf(formula: Formula, found = new Set<Literal["atom"]>()): ReadonlySet<Literal["atom"]> {
  if (formula.kind === "literal") found.add(formula.atom);
  else for (const part of formula.of) atomsOf(part, found);
  return found;
}
