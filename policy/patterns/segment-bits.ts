// Finds a run of characters with `?`s in a text, reading each character of the text once.

const WORD = 32;

/** For each character, its possible places in the segment, 32 to a word. */
export interface SegmentBits {
  readonly length: number;
  readonly byCode: ReadonlyMap<number, Uint32Array>;
  /** The places of any other character: the `?`s. */
  readonly others: Uint32Array;
}

/** The bits of a segment; `holes` marks its `?`s. */
export function segmentBits(text: string, holes: readonly boolean[]): SegmentBits {
  const others = new Uint32Array(Math.ceil(text.length / WORD));
  for (const [at, hole] of holes.entries()) if (hole) set(others, at);
  const byCode = new Map<number, Uint32Array>();
  for (const [at, hole] of holes.entries()) {
    if (hole) continue;
    const code = text.charCodeAt(at);
    const bits = byCode.get(code) ?? others.slice();
    set(bits, at);
    byCode.set(code, bits);
  }
  return { length: text.length, byCode, others };
}

function set(bits: Uint32Array, at: number): void {
  const word = Math.floor(at / WORD);
  bits[word] = (bits[word] ?? 0) | (1 << (at % WORD));
}

/**
 * The first place of the segment at or after `from` and before `end`, or -1. Every beginning that still fits is
 * one bit, and all of them move on together.
 * Baeza-Yates and Gonnet, A new approach to text searching, 1992: https://doi.org/10.1145/135239.135243
 */
export function findBits(
  { length, byCode, others }: SegmentBits,
  subject: string,
  from: number,
  end: number,
): number {
  const begun = new Uint32Array(others.length);
  const whole = 1 << ((length - 1) % WORD);
  for (let at = from; at < end; at += 1) {
    const may = byCode.get(subject.charCodeAt(at)) ?? others;
    let carry = 1;
    for (let word = 0; word < begun.length; word += 1) {
      const bits = begun[word] ?? 0;
      begun[word] = ((bits << 1) | carry) & (may[word] ?? 0);
      carry = bits >>> (WORD - 1);
    }
    if (((begun[begun.length - 1] ?? 0) & whole) !== 0) return at - length + 1;
  }
  return -1;
}
