// How two policies lie to each other, from both questions whether one lies within the other.

import type { Answer, Verdict } from "../../policy/proof/answer.ts";

export type Relation = "equivalent" | "narrower" | "wider" | "incomparable" | "unknown";

// A difference that only unknown names or impossible requests show is one, too: the catalogue proves nothing.
const LIES_WITHIN: Readonly<Record<Verdict, boolean | undefined>> = {
  contained: true,
  "contained but for impossible requests": false,
  "contained but for unknown names": false,
  "not contained": false,
  unknown: undefined,
};

/** What A is, compared with B. */
export function relationOf(aMinusB: Answer, bMinusA: Answer): Relation {
  const [within, around] = [LIES_WITHIN[aMinusB.verdict], LIES_WITHIN[bMinusA.verdict]];
  if (within === undefined || around === undefined) return "unknown";
  if (within) return around ? "equivalent" : "narrower";
  return around ? "wider" : "incomparable";
}
