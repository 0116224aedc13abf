// Reports on a terminal: what does not fit goes below, indented further.
import { expect, it } from "vitest";
import { toWidth } from "../../../commands/shared/to-width.ts";

it.each<[string, string, number | undefined, string]>([
  ["lines that fit stay", "a\n  b c\n", 20, "a\n  b c\n"],
  ["a longer line goes on below", "  + one two three", 14, "  + one\n      two\n      three"],
  ["without a terminal nothing changes", "one two three four", undefined, "one two three four"],
])("%s", (_, report, width, expected) => {
  expect(toWidth(report, width)).toBe(expected);
});
