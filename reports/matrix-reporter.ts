// Prints the matrix of a run on a terminal or into a log.
import { styleText } from "node:util";
import type { SmokeRow } from "../smoke/results/row-result.ts";
import { matrix } from "./matrix.ts";

/** A stream that may be a terminal. */
type Screen = NodeJS.WritableStream & { columns?: number };

/** Colours only where the stream is a terminal that wants them (NO_COLOR is honoured). */
export function reportMatrix(rows: readonly SmokeRow[], screen: Screen): void {
  const width = Math.max(screen.columns ?? 120, 80);
  screen.write(`${matrix(rows, width, (format, text) => styleText(format, text, { stream: screen }))}\n`);
}
