// Condition keys that depend on one another: what AWS sends never breaks these rules. A proof does not rest on them; a
// request that breaks one is named as impossible.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html

import { parseInstant } from "../conditions/dates.ts";
import type { Atom, Match } from "./atom.ts";
import type { AtomTable } from "./atom-table.ts";
import type { Key } from "./find-state.ts";
import { all, any, type Formula, not } from "./formula.ts";
import { conditionMatch } from "./match.ts";
import { sentBy } from "./sent.ts";

type Rule = {
  readonly keys: readonly [one: string, other: string];
  readonly rule: "implies" | "excludes" | "alike" | "implies true" | "same text";
};

/** In lower case. "alike": both are there, or neither. */
const RULES: readonly Rule[] = [
  { keys: ["aws:resourceaccount", "s3:resourceaccount"], rule: "same text" },
  { keys: ["aws:sourcevpce", "aws:sourceip"], rule: "excludes" },
  { keys: ["aws:sourcevpc", "aws:sourceip"], rule: "excludes" },
  { keys: ["aws:vpcsourceip", "aws:sourceip"], rule: "excludes" },
  { keys: ["aws:calledvia", "aws:viaawsservice"], rule: "implies true" },
  { keys: ["aws:calledvia", "aws:calledviafirst"], rule: "alike" },
  { keys: ["aws:calledvia", "aws:calledvialast"], rule: "alike" },
  { keys: ["s3:tlsversion", "aws:securetransport"], rule: "implies true" },
  { keys: ["aws:principalorgpaths", "aws:principalorgid"], rule: "alike" },
  { keys: ["aws:resourceorgpaths", "aws:resourceorgid"], rule: "alike" },
];

// Keys for each of some names, and the key that lists these names.
const LISTED: readonly (readonly [beginning: string, list: string])[] = [
  ["aws:requesttag/", "aws:tagkeys"],
  ["s3:requestobjecttag/", "s3:requestobjecttagkeys"],
  ["kms:encryptioncontext:", "kms:encryptioncontextkeys"],
];

/**
 * The rules that hold between the keys of a question. `isSent` tells of a tag's key whether the request brings the values
 * of the tags that it lists: one that takes tags away has their names alone.
 */
export function keptTogether(
  table: AtomTable,
  keys: readonly Key[],
  isSent: (key: string) => boolean,
): readonly Formula[] {
  const byName = new Map(keys.map((key) => [key.key, key]));
  const ruled = RULES.flatMap(({ keys: [one, other], rule }) => {
    const [first, second] = [byName.get(one), byName.get(other)];
    return first && second ? relate(table, first, second, rule) : [];
  });
  return [
    ...ruled,
    ...LISTED.flatMap(([beginning, list]) => listedAlike(table, keys, beginning, list, isSent)),
  ];
}

// What has a key of its own is listed; and what is listed has one, where the request brings values, too.
function listedAlike(
  table: AtomTable,
  keys: readonly Key[],
  beginning: string,
  list: string,
  isSent: (key: string) => boolean,
): readonly Formula[] {
  const all = keys.find(({ key }) => key === list);
  if (all === undefined) return [];
  return keys
    .filter(({ key }) => key.startsWith(beginning))
    .flatMap((one) => {
      const name = one.key.slice(beginning.length);
      const isListed = own(table, all, "StringEqualsIgnoreCase", name, "ForAnyValue");
      const [there, has] = [
        any([not(isThere(table, one)), isListed]),
        any([not(isListed), isThere(table, one)]),
      ];
      return isSent(one.key) ? [there, has] : [there];
    });
}

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

const boundsOf = (one: Key, other: Key): readonly string[] =>
  [one, other].flatMap(({ atoms }) => atoms.flatMap(({ match }) => match.bounds));

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

const isThere = (table: AtomTable, { key, atoms }: Key): Formula => table.present(key, atoms[0]?.type);

const alike = (one: Formula, other: Formula): Formula =>
  any([all([one, other]), all([not(one), not(other)])]);

function relate(table: AtomTable, one: Key, other: Key, rule: Rule["rule"]): readonly Formula[] {
  const [first, second] = [isThere(table, one), isThere(table, other)];
  const bounds = boundsOf(one, other);
  switch (rule) {
    case "implies":
      return [any([not(first), second])];
    case "excludes":
      return [any([not(first), not(second)])];
    case "alike":
      return [alike(first, second)];
    case "implies true":
      return [any([not(first), own(table, other, "Bool", "true")])];
    default:
      // Where both are there: a request to another service than S3 has one alone.
      return bounds.map((text) =>
        any([
          not(first),
          not(second),
          alike(own(table, one, "StringEquals", text), own(table, other, "StringEquals", text)),
        ]),
      );
  }
}

function own(
  table: AtomTable,
  key: Key,
  operator: string,
  text: string,
  quantifier?: Atom["quantifier"],
): Formula {
  const { negated: _negated, ...match }: Match & { negated: boolean } = conditionMatch(
    operator,
    [text],
    plain,
    "Allow",
    unbound,
  );
  return table.own(JSON.stringify(["together", key.key, operator, text]), key.key, match, {
    type: key.atoms[0]?.type,
    quantifier,
  });
}

const plain = (text: string) => [{ kind: "literal", text } as const];
const unbound = (): undefined => undefined;
