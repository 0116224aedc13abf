// The error for what cannot be evaluated: the decision is then a denial that names it.

/** A request that cannot be judged, or a statement that cannot. Never leaves evaluate. */
export class EvaluationError extends Error {
  /** The condition keys whose values the request would have to tell; few errors have any. */
  readonly untold: readonly string[];

  constructor(message: string, untold: readonly string[] = []) {
    super(message);
    this.untold = untold;
  }

  /** This error, with the keys of another one too. */
  with({ untold }: EvaluationError): EvaluationError {
    return untold.length === 0 ? this : new EvaluationError(this.message, [...this.untold, ...untold]);
  }
}
