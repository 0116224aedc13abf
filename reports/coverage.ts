// What the promises exercise, for a person: a line for each document, and each branch that they miss.

import { type BranchResult, coverageOf } from "../smoke/mutation/run-mutation.ts";
import type { Paint } from "./paint.ts";
import { placeOf } from "./place-of.ts";

/** `threshold` in per cent. */
export function coverageReport(
  results: readonly BranchResult[],
  threshold: number,
  paint: Paint = (_, text) => text,
): string {
  const documents = [...Map.groupBy(results, ({ document }) => document)];
  const width = Math.max(...documents.map(([title]) => title.length));
  const lines = documents.map(([title, all]) => `${title.padEnd(width)}  ${sayCoverage(all)}`);
  const { percent } = coverageOf(results);
  const score = paint(percent >= threshold ? "green" : "red", `${percent} %`);
  return [
    lines.join("\n"),
    ...missesOf(results, paint),
    `${sayCoverage(results)}: ${score}, and ${threshold} % are asked for.`,
  ].join("\n\n");
}

function sayCoverage(results: readonly BranchResult[]): string {
  const { exercised, missed, idle, unknown } = coverageOf(results);
  const more = [
    ...(idle === 0 ? [] : [`${idle} that change nothing`]),
    ...(unknown === 0 ? [] : [`${unknown} unknown`]),
  ];
  return `${exercised} of ${exercised + missed} halves of branches exercised${more.length === 0 ? "" : ` (and ${more.join(", ")})`}`;
}

const HALVES = [
  ["presence", "no promise is decided by what it matches"],
  ["absence", "no promise is decided by what it does not match"],
] as const;

const missesOf = (results: readonly BranchResult[], paint: Paint): readonly string[] =>
  results.flatMap((one) =>
    HALVES.flatMap(([half, says]) => {
      if (one[half] === "exercised" || one[half] === "idle") return [];
      const what = one.says === "" ? "the statement" : one.says;
      const why = one[half] === "unknown" ? "it cannot be told whether a promise could see it" : says;
      return [`${paint("red", "✗")} ${placeOf(one)}: ${what}\n  ${why}`];
    }),
  );
