// Reads the markup of a text in XML, and nothing else of it: stricter than the SDK's parser, which takes any character
// for a quote and a `>` for the end of some comments, so that the parser meets no attribute that is not counted here.

const space = "[ \\t\\r\\n]";
const name = "[^ \\t\\r\\n<>/=\"'!?&#]+";

/** https://www.w3.org/TR/xml/#sec-logical-struct; each is matched where the one before it ended. */
const content = new RegExp(
  [
    "[^<]+",
    "<!--(?!-?>)[^]*?-->",
    "<!\\[CDATA\\[[^]*?\\]\\]>",
    "<\\?(?!>)[^]*?\\?>",
    "</[^<>]*>",
    `(<${name})`,
  ].join("|"),
  "y",
);
const attribute = new RegExp(`${space}+${name}${space}*=${space}*(?:"[^"<]*"|'[^'<]*')`, "y");
const tagEnd = new RegExp(`${space}*/?>`, "y");

/** How many attributes the text has; undefined for one that is not well-formed XML. Reads each character once. */
export function countAttributes(text: string): number | undefined {
  let [count, at] = [0, 0];
  const next = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match !== null) at = pattern.lastIndex;
    return match;
  };
  while (at < text.length) {
    const match = next(content);
    if (match === null) return undefined;
    if (match[1] === undefined) continue;
    while (next(attribute) !== null) count += 1;
    if (next(tagEnd) === null) return undefined;
  }
  return count;
}
