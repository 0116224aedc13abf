// What evaluate makes true of every request, whatever AWS sends.

import { parseInstant } from "../conditions/dates.ts";
import type { AtomTable } from "./atom-table.ts";
import type { Key } from "./find-state.ts";
import { all, any, type Formula, not } from "./formula.ts";
import { alike, boundsOf, isThere, own } from "./own-conditions.ts";
import { sentBy } from "./sent.ts";

// Keys whose values evaluate derives for every request that has them.
const DERIVED = ["aws:viaawsservice", "s3:resourceaccount"];

/** What evaluate makes true of every request: it derives some keys from others, and denies a context that contradicts. */
export function derivedAlike(table: AtomTable, keys: readonly Key[]): readonly Formula[] {
  const byName = new Map(keys.map((key) => [key.key, key]));
  const there = (name: string, formula: (key: Key) => readonly Formula[]): readonly Formula[] => {
    const key = byName.get(name);
    return key === undefined ? [] : formula(key);
  };
  return [
    ...DERIVED.filter((name) => byName.has(name)).map((name) => sentBy(table, name)),
    ...there("aws:currenttime", (iso) =>
      there("aws:epochtime", (epoch) => [
        alike(isThere(table, iso), isThere(table, epoch)),
        ...secondsOf(iso, epoch).flatMap((second) => sameTime(table, iso, epoch, second)),
      ]),
    ),
    ...there("s3:tlsversion", (version) =>
      there("aws:securetransport", (secure) => [
        any([
          not(isThere(table, version)),
          all([isThere(table, secure), not(own(table, secure, "StringEqualsIgnoreCase", "false"))]),
        ]),
      ]),
    ),
  ];
}

// The seconds since 1970 that begin at the bounds, or just before them.
const secondsOf = (iso: Key, epoch: Key): readonly number[] =>
  [
    ...new Set(boundsOf(iso, epoch).flatMap((bound) => Math.floor((parseInstant(bound) ?? NaN) / 1000))),
  ].filter(Number.isFinite);

// aws:EpochTime is the second within which aws:CurrentTime lies.
function sameTime(table: AtomTable, iso: Key, epoch: Key, second: number): readonly Formula[] {
  const type = isNumber(epoch) ? "Numeric" : "Date";
  const [start, end] = [String(second), String(second + 1)];
  const [isBefore, isOver] = [start, end].map((at) => own(table, epoch, `${type}LessThan`, at)) as [
    Formula,
    Formula,
  ];
  return [
    alike(own(table, iso, "DateLessThan", start), isBefore),
    alike(own(table, iso, "DateLessThan", end), isOver),
    any([own(table, epoch, `${type}LessThanEquals`, start), not(isOver)]),
  ];
}

const isNumber = ({ atoms }: Key): boolean => atoms.some(({ match: { family } }) => family === "number");
