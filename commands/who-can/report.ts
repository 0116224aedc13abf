// What npm run who-can prints for a person.

import type { Held, HeldPower } from "../../policy/powers/holder.ts";
import { type Region, regionInWords, wordsOf } from "../../policy/words/region.ts";
import { requestInWords } from "../../policy/words/request.ts";

/** A principal, and what it may do of the requests that are asked about. */
export interface Answered {
  readonly name: string;
  readonly about: string;
  readonly held: Held;
}

const EXTENTS = { all: "all of it", some: "some of it", none: "nothing", unknown: "unknown" } as const;

/** Everyone who may do some or all of a region; the others by name. */
export function reportWho(asked: Region, answers: readonly Answered[]): string {
  const able = answers.filter(({ held }) => held.extent !== "none");
  const others = answers.filter((one) => !able.includes(one)).map(({ name }) => name);
  const entries = able.map(({ name, about, held }) =>
    [`${name}, ${about}: ${EXTENTS[held.extent]}`, ...linesOf(held)].join("\n"),
  );
  const rest = others.length === 0 ? [] : [`may do nothing of it: ${others.join(", ")}`];
  return `${[regionInWords(asked, {}), ...entries, ...rest].join("\n\n")}\n`;
}

const linesOf = ({ powers, cuts, always, unknowns }: Held): readonly string[] => [
  ...powers.flatMap(({ region, by, callers, answer }) => [
    `  ${regionInWords(region, {})}`,
    `    by ${by.join(" and ")}; as ${callers.join(", ")}`,
    ...(answer.witness === undefined ? [] : [`    such as ${requestInWords(answer.witness)}`]),
  ]),
  ...cuts.map(({ by, region }) => `  but ${by} denies ${regionInWords(region, {})}`),
  ...alwaysIn(always),
  ...unknowns.map((why) => `  unknown: ${why}`),
];

const alwaysIn = (names: readonly string[]): readonly string[] =>
  names.map((name) => `  AWS allows ${name} without any policy`);

/** All that one principal may do, as a table. */
export function reportPowers({ name, about, held }: Answered): string {
  const rows = held.powers.map((power) => rowOf(power));
  const table = [["Actions", "Resources", "When", "By"], ...rows];
  const widths = [0, 1, 2].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  const lines = table.map(
    (row) =>
      `  ${row
        .map((text, column) => text.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd()}`,
  );
  return `${[
    `${name}, ${about}`,
    "",
    ...(rows.length === 0 ? ["  nothing"] : lines),
    ...held.cuts.map(({ by, region }) => `  but ${by} denies ${regionInWords(region, {})}`),
    ...alwaysIn(held.always),
    ...held.unknowns.map((why) => `  unknown: ${why}`),
  ].join("\n")}\n`;
}

function rowOf({ region, by }: HeldPower): readonly string[] {
  const { actions, resources, conditions } = wordsOf(region);
  return [actions, resources, conditions || "always", by.join(" and ")];
}
