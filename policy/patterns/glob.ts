// Patterns with * and ?: matched from left to right without recursion, regular expressions or backtracking.
import { findBits, type SegmentBits, segmentBits } from "./segment-bits.ts";
import type { Template } from "./template.ts";

/** A run of characters between two `*`; `holes` marks the `?`s, and `bits` the places of each character. */
interface Segment {
  readonly text: string;
  readonly holes: readonly boolean[] | undefined;
  readonly bits: SegmentBits | undefined;
}

/** Segments separated by `*`. One segment is a pattern without `*`. */
export type Glob = readonly Segment[];

/** The glob of a template without variables. In its literal pieces `*` and `?` are themselves. */
export function compileGlob(template: Template): Glob {
  const segments: Segment[] = [];
  let text = "";
  let holes: number[] = [];
  for (const piece of template) {
    if (piece.kind === "variable") continue;
    if (piece.kind === "literal") {
      text += piece.text;
      continue;
    }
    for (const [index, run] of piece.text.split("*").entries()) {
      if (index > 0) {
        segments.push(segmentOf(text, holes));
        text = "";
        holes = [];
      }
      for (let at = run.indexOf("?"); at !== -1; at = run.indexOf("?", at + 1)) holes.push(text.length + at);
      text += run;
    }
  }
  segments.push(segmentOf(text, holes));
  return segments;
}

function segmentOf(text: string, holes: readonly number[]): Segment {
  if (holes.length === 0) return { text, holes: undefined, bits: undefined };
  const marks = Array<boolean>(text.length).fill(false);
  for (const at of holes) marks[at] = true;
  return { text, holes: marks, bits: segmentBits(text, marks) };
}

/** Whether the glob has no wildcard at all. */
export const isLiteral = (glob: Glob): boolean => glob.length === 1 && glob[0]?.holes === undefined;

function standsAt({ text, holes }: Segment, subject: string, at: number): boolean {
  if (holes === undefined) return subject.startsWith(text, at);
  for (let index = 0; index < text.length; index += 1) {
    if (!holes[index] && subject.charCodeAt(at + index) !== text.charCodeAt(index)) return false;
  }
  return true;
}

// The first place of the segment at or after `from`, or -1.
function find(segment: Segment, subject: string, from: number, end: number): number {
  const last = end - segment.text.length;
  if (segment.bits !== undefined) return findBits(segment.bits, subject, from, end);
  const at = subject.indexOf(segment.text, from);
  return at > last ? -1 : at;
}

/**
 * Whether the glob matches the whole subject from `start` to `end`. Every segment is matched at its first
 * place and never moved again, so each character of the subject is read once, for any
 * pattern; where a segment has a `?`, once for every 32 characters of that segment.
 */
export function matchGlob(glob: Glob, subject: string, start = 0, end = subject.length): boolean {
  const first = glob[0];
  const last = glob[glob.length - 1];
  if (first === undefined || last === undefined) return false;
  const length = end - start;
  if (glob.length === 1) return length === first.text.length && standsAt(first, subject, start);
  if (length < first.text.length + last.text.length) return false;
  const tail = end - last.text.length;
  if (!standsAt(first, subject, start) || !standsAt(last, subject, tail)) return false;
  let at = start + first.text.length;
  for (let index = 1; index < glob.length - 1; index += 1) {
    const segment = glob[index];
    if (segment === undefined) return false;
    at = find(segment, subject, at, tail);
    if (at === -1) return false;
    at += segment.text.length;
  }
  return true;
}

export type TextTest = (subject: string) => boolean;

// Resources differ near their end: in "arn:aws:s3:::bucket-1/" the last character decides most and is cheap to compare.
function prefixTest(prefix: string): TextTest {
  const last = prefix.length - 1;
  const code = prefix.charCodeAt(last);
  return (subject) => subject.charCodeAt(last) === code && subject.startsWith(prefix);
}

/** The quickest test for a glob: equality, prefix, or the general walk. */
export function globTest(glob: Glob): TextTest {
  const [first, second] = glob;
  if (first === undefined) return () => false;
  const plain = first.holes === undefined;
  const { text } = first;
  if (plain && second === undefined) return (subject) => subject === text;
  if (plain && glob.length === 2 && second?.text === "") {
    return text === "" ? () => true : prefixTest(text);
  }
  return (subject) => matchGlob(glob, subject);
}

/** Whether any of the tests is true. */
export function anyTest(tests: readonly TextTest[]): TextTest {
  const [only] = tests;
  if (only !== undefined && tests.length === 1) return only;
  return (subject) => tests.some((test) => test(subject));
}
