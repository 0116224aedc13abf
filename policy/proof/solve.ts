// A request for which a formula is true, or the certainty that there is none.

import { type Atom, holds, type KeyState } from "./atom.ts";
import { findState, type Key, type Literal } from "./find-state.ts";
import { type Formula, not } from "./formula.ts";
import { type Budget, Limit } from "./limit.ts";

export type Model = ReadonlyMap<string, KeyState>;

/** What was assumed of one key, and a state that fits all of it. */
export interface Known {
  /** The atoms assumed to be true by their numbers, those assumed to be false by the negative of theirs; in order. */
  readonly assumed: readonly number[];
  readonly state: KeyState;
}

interface Situation {
  readonly known: ReadonlyMap<string, Known>;
  /** Alternatives of which one must be true, each. */
  readonly open: readonly Formula[];
}

/** The keys of a question, by name, and what was found of them so far. */
export class Solver {
  readonly #keys: ReadonlyMap<string, Key>;
  readonly #atoms: ReadonlyMap<number, Atom>;
  readonly #budget: Budget;
  readonly #found: Map<string, Known | undefined>;
  readonly #domains: ReadonlyMap<string, string>;

  /** `found` remembers what fits, and may be shared by solvers whose atoms are those of one table. */
  constructor(keys: readonly Key[], budget: Budget, found: Map<string, Known | undefined>) {
    this.#keys = new Map(keys.map((key) => [key.key, key]));
    this.#atoms = new Map(keys.flatMap(({ atoms }) => atoms.map((atom) => [atom.id, atom] as const)));
    this.#budget = budget;
    this.#found = found;
    this.#domains = new Map(
      keys.map(({ key, forms, only }) => [key, JSON.stringify([key, forms, only])] as const),
    );
  }

  /** Undefined if no request makes the formula true, for certain. Throws Limit where that cannot be told. */
  solve(formula: Formula): Model | undefined {
    const first = this.#assume({ known: new Map(), open: [] }, formula);
    const found = first && this.#search(first);
    if (found === undefined) return undefined;
    const model = new Map<string, KeyState>();
    for (const name of this.#keys.keys()) {
      const known = this.#known(found, name);
      if (known === undefined) return undefined;
      model.set(name, known.state);
    }
    return model;
  }

  /** What is known of a key; undefined where no state fits it at all. */
  #known({ known }: Situation, name: string): Known | undefined {
    return known.get(name) ?? this.#find(name, []);
  }

  #find(name: string, assumed: readonly number[]): Known | undefined {
    const memory = `${this.#domains.get(name)} ${assumed.join()}`;
    const before = this.#found.get(memory);
    if (before !== undefined || this.#found.has(memory)) return before;
    const key = this.#keys.get(name);
    if (key === undefined) throw new Error(`The question has no key ${name}.`);
    const found = findState(
      key,
      assumed.flatMap((number) => this.#literal(number)),
      this.#budget,
    );
    const known = found && { assumed, state: found.state };
    this.#found.set(memory, known);
    return known;
  }

  #literal(number: number): Literal | [] {
    const atom = this.#atoms.get(Math.abs(number));
    return atom === undefined ? [] : { atom, positive: number > 0 };
  }

  // The situation in which the formula is true, too; undefined where nothing fits.
  #assume(situation: Situation, formula: Formula): Situation | undefined {
    this.#budget.spend(1);
    if (formula.kind === "literal") return this.#assumeLiteral(situation, formula);
    if (formula.kind === "any") return { ...situation, open: [...situation.open, formula] };
    let next: Situation | undefined = situation;
    for (const part of formula.of) {
      next = this.#assume(next, part);
      if (next === undefined) return undefined;
    }
    return next;
  }

  #assumeLiteral(situation: Situation, { atom, positive }: Literal): Situation | undefined {
    const known = this.#known(situation, atom.key);
    if (known === undefined || known.assumed.includes(positive ? -atom.id : atom.id)) return undefined;
    const number = positive ? atom.id : -atom.id;
    if (known.assumed.includes(number)) return situation;
    const assumed = [...known.assumed, number].sort((a, b) => a - b);
    const fits = atom.match.exact && holds(atom, known.state) === positive;
    const found = fits ? { assumed, state: known.state } : this.#find(atom.key, assumed);
    return found && { ...situation, known: new Map([...situation.known, [atom.key, found]]) };
  }

  #search(start: Situation): Situation | undefined {
    let situation = start;
    for (;;) {
      const current = situation;
      const wrong = current.open.filter((formula) => !this.#isTrue(current, formula));
      if (wrong.length === 0) return current;
      const { formula, parts } = this.#narrowest(current, wrong);
      const rest = { ...current, open: current.open.filter((one) => one !== formula) };
      const [only] = parts;
      if (only === undefined) return undefined;
      if (parts.length > 1) return this.#branch(rest, parts);
      const next = this.#assume(rest, only);
      if (next === undefined) return undefined;
      situation = next;
    }
  }

  // The formula of which the fewest parts can be true, and these.
  #narrowest(
    situation: Situation,
    formulas: readonly Formula[],
  ): { formula: Formula | undefined; parts: readonly Formula[] } {
    let best: { formula: Formula | undefined; parts: readonly Formula[] } | undefined;
    for (const formula of formulas) {
      const of = formula.kind === "any" ? formula.of : [];
      const parts = of.filter((part) => this.#assume(situation, part) !== undefined);
      if (best === undefined || parts.length < best.parts.length) best = { formula, parts };
      if (parts.length < 2) break;
    }
    return best ?? { formula: undefined, parts: [] };
  }

  // One part after the other; where one was false, the later ones are tried without it.
  #branch(situation: Situation, parts: readonly Formula[]): Situation | undefined {
    let limit: Limit | undefined;
    let rest: Situation | undefined = situation;
    for (const part of parts) {
      if (rest === undefined) break;
      try {
        const next = this.#assume(rest, part);
        const found = next && this.#search(next);
        if (found !== undefined) return found;
        if (part.kind === "literal") rest = this.#assume(rest, not(part));
      } catch (error) {
        if (!(error instanceof Limit)) throw error;
        limit ??= error;
      }
    }
    if (limit !== undefined) throw limit;
    return undefined;
  }

  // Whether the formula is true of what was found so far, without assuming more.
  #isTrue(situation: Situation, formula: Formula): boolean {
    if (formula.kind === "any") return formula.of.some((part) => this.#isTrue(situation, part));
    if (formula.kind === "all") return formula.of.every((part) => this.#isTrue(situation, part));
    const { atom, positive } = formula;
    const known = this.#known(situation, atom.key);
    if (known === undefined) return false;
    if (known.assumed.includes(atom.id)) return positive;
    if (known.assumed.includes(-atom.id)) return !positive;
    return atom.match.exact && holds(atom, known.state) === positive;
  }
}
