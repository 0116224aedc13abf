// Counts what became of mutants, for all of them and for groups.

/** What may become of a mutant. */
export type FateName = "killed" | "survived" | "equivalent" | "beyond AWS" | "unknown" | "refused";

export interface Score {
  readonly killed: number;
  readonly survived: number;
  readonly unknown: number;
  /** Equivalent, refused by AWS, or different only in requests that AWS does not make. */
  readonly uncounted: number;
  /** Per cent of killed among killed and survived, rounded down to a tenth; 100 where nothing is counted. */
  readonly percent: number;
}

export function scoreOf(results: readonly { readonly fate: FateName }[]): Score {
  const count = (...fates: readonly FateName[]): number =>
    results.filter(({ fate }) => fates.includes(fate)).length;
  const [killed, survived] = [count("killed"), count("survived")];
  const counted = killed + survived;
  return {
    ...{ killed, survived, unknown: count("unknown") },
    uncounted: count("equivalent", "beyond AWS", "refused"),
    percent: counted === 0 ? 100 : Math.floor((1000 * killed) / counted) / 10,
  };
}

/** 0 at the threshold, in per cent, or above it; 1 below it; 2 if something is unknown. */
export function exitCodeOf(
  { percent, unknown }: Pick<Score, "percent" | "unknown">,
  threshold: number,
): 0 | 1 | 2 {
  if (percent < threshold) return 1;
  return unknown > 0 ? 2 : 0;
}
