// Answers to random pairs, counted; one that a request refutes is a failure.
import { expect } from "vitest";
import { byForce, type QuestionKind } from "./by-force.ts";

/** The kinds of questions, each with the seed of its first pair. */
export const KINDS: readonly (readonly [kind: QuestionKind, first: number])[] = [
  ["identity", 10_000_000],
  ["session", 20_000_000],
  ["boundary", 30_000_000],
  ["control", 40_000_000],
  ["resource", 50_000_000],
  ["layers", 60_000_000],
  ["two callers", 70_000_000],
  ["promised", 80_000_000],
];

/** Half of the pairs of each kind that .ci/run takes. */
export const HALF = 4000;

// The requests that a pair is asked about at most.
const REQUESTS = 60;

/** How many pairs have which verdict; "invalid" for documents that are no policies. */
export function countAnswers(kind: QuestionKind, from: number, pairs: number) {
  const found = { contained: 0, "not contained": 0, unknown: 0, invalid: 0 };
  for (let seed = from; seed < from + pairs; seed += 1) {
    const outcome = byForce(kind, seed, REQUESTS);
    const verdict = outcome?.answer.verdict ?? "invalid";
    if (verdict in found) found[verdict as keyof typeof found] += 1;
    if (outcome?.refutation === undefined) continue;
    const request = JSON.stringify(outcome.refutation);
    expect.fail(`${kind} ${seed}, ${verdict}: ${outcome.written} is refuted by ${request}`);
  }
  return found;
}
