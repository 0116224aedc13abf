// A memory saves work and never changes an answer.
import { describe, expect, test } from "vitest";
import { remember } from "../../policy/remember.ts";

/** A function that says how often it was asked. */
function counted(): { ask: (text: string) => string; times: () => number } {
  let times = 0;
  const ask = remember((text) => {
    times += 1;
    return `${text}!`;
  });
  return { ask, times: () => times };
}

describe("a function with a memory", () => {
  test("answers as before, without being asked again", () => {
    const { ask, times } = counted();
    expect([ask("a"), ask("b"), ask("a"), ask("b")]).toEqual(["a!", "b!", "a!", "b!"]);
    expect(times()).toBe(2);
  });

  test("holds 4,096 answers and forgets them all at one more, so that no flood of texts fills the memory", () => {
    const { ask, times } = counted();
    for (let index = 0; index < 4096; index += 1) ask(String(index));
    ask("0");
    expect(times()).toBe(4096);
    ask("4096");
    ask("4096");
    expect(times()).toBe(4097);
    expect(ask("0")).toBe("0!");
    expect(times()).toBe(4098);
  });
});
