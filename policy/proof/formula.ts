// Boolean combinations of atoms: which requests a statement takes, and which a side allows.

import type { Literal } from "./find-state.ts";

export type Formula =
  | ({ readonly kind: "literal" } & Literal)
  | { readonly kind: "all"; readonly of: readonly Formula[] }
  | { readonly kind: "any"; readonly of: readonly Formula[] };

export const TRUE: Formula = { kind: "all", of: [] };
export const FALSE: Formula = { kind: "any", of: [] };

export const literal = (atom: Literal["atom"], positive = true): Formula => ({
  kind: "literal",
  atom,
  positive,
});

export const all = (parts: readonly Formula[]): Formula => joined("all", parts);

export const any = (parts: readonly Formula[]): Formula => joined("any", parts);

// Parts of the same kind are taken apart; a part that is empty and of the other kind decides.
function joined(kind: "all" | "any", parts: readonly Formula[]): Formula {
  const of: Formula[] = [];
  for (const part of parts) {
    if (part.kind === kind) for (const one of part.of) of.push(one);
    else if (part.kind !== "literal" && part.of.length === 0) return part;
    else of.push(part);
  }
  const [only] = of;
  return only !== undefined && of.length === 1 ? only : { kind, of };
}

export function not(formula: Formula): Formula {
  if (formula.kind === "literal") return { ...formula, positive: !formula.positive };
  const of = formula.of.map(not);
  return formula.kind === "all" ? any(of) : all(of);
}

/** The formula where some atoms are known to be true or false. */
export function given(formula: Formula, answer: (atom: Literal["atom"]) => boolean | undefined): Formula {
  if (formula.kind !== "literal")
    return joined(
      formula.kind,
      formula.of.map((part) => given(part, answer)),
    );
  const known = answer(formula.atom);
  if (known === undefined) return formula;
  return known === formula.positive ? TRUE : FALSE;
}

/** The atoms of a formula. */
export function atomsOf(formula: Formula, found = new Set<Literal["atom"]>()): ReadonlySet<Literal["atom"]> {
  if (formula.kind === "literal") found.add(formula.atom);
  else for (const part of formula.of) atomsOf(part, found);
  return found;
}
