// The policy variables of a text, as a 2012 document would read them.
import { parseTemplate } from "../patterns/template.ts";

interface Variable {
  /** In lower case. */
  readonly key: string;
  readonly hasDefault: boolean;
}

/** Every `${key}` of the text; empty if a variable has no known form. */
export function variablesOf(text: string): readonly Variable[] {
  const template = parseTemplate(text);
  if ("unknown" in template) return [];
  return template.flatMap((piece) =>
    piece.kind === "variable" ? [{ key: piece.key, hasDefault: piece.fallback !== undefined }] : [],
  );
}
