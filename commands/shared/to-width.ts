// A report on a terminal: no line is longer than that is wide.
import { wrap } from "../../reports/wrap.ts";

const HANG = "    ";

/** The report, in whose lines what does not fit goes below, indented further. Without a width, as it is. */
export function toWidth(report: string, width: number | undefined = process.stdout.columns): string {
  if (width === undefined) return report;
  return report
    .split("\n")
    .flatMap((line) => (line.length <= width ? [line] : folded(line, width)))
    .join("\n");
}

function folded(line: string, width: number): readonly string[] {
  const indent = /^ */.exec(line)?.[0] ?? "";
  const below = indent + HANG;
  return wrap(line.slice(indent.length), width - below.length).map((part, index) =>
    index === 0 ? indent + part : below + part,
  );
}
