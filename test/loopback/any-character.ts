// Any character of Unicode, for random text.
import fc from "fast-check";

/**
 * One code point that is no surrogate, each as often as any other. The library's own unit "binary" gives the same, but
 * looks up all of them once in every process, which takes more than a second.
 */
export const anyCharacter: fc.Arbitrary<string> = fc
  .oneof(
    { weight: 0xd800, arbitrary: fc.integer({ min: 0, max: 0xd7ff }) },
    { weight: 0x102000, arbitrary: fc.integer({ min: 0xe000, max: 0x10ffff }) },
  )
  .map((point) => String.fromCodePoint(point));
