// The error for what cannot be evaluated: the decision is then a denial that names it.

/** A request that cannot be judged, or a statement that cannot. Never leaves evaluate. */
export class EvaluationError extends Error {}
