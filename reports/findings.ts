// What is wrong, below the matrix: each promise that does not hold, why, and what to change.

import { type SmokeRow, titleOf } from "../smoke/results/row-result.ts";
import { COLOURS, MARKS, type Paint } from "./paint.ts";
import { wrap } from "./wrap.ts";

const TITLES = { pass: "HOLDS", fail: "BROKEN", inconclusive: "INCONCLUSIVE" } as const;
const ORDER: Readonly<Record<SmokeRow["verdict"], number>> = { fail: 0, inconclusive: 1, pass: 2 };

// How many promises of one story are named; the matrix shows all of them.
const NAMED = 3;

/**
 * One paragraph for each story, broken promises first. Rows with the same story share a paragraph: one dead endpoint
 * makes every row inconclusive.
 */
export function findings(rows: readonly SmokeRow[], width: number, paint: Paint): string[] {
  const wrong = rows.filter(({ verdict }) => verdict !== "pass");
  const sorted = wrong.toSorted((a, b) => ORDER[a.verdict] - ORDER[b.verdict]);
  return [...Map.groupBy(sorted, storyOf).values()].map((group) => finding(group, width, paint));
}

const storyOf = (row: SmokeRow): string => JSON.stringify([row.verdict, row.explanation, adviceOf(row)]);

const adviceOf = (row: SmokeRow): readonly string[] => ("advice" in row ? row.advice : []);

function finding(group: readonly SmokeRow[], width: number, paint: Paint): string {
  const [first] = group;
  if (first === undefined) return "";
  const lead = `${MARKS[first.verdict]} ${TITLES[first.verdict]}: `;
  const titles = group.slice(0, NAMED).map((row) => lead + titleOf(row));
  if (group.length > NAMED) titles.push(`${lead}and ${group.length - NAMED} more, marked above`);
  const story = [first.explanation, ...adviceOf(first)].flatMap((text) => wrap(text, width - 2));
  const head = titles.map((title) => paint("bold", paint(COLOURS[first.verdict], title)));
  return [...head, ...story.map((line) => `  ${line}`)].join("\n");
}
