// The line on a terminal that says how far a run has come.
import { PassThrough } from "node:stream";
import { stripVTControlCharacters } from "node:util";
import { expect, test } from "vitest";
import type { TestCase, TestModule } from "vitest/node";
import { progressLine } from "../../reports/progress.ts";

const finished = (verdict: string) =>
  ({ meta: () => ({ reportedRow: { row: { verdict } } }) }) as unknown as TestCase;
const module = { children: { allTests: () => [1, 2, 3] } } as unknown as TestModule;

test("a line says how many promises are probed, is written over, and is taken away at the end", async () => {
  const screen = new PassThrough();
  const line = progressLine(screen);
  await line.onTestModuleCollected?.(module);
  await line.onTestCaseResult?.(finished("pass"));
  await line.onTestCaseResult?.(finished("inconclusive"));
  await line.onTestRunEnd?.([], [], "passed");
  const written = String(screen.read());
  const start = "\u001b[1G\u001b[2K";
  expect(written.split(start).map(stripVTControlCharacters)).toEqual([
    "",
    "0 of 3 probed: 0 hold, 0 broken, 0 inconclusive",
    "1 of 3 probed: 1 hold, 0 broken, 0 inconclusive",
    "2 of 3 probed: 1 hold, 0 broken, 1 inconclusive",
    "",
  ]);
});
