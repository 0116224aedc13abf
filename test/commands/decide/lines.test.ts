// The lines of a stream, wherever its chunks end.
import { describe, expect, it } from "vitest";
import { lines } from "../../../commands/decide/lines.ts";

async function read(chunks: Iterable<string | Buffer>, longest?: number): Promise<string[]> {
  async function* input() {
    for (const chunk of chunks) yield Buffer.from(chunk);
  }
  const all: string[] = [];
  for await (const line of lines(input(), longest))
    all.push(line === "tooLong" ? "(too long)" : line.toString());
  return all;
}

describe("the lines of a stream", () => {
  it.each<[string[], string[]]>([
    [[], [""]],
    [["a"], ["a"]],
    [["a\n"], ["a", ""]],
    [["a\nb"], ["a", "b"]],
    [
      ["a", "b\nc", "d\n", "\n", "e"],
      ["ab", "cd", "", "e"],
    ],
    [["a\r\nb\u2028c"], ["a\r", "b\u2028c"]],
  ])("of %j are %j", async (chunks, expected) => {
    expect(await read(chunks)).toEqual(expected);
  });

  it("are as long as they may be, and what is longer is told, not kept", async () => {
    expect(await read(["abc\nabcd\nab", "cd", "ef\nabc"], 3)).toEqual([
      "abc",
      "(too long)",
      "(too long)",
      "abc",
    ]);
  });

  it("cost their bytes once: 16 MiB without an end, in chunks of 512 bytes", async () => {
    const chunks = Array.from({ length: 32 * 1024 }, () => Buffer.alloc(512, "a"));
    const [line = "", ...more] = await read(chunks);
    expect([line.length, more]).toEqual([16 * 1024 * 1024, []]);
  });
});
