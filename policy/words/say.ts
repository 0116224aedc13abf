// Texts and lists of texts as parts of a sentence.

/** How much of a list a sentence holds; what is left is counted. */
export interface Length {
  /** Of a longer list, all but one of these are said. Without it, whole lists are said. */
  readonly atMost?: number;
}

/** A text that stands in a policy: as it is if that is clear to see, else in quotes, with escapes. */
export function said(text: string): string {
  return /^[!#-+\--~]+$/.test(text) ? text : JSON.stringify(text).replaceAll(UNSEEN, escaped);
}

// Control characters and what changes the direction of a line: a terminal shows them as something else.
const UNSEEN = /[\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;

/** `a`, `a or b`, `a, b or c`; with `atMost: 2`, `a or 2 more`. */
export function listed(
  texts: readonly string[],
  word: "and" | "or" | "nor",
  { atMost }: Length = {},
): string {
  const shown =
    atMost === undefined || texts.length <= atMost ? texts : texts.slice(0, Math.max(1, atMost - 1));
  const left = texts.length - shown.length;
  const parts = left === 0 ? shown : [...shown, `${left} more`];
  return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} ${word} ${parts.at(-1)}`;
}
