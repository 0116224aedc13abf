// The proofs of theorems: lines for a person, and the report for programs.

import type { styleText } from "node:util";
import type { Proof, Unclaimed } from "../smoke/theorems/prove-theorems.ts";
import { wrap } from "./wrap.ts";

export interface Proved {
  readonly proofs: readonly Proof[];
  readonly unclaimed: readonly Unclaimed[];
}

type Format = Parameters<typeof styleText>[0];
type Paint = (format: Format, text: string) => string;

const WORDS: Readonly<Record<Proof["verdict"], string>> = {
  proved: "PROVED",
  disproved: "DISPROVED",
  unknown: "UNKNOWN",
};

const COLOURS: Readonly<Record<Proof["verdict"], Format>> = {
  proved: "green",
  disproved: "red",
  unknown: "yellow",
};

const LEAD = 11;
const TIME = 9;

/** What was found about each theorem, what is not claimed, and how many there are of each. `width` is in columns. */
export function proofLines({ proofs, unclaimed }: Proved, width: number, paint: Paint): string {
  return [
    ...proofs.flatMap((proof) => linesOf(proof, width, paint)),
    ...unaskedLines(unclaimed, width),
    paint("bold", countOf(proofs)),
  ].join("\n");
}

function linesOf({ theorem, verdict, story, milliseconds }: Proof, width: number, paint: Paint): string[] {
  const [first = "", ...rest] = wrap(theorem, width - LEAD - TIME);
  const room = width - LEAD - TIME;
  const time = `${milliseconds.toFixed(0)} ms`.padStart(TIME);
  const below = " ".repeat(LEAD);
  return [
    `${paint(COLOURS[verdict], WORDS[verdict].padEnd(LEAD))}${first.padEnd(room)}${time}`,
    ...rest.map((line) => below + line),
    ...story.flatMap((text) => wrap(text, width - LEAD)).map((line) => below + line),
  ];
}

function unaskedLines(unclaimed: readonly Unclaimed[], width: number): string[] {
  const reasons = Map.groupBy(unclaimed, ({ because }) => because);
  return [...reasons].flatMap(([because, { length }]) =>
    wrap(`Not asked, because ${because}: ${length === 1 ? "1 theorem" : `${length} theorems`}.`, width),
  );
}

function countOf(proofs: readonly Proof[]): string {
  const counted = (["proved", "disproved", "unknown"] as const).map(
    (wanted) => `${proofs.filter(({ verdict }) => verdict === wanted).length} ${wanted}`,
  );
  return `${proofs.length} ${proofs.length === 1 ? "theorem" : "theorems"}: ${counted.join(", ")}`;
}

const reportVersion = 1;

/** What `--json` writes; docs/prove.md describes it. A changed meaning needs a new version. */
export const proofReport = ({ proofs, unclaimed }: Proved, exitStatus: number, writtenAt: Date) => ({
  format: "federation-broker proofs",
  version: reportVersion,
  writtenAt: writtenAt.toISOString(),
  exitStatus,
  proofs,
  unclaimed,
});
