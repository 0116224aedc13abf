// Splits a stream of bytes into lines.

const LINE_FEED = 10;

/** The longest line that is kept, in bytes; its parts are in memory at once. */
export const MAXIMUM_LINE = 16 * 1024 * 1024;

/**
 * The lines of a stream, without their ends; undefined for a line that is too long, whose bytes are not kept. Only a line
 * feed ends a line: strings in JSON may hold every other line separator of Unicode. The last line needs no end.
 */
export async function* readLines(
  input: AsyncIterable<Buffer>,
  maximum = MAXIMUM_LINE,
): AsyncGenerator<Buffer | undefined> {
  let parts: Buffer[] = [];
  let size = 0;
  const keep = (part: Buffer): void => {
    size += part.length;
    if (size <= maximum) parts.push(part);
    else parts = [];
  };
  const whole = (): Buffer | undefined => {
    const line = size > maximum ? undefined : Buffer.concat(parts);
    parts = [];
    size = 0;
    return line;
  };
  for await (const chunk of input) {
    let start = 0;
    for (let end = chunk.indexOf(LINE_FEED); end !== -1; end = chunk.indexOf(LINE_FEED, start)) {
      keep(chunk.subarray(start, end));
      yield whole();
      start = end + 1;
    }
    keep(chunk.subarray(start));
  }
  yield whole();
}
