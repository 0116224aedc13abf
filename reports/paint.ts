// The marks and colours of verdicts, the same in the matrix and in the findings below it.

/** Colours text for the terminal it goes to, or leaves it alone. */
export type Paint = (format: "red" | "green" | "yellow" | "bold" | "dim", text: string) => string;

export const MARKS = { pass: "✓", fail: "✗", inconclusive: "?" } as const;
export const COLOURS = { pass: "green", fail: "red", inconclusive: "yellow" } as const;
