// All that one principal may do of some requests, whoever of its callers asks and wherever, told once.

import type { Place } from "../changes/narrowed.ts";
import type { Policy } from "../compiled/policy.ts";
import type { Element } from "../policy-document.ts";
import { type Answer, worst } from "../proof/answer.ts";
import type { Options } from "../proof/is-contained.ts";
import { Limit } from "../proof/limit.ts";
import type { Judged } from "../proof/question.ts";
import { type Region, regionInWords, statementInWords } from "../words/region.ts";
import { alwaysAllowed, type Powers, powersOf } from "./powers.ts";

/** A principal: its callers in each place, which together hold every request of it. */
export interface Holder {
  readonly name: string;
  readonly about: string;
  readonly sides: readonly {
    readonly caller: string;
    readonly judged: Judged;
    readonly within: Policy;
    /** How a sentence calls a document: `the broker's policy`. */
    readonly titleOf: (place: Place) => string;
  }[];
}

export interface HeldPower {
  readonly region: Region;
  /** `statement 1 of its session policy`, one for each type of policy that must allow. */
  readonly by: readonly string[];
  readonly callers: readonly string[];
  readonly answer: Answer;
}

export interface Held {
  readonly powers: readonly HeldPower[];
  /** The Denies that take something of it away. */
  readonly cuts: readonly { readonly by: string; readonly region: Region }[];
  /** What AWS allows it without any policy. */
  readonly always: readonly string[];
  /** What the principal may do of the requests. */
  readonly extent: "all" | "some" | "none" | "unknown";
  readonly unknowns: readonly string[];
}

type Side = Holder["sides"][number];

/** What a principal may do of the requests for some actions on some resources. */
export function heldBy(
  { sides }: Holder,
  asked: { action: Element; resource: Element },
  options: Options,
): Held {
  const found = sides.map((side) => ({ side, powers: tryPowers(side, asked, options) }));
  const always = [...new Set(sides.flatMap(({ judged }) => alwaysAllowed(judged, asked.action, options)))];
  const some = found.map(({ powers }) => powers.some);
  const unknowns = [
    ...some,
    ...found.flatMap(({ powers }) => powers.powers.map(({ answer }) => answer)),
  ].flatMap(({ verdict, why }) => (verdict === "unknown" ? [why ?? "It cannot be told."] : []));
  const powers = distinct(found.flatMap(powersIn), ({ region, by }) => [regionInWords(region, {}), by]);
  return {
    powers: powers.map((group) => ({
      ...group[0],
      callers: [...new Set(group.flatMap(({ callers }) => callers))],
    })),
    cuts: distinct(found.flatMap(cutsIn), ({ by }) => [by]).map(([first]) => first),
    extent: extentOf(
      found.map((one) => one.powers),
      powers.length + always.length > 0,
    ),
    always,
    unknowns: [...new Set(unknowns)],
  };
}

function tryPowers(
  { judged, within }: Side,
  asked: { action: Element; resource: Element },
  options: Options,
): Powers {
  try {
    return powersOf({ judged, within, ...asked }, options);
  } catch (error) {
    if (!(error instanceof Limit)) throw error;
    const some: Answer = { verdict: "unknown", why: `It cannot be told: ${error.message}.` };
    return { some, all: some, powers: [], cuts: [] };
  }
}

interface Found {
  readonly side: Side;
  readonly powers: Powers;
}

const powersIn = ({ side, powers }: Found): readonly HeldPower[] =>
  powers.powers.map(({ region, by, answer }) => ({
    ...{ region, answer, callers: [side.caller] },
    by: by.map(
      ({ statement: { index: statement, sid }, ...place }) =>
        `${statementInWords({ statement, ...(sid && { sid }) })} of ${side.titleOf(place)}`,
    ),
  }));

const cutsIn = ({ side, powers }: Found): Held["cuts"] =>
  powers.cuts.map(({ statement, ...place }) => {
    const { index, sid } = statement;
    return {
      by: `${statementInWords({ statement: index, ...(sid && { sid }) })} of ${side.titleOf(place)}`,
      region: statement,
    };
  });

function extentOf(found: readonly Powers[], isAny: boolean): Held["extent"] {
  const places = found.filter(({ isEmpty }) => isEmpty !== true);
  const { verdict } = worst(places.map(({ all }) => all));
  if (!isAny) return found.some(({ some }) => some.verdict === "unknown") ? "unknown" : "none";
  const isAll = verdict === "contained" || verdict === "contained but for impossible requests";
  return isAll && places.length > 0 && places.every(({ powers }) => powers.length > 0) ? "all" : "some";
}

type Group<T> = readonly [T, ...T[]];

function distinct<T>(all: readonly T[], identity: (one: T) => unknown): readonly Group<T>[] {
  const groups = Map.groupBy(all, (one) => JSON.stringify(identity(one)));
  return [...groups.values()].flatMap(([first, ...rest]) =>
    first === undefined ? [] : [[first, ...rest] as Group<T>],
  );
}
