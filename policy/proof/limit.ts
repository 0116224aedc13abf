// What stops a proof: a bound on its work, or something that is not modelled exactly.

/** The proof cannot go on; `message` names what stands in the way. It never means that something was proved. */
export class Limit extends Error {
  override readonly name = "Limit";
}

/** The work that one question may cost, in steps of the searches. */
export class Budget {
  #left: number;

  constructor(steps: number) {
    this.#left = steps;
  }

  /** Throws Limit once the work is used up. */
  spend(steps: number): void {
    this.#left -= steps;
    if (this.#left < 0) throw new Limit("the patterns and conditions need more steps than the limit");
  }
}
