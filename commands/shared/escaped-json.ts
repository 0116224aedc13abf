// A document as it may be sent to AWS.

/** JSON in which characters beyond Latin-1 are escaped. */
export const escapedJson = (document: unknown): string =>
  JSON.stringify(document).replace(
    /[^\0-\u00ff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
