// Texts with policy variables: ${aws:username}, ${aws:PrincipalTag/team, 'none'}, ${*}, ${?}, ${$}.

/** AWS's "value type" of a condition key: whether a request brings at most one value of it. */
export type ValueType = "single-valued" | "multivalued";

export type Piece =
  /** Text as written: `*` and `?` are wildcards if the element allows them. */
  | { readonly kind: "text"; readonly text: string }
  /** Text in which no character is a wildcard. */
  | { readonly kind: "literal"; readonly text: string }
  | {
      readonly kind: "variable";
      readonly key: string;
      readonly fallback: string | undefined;
      /** The key's value type; undefined where it is not known. */
      readonly type?: ValueType | undefined;
    };

export type Template = readonly Piece[];

/** Where variables get their values: the condition keys of a request. */
export interface KeyValues {
  /** The value of a variable of this key, whose name is in lower case; undefined where it has none. */
  single(key: string, type: ValueType | undefined): string | undefined;
}

// No two of its repetitions can take the same character, so it never backtracks far.
const VARIABLE = /\$\{(?:([*?$])|([^{}$,'"]+)(?:,\s*'([^'{}]*)'\s*)?)\}/y;

/**
 * The pieces of a text, or the variable in it that has no known form.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function parseTemplate(text: string): Template | { readonly unknown: string } {
  const pieces: Piece[] = [];
  let at = 0;
  for (let open = text.indexOf("${"); open !== -1; open = text.indexOf("${", at)) {
    VARIABLE.lastIndex = open;
    const found = VARIABLE.exec(text);
    const piece = found === null ? undefined : pieceOf(found);
    if (found === null || piece === undefined) return { unknown: unknownForm(text, open) };
    if (open > at) pieces.push({ kind: "text", text: text.slice(at, open) });
    pieces.push(piece);
    at = open + found[0].length;
  }
  if (at < text.length || pieces.length === 0) pieces.push({ kind: "text", text: text.slice(at) });
  return pieces;
}

function pieceOf([, character, name = "", fallback]: RegExpExecArray): Piece | undefined {
  if (character !== undefined) return { kind: "literal", text: character };
  const key = name.trim().toLowerCase();
  // Every condition key has its service, or aws, before a colon.
  const colon = key.indexOf(":");
  return colon > 0 && colon < key.length - 1 ? { kind: "variable", key, fallback } : undefined;
}

// How many characters of an unclosed variable are shown.
const SHOWN = 80;

function unknownForm(text: string, open: number): string {
  const close = text.indexOf("}", open);
  return text.slice(open, close === -1 ? open + SHOWN : Math.min(close + 1, open + SHOWN));
}

/** A text in which `${…}` means nothing: a 2008 document, an element without variables. */
export const plainTemplate = (text: string): Template => [{ kind: "text", text }];

export const hasVariables = (template: Template): boolean => template.some(({ kind }) => kind === "variable");

/** The template with its variables filled in, or undefined where one has no value. */
export function resolve(template: Template, keys: KeyValues): Template | undefined {
  const resolved: Piece[] = [];
  for (const piece of template) {
    if (piece.kind !== "variable") {
      resolved.push(piece);
      continue;
    }
    const value = keys.single(piece.key, piece.type) ?? piece.fallback;
    if (value === undefined) return undefined;
    resolved.push({ kind: "literal", text: value });
  }
  return resolved;
}

/** The characters of a template without variables. */
export const textOf = (template: Template): string =>
  template.map((piece) => (piece.kind === "variable" ? "" : piece.text)).join("");

/** Whether the whole value is the wildcard `*`, not the character `*` that `${*}` gives. */
export const isStar = (template: Template): boolean => {
  const [piece] = template;
  return template.length === 1 && piece?.kind === "text" && piece.text === "*";
};

/** The characters with which every matching text begins; the rest may vary. */
export function fixedHead([first]: Template): string {
  if (first?.kind !== "text") return "";
  const wildcard = first.text.search(/[*?]/);
  return wildcard === -1 ? first.text : first.text.slice(0, wildcard);
}
