// The score, and the exit status that follows.
import { expect, it } from "vitest";
import { exitCodeOf, type FateName, scoreOf } from "../../../smoke/mutation/score.ts";

const of = (...fates: readonly FateName[]) => scoreOf(fates.map((fate) => ({ fate })));

it("counts killed among killed and survived, and nothing else", () => {
  expect(of("killed", "killed", "survived", "equivalent", "beyond AWS", "refused", "unknown")).toEqual({
    ...{ killed: 2, survived: 1, unknown: 1, uncounted: 3, percent: 66.6 },
  });
});

it("never rounds up to the whole", () => {
  const fates = [...Array.from({ length: 1999 }, () => "killed" as const), "survived" as const];
  expect(of(...fates).percent).toBe(99.9);
});

it.each([
  ["everything is killed", of("killed"), 100, 0],
  ["the score is at the threshold", of("killed", "survived"), 50, 0],
  ["the score is below it", of("killed", "survived"), 50.1, 1],
  ["something is unknown", of("killed", "unknown"), 100, 2],
  ["something is unknown and the score is too low", of("survived", "unknown"), 100, 1],
  ["nothing is counted", of("equivalent"), 100, 0],
] as const)("where %s", (_, score, threshold, status) => {
  expect(exitCodeOf(score, threshold)).toBe(status);
});
