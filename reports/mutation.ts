// The promises' own test for a person: the score of each document and operator, and every survivor with its promise.

import { type Difference, type MutantResult, scoreOf } from "../smoke/mutation/run-mutation.ts";
import type { Promised } from "../smoke/promises.ts";
import type { Paint } from "./paint.ts";
import { placeOf } from "./place-of.ts";

/** Tables, survivors and what is unknown, and the closing line; `threshold` in per cent. */
export function mutationReport(
  results: readonly MutantResult[],
  threshold: number,
  paint: Paint = (_, text) => text,
): string {
  const unknown = results.filter((one) => one.fate === "unknown");
  return [
    table("Document", results, ({ document }) => document, paint),
    table("Operator", results, ({ operator }) => operator, paint),
    ...survivorsOf(results).map((one) => sayTogether(one, paint)),
    ...unknown.map((one) => `${paint("yellow", "? unknown")}  ${titleOf(one)}\n  ${one.why}`),
    closing(results, threshold, paint),
  ].join("\n\n");
}

const HEADS = ["killed", "survived", "unknown", "not counted", "score"];

function table(
  head: string,
  results: readonly MutantResult[],
  by: (one: MutantResult) => string,
  paint: Paint,
): string {
  const groups = [...Map.groupBy(results, by)];
  const width = Math.max(head.length, ...groups.map(([name]) => name.length));
  const lines = groups.map(([name, all]) => {
    const { killed, survived, unknown, uncounted, percent } = scoreOf(all);
    const score = killed + survived === 0 ? "-" : `${percent} %`;
    const cells = [killed, survived, unknown, uncounted, score].map((cell, place) =>
      String(cell).padStart(HEADS[place]?.length ?? 0),
    );
    const text = `${name.padEnd(width)}  ${cells.join("  ")}`;
    return survived > 0 ? paint("red", text) : text;
  });
  return [paint("dim", `${head.padEnd(width)}  ${HEADS.join("  ")}`), ...lines].join("\n");
}

type Survivor = Extract<MutantResult, { fate: "survived" }>;

const isSurvivor = (one: MutantResult): one is Survivor => one.fate === "survived";

/** Survivors that one promise would kill stand together. */
const survivorsOf = (results: readonly MutantResult[]): readonly (readonly Survivor[])[] => [
  ...Map.groupBy(results.filter(isSurvivor), (one) => sayProposal(one)).values(),
];

function sayTogether(survivors: readonly Survivor[], paint: Paint): string {
  const lines = survivors.flatMap((one) => [
    `${paint("red", "✗ survived")}  ${titleOf(one)}`,
    ...one.differences.slice(0, 1).map((difference) => `  ${sayDifference(difference)}${andOthers(one)}`),
  ]);
  const [first] = survivors;
  return [...lines, ...(first === undefined ? [] : [`  ${sayProposal(first)}`])].join("\n");
}

/** Where and what: `the bucket's policy, statement 1 (DenyPlainHttp): Condition is removed` */
const titleOf = (one: MutantResult): string => `${placeOf(one)}: ${one.says}`;

function sayDifference({ who, allows, witness }: Difference): string {
  const { action, resource, context } = witness;
  const keys = Object.entries(context ?? {}).map(([key, value]) => `${key} ${[value].flat().join(", ")}`);
  const on = `${action} on ${resource}${keys.length === 0 ? "" : `, with ${keys.join(", ")}`}`;
  return `${who} ${allows === "more" ? "may now" : "may no longer"} call ${on}`;
}

function andOthers({ differences }: Survivor): string {
  const others = new Set(differences.map(({ who }) => who)).size - 1;
  return others === 0 ? "" : `; and ${others} ${others === 1 ? "other" : "others"}`;
}

const sayProposal = ({ proposal }: Survivor): string =>
  "row" in proposal ? `Add to smoke/promises.ts: ${rowText(proposal.row)}` : proposal.why;

/** A row as smoke/promises.ts has it. */
export const rowText = (row: Promised): string => `${literal(row)},`;

function literal(value: unknown): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(
    ([name, member]) => `${/^\w+$/.test(name) ? name : JSON.stringify(name)}: ${literal(member)}`,
  );
  return `{ ${members.join(", ")} }`;
}

function closing(results: readonly MutantResult[], threshold: number, paint: Paint): string {
  const { killed, survived, unknown, uncounted, percent } = scoreOf(results);
  const score = paint(percent >= threshold ? "green" : "red", `${percent} %`);
  const equivalent = results.filter(({ fate }) => fate === "equivalent").length;
  return [
    `${killed} of ${killed + survived} mutants break a promise: ${score}, and ${threshold} % are asked for.`,
    `Not counted: ${uncounted} (${equivalent} change nothing that is allowed; AWS would refuse the others, or makes no request that shows them).`,
    ...(unknown === 0 ? [] : [`Unknown: ${unknown}.`]),
  ].join("\n");
}
