// The secret values that a deployment has met, so that no message shows them.

/** Secret values, as they are met. */
export interface Secrets {
  /** Remembers every text within a value. */
  add(value: unknown): void;
  /** Gives the text with each remembered value replaced: AWS's messages may quote a request. */
  hide(text: string): string;
}

/** Starts with the values given. */
export function trackSecrets(...values: unknown[]): Secrets {
  const texts = new Set<string>();
  function add(value: unknown): void {
    if (typeof value === "string" && value !== "") texts.add(value);
    else if (typeof value === "object" && value !== null) Object.values(value).forEach(add);
  }
  values.forEach(add);
  return {
    add,
    hide: (text) => [...texts].reduce((hidden, secret) => hidden.replaceAll(secret, "[secret]"), text),
  };
}
