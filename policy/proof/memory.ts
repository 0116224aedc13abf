// What one question, asked with many narrowings, need not find twice: its atoms and formulas, and states that fit atoms.

import { AtomTable } from "./atom-table.ts";
import type { Formula } from "./formula.ts";
import type { Budget } from "./limit.ts";
import type { Known } from "./solve.ts";

export class Memory {
  readonly table = new AtomTable();
  /** By the domain of a key and what is assumed of it; undefined where no state fits. */
  readonly found = new Map<string, Known | undefined>();
  readonly #formulas = new Map<object, Map<object, Formula>>();

  /** The formula of a question under a reading; both are known by their identity. */
  formula(question: object, reading: object, make: () => Formula): Formula {
    const known = this.#formulas.get(question) ?? new Map<object, Formula>();
    this.#formulas.set(question, known);
    const formula = known.get(reading) ?? make();
    known.set(reading, formula);
    return formula;
  }
}

const memories = new WeakMap<Budget, Memory>();

/** The memory of the questions that share a budget. */
export function memoryOf(budget: Budget): Memory {
  const known = memories.get(budget) ?? new Memory();
  memories.set(budget, known);
  return known;
}
