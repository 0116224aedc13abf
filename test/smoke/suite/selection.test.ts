// Which rows a run is about.
import { expect, test } from "vitest";
import type { Promised } from "../../../smoke/promises.ts";
import { unfinished } from "../../../smoke/results/row-result.ts";
import { type Selection, select } from "../../../smoke/suite/selection.ts";

const denied = { action: "s3:GetObject", resource: "the canary", expect: "denied" } as const;
const promises: readonly Promised[] = ["broker", "User1", "NoPolicy", "nobody", "AllOfS3"].map(
  (principal) => ({
    principal,
    ...denied,
  }),
);
const chosen = (selection: Selection) =>
  select("prod", promises.map(unfinished), selection).map(({ place, places, leftOut, row }) => [
    row.principal,
    place,
    places,
    leftOut,
  ]);

test("shards take turns, and every row is in one of them", () => {
  expect(chosen({ shard: { index: 1, count: 2 } })).toEqual([
    ["broker", 0, 5, 0],
    ["NoPolicy", 2, 5, 0],
    ["AllOfS3", 4, 5, 0],
  ]);
  expect(chosen({ shard: { index: 2, count: 2 } })).toEqual([
    ["User1", 1, 5, 0],
    ["nobody", 3, 5, 0],
  ]);
});

test("a pattern is looked for in the names of rows, and shards share what it finds", () => {
  expect(chosen({ pattern: /^User1 s3:GetObject the canary is denied$/ })).toEqual([["User1", 0, 1, 4]]);
  expect(chosen({ pattern: /^[Nb]/, shard: { index: 2, count: 2 } })).toEqual([["NoPolicy", 1, 2, 3]]);
});

test("a pattern that finds nothing is refused with an example of a name", () => {
  expect(() => chosen({ pattern: /User2/ })).toThrow(
    'The pattern User2 matches the name of no promise; an example of a name is "broker s3:GetObject the canary is denied".',
  );
});

test("a shard without rows is refused", () => {
  expect(() => chosen({ shard: { index: 6, count: 6 } })).toThrow(
    "Shard 6 of 6 is empty, because there are 5 promises: take fewer shards.",
  );
});
