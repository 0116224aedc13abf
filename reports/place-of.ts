// Where in a document: `the bucket's policy, statement 1 (DenyPlainHttp)`.

interface Place {
  readonly document: string;
  /** From 0; undefined for the document as a whole. */
  readonly statement?: number;
  /** The statement, JSON text. */
  readonly text?: string;
}

/** The document, and the statement by its number and Sid. */
export function placeOf({ document, statement, text }: Place): string {
  if (statement === undefined) return document;
  const { Sid } = text === undefined ? {} : (JSON.parse(text) as { readonly Sid?: string });
  return `${document}, statement ${statement + 1}${Sid === undefined ? "" : ` (${Sid})`}`;
}
