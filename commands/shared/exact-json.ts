// JSON whose numbers stay as they were written: policies compare them as texts, and 1.0 is not 1.
// https://tc39.es/proposal-json-parse-with-source/
declare global {
  interface JSON {
    parse(
      text: string,
      reviver: (key: string, value: unknown, context: { readonly source?: string }) => unknown,
    ): unknown;
    rawJSON(text: string): object;
    isRawJSON(value: unknown): value is { readonly rawJSON: string };
  }
}

/** Parses JSON; JSON.stringify writes each of its numbers as it was. @throws SyntaxError */
export function parseExact(text: string): unknown {
  return JSON.parse(text, (_key: string, value: unknown, { source }: { readonly source?: string }) =>
    typeof value === "number" && source !== undefined ? JSON.rawJSON(source) : value,
  );
}

/** A number of parseExact as it was written; undefined for anything else. */
export function numberText(value: unknown): string | undefined {
  return JSON.isRawJSON(value) ? value.rawJSON : undefined;
}
