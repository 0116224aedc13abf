// Lines of `npm run decide`: whole whatever the pieces they come in, and never without a limit.
import { describe, expect, it } from "vitest";
import { readLines } from "../../../commands/shared/read-lines.ts";

async function* pieces(...texts: readonly string[]): AsyncGenerator<Buffer> {
  for (const text of texts) yield Buffer.from(text);
}

async function* copies(text: string, count: number): AsyncGenerator<Buffer> {
  const piece = Buffer.from(text);
  for (let sent = 0; sent < count; sent++) yield piece;
}

async function linesOf(...call: Parameters<typeof readLines>): Promise<(string | undefined)[]> {
  const lines: (string | undefined)[] = [];
  for await (const line of readLines(...call)) lines.push(line?.toString());
  return lines;
}

describe("a line", () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ["ends at a line feed", ["a\nb\n"], ["a", "b", ""]],
    ["needs no end if it is the last", ["a\nb"], ["a", "b"]],
    ["may come in pieces", ["a", "b", "c\nd", "e"], ["abc", "de"]],
    ["may end with its piece", ["a\n", "b"], ["a", "b"]],
    ["does not end at other line separators", ["a\rb\u2028c\n"], ["a\rb\u2028c", ""]],
    ["is empty where nothing comes", [], [""]],
  ])("%s", async (_, texts, lines) => {
    expect(await linesOf(pieces(...texts))).toEqual(lines);
  });

  it("of 16 MiB in small pieces is joined once, not with every piece", async () => {
    const [line, ...more] = await linesOf(copies("x".repeat(64), 262_144));
    expect(line).toHaveLength(16_777_216);
    expect(more).toEqual([]);
  });

  it("that is too long is not kept, and the next one is read", async () => {
    expect(await linesOf(pieces("abc", "d\nef", "gh\n", "abcde\nab"), 4)).toEqual([
      "abcd",
      "efgh",
      undefined,
      "ab",
    ]);
  });
});
