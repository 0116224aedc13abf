// The lines of a stream of bytes: none is ever copied more than once, and none is longer than a request can be.
const LINE_FEED = 10;

/** In bytes: more than all documents of a request together may have. */
export const longestLine = 16 * 1024 * 1024;

/**
 * Each line without its end, and the rest behind the last end; `tooLong` instead of one that is longer than `longest`.
 * Only a line feed ends a line: strings in JSON may hold every other line separator of Unicode.
 */
export async function* lines(
  input: AsyncIterable<Buffer>,
  longest = longestLine,
): AsyncGenerator<Buffer | "tooLong"> {
  let parts: Buffer[] = [];
  let size = 0;
  const take = (part: Buffer) => {
    size += part.length;
    if (size > longest) parts = [];
    else parts.push(part);
  };
  const line = (): Buffer | "tooLong" => {
    const whole = size > longest ? "tooLong" : Buffer.concat(parts);
    [parts, size] = [[], 0];
    return whole;
  };
  for await (const chunk of input) {
    let start = 0;
    for (let end = chunk.indexOf(LINE_FEED); end !== -1; end = chunk.indexOf(LINE_FEED, start)) {
      take(chunk.subarray(start, end));
      yield line();
      start = end + 1;
    }
    take(chunk.subarray(start));
  }
  yield line();
}
