// Counts verdicts, and says which exit status follows.
import type { Verdict } from "./judgement.ts";

export interface Counted {
  counts: Readonly<Record<Verdict, number>>;
  /** 0 all pass; 1 at least one fails; 2 none fails, but at least one is inconclusive. */
  exitCode: 0 | 1 | 2;
}

export function count(rows: readonly { verdict: Verdict }[]): Counted {
  const counts = { pass: 0, fail: 0, inconclusive: 0 };
  for (const { verdict } of rows) counts[verdict] += 1;
  return { counts, exitCode: counts.fail > 0 ? 1 : counts.inconclusive > 0 ? 2 : 0 };
}
