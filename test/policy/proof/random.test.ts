// A proof against asking: no request of a small world may show what a proof excludes.
import { describe, expect, it } from "vitest";
import { inFull } from "../../in-full.ts";
import { countAnswers, HALF, KINDS } from "./count-answers.ts";

/** Pairs of each kind. */
const PAIRS = 290;

describe("proofs of random pairs", () => {
  it.each(KINDS)("never prove what a request refutes: %s", { timeout: 120_000 }, (kind, first) => {
    const found = countAnswers(kind, first, PAIRS);
    // Both answers must be common, or the comparison says little.
    expect(found.contained).toBeGreaterThan(PAIRS / 4);
    expect(found["not contained"]).toBeGreaterThan(PAIRS / 6);
    expect(found.unknown).toBeLessThan(PAIRS / 10);
    expect(found.invalid).toBeLessThan(PAIRS / 8);
  });

  it.each(inFull(KINDS))(
    "never prove what a request refutes, in many pairs: %s",
    { timeout: 3_600_000 },
    (kind, first) => {
      expect(countAnswers(kind, first, HALF).contained).toBeGreaterThan(HALF / 4);
    },
  );
});
