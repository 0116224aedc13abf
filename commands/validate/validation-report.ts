// What npm run validate prints: faults in AWS's order, findings by severity, one line that sums up.
import type { Finding, Severity } from "../../policy/findings/find-findings.ts";
import type { PolicyKind } from "../../policy/policy-document.ts";
import type { PolicyError } from "../../policy/policy-error.ts";

type Format = "bold" | "dim" | "red" | "yellow" | "cyan" | "green";

/** Where the report goes: how wide it is, and how a text is set off on it. */
export interface Paper {
  readonly width: number;
  paint(format: Format, text: string): string;
}

/** The document and its kind. */
interface Subject {
  /** As the person named it. */
  readonly file: string;
  readonly kind: PolicyKind;
}

const FORMATS: Record<Severity, Format> = {
  error: "red",
  "security warning": "yellow",
  warning: "yellow",
  suggestion: "cyan",
};

/** A document that AWS would refuse: AWS's own text, then what to do. */
export function faultReport(subject: Subject, faults: readonly PolicyError[], paper: Paper): string {
  const entries = faults.map((fault) => {
    const { path, message, detail } = fault;
    return `${paper.paint("bold", place(subject, fault))}  ${path}\n${paper.paint("red", indented(message, paper))}\n${indented(detail, paper)}`;
  });
  const summary = `AWS would refuse ${subject.file} as ${subject.kind} policy: ${count(faults.length, "error")}.`;
  return `${[...entries, paper.paint("red", summary)].join("\n\n")}\n`;
}

/** The findings of a document that AWS accepts, grouped by severity. */
export function findingReport(subject: Subject, findings: readonly Finding[], paper: Paper): string {
  const groups = Map.groupBy(findings, ({ severity }) => severity);
  const sections = [...groups].map(([severity, found]) => {
    const heading = paper.paint("bold", paper.paint(FORMATS[severity], count(found.length, severity)));
    return [heading, ...found.map((finding) => entry(subject, finding, paper))].join("\n\n");
  });
  return `${[...sections, summary(subject, groups, paper)].join("\n\n")}\n`;
}

function entry(subject: Subject, finding: Finding, paper: Paper): string {
  const { id, severity, message, path, documentation } = finding;
  const head = `${paper.paint("bold", place(subject, finding))}  ${paper.paint(FORMATS[severity], id)}`;
  return `${head}\n${indented(path, paper)}\n${indented(message, paper)}\n${paper.paint("dim", INDENT + documentation)}`;
}

function summary(
  { file, kind }: Subject,
  groups: ReadonlyMap<Severity, readonly Finding[]>,
  paper: Paper,
): string {
  const counts = [...groups].map(([severity, found]) => count(found.length, severity));
  const broken = groups.has("error");
  const verdict = broken
    ? `AWS takes ${file}, but as ${kind} policy it does not do what it says`
    : `${file} is a valid ${kind} policy`;
  const text = `${verdict}: ${counts.join(", ") || "no findings"}.`;
  return paper.paint(broken ? "red" : "green", text);
}

// In the form that editors and terminals show as a link.
const place = (
  { file }: Subject,
  { line, column }: { readonly line: number; readonly column: number },
): string => `${file}:${line}:${column}`;

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? "" : "s"}`;

const INDENT = "  ";

const indented = (text: string, { width }: Paper): string =>
  wrapped(text, width - INDENT.length).replaceAll(/^/gm, INDENT);

/** The text in lines of at most that width, broken at spaces; a longer word gets its own line. */
function wrapped(text: string, width: number): string {
  const lines = [""];
  for (const word of text.split(" ")) {
    const line = lines.at(-1) ?? "";
    const longer = line === "" ? word : `${line} ${word}`;
    if (longer.length <= width || line === "") lines.splice(-1, 1, longer);
    else lines.push(word);
  }
  return lines.join("\n");
}
