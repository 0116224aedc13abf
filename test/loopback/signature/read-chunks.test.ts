// The trailers of an upload in chunks: as many as anybody needs, before anything is made of them.
import { expect, it } from "vitest";
import { readChunks } from "../../../loopback/signature/read-chunks.ts";

const trailers = (count: number) => Array.from({ length: count }, (_, i) => `x-${i}:a\r\n`).join("");
const read = (count: number) =>
  readChunks(Buffer.from(`5\r\nhello\r\n0\r\n${trailers(count)}\r\n`), { signed: false, trailed: true });

it("Sixteen trailers are read, and a seventeenth ends the reading", () => {
  expect(read(16).trailers.size).toBe(16);
  expect(() => read(17)).toThrow(expect.objectContaining({ code: "MalformedTrailerError" }));
});
