// A language as places between signs, with what a search asks of each place made beforehand.

import { ANY, type Characters, type Language, type Pattern } from "./language.ts";

/** Sets of at most so many characters are tried one by one. */
const FEW = 4;
const ASCII = 128;

export interface Place {
  /** Undefined at the end of a pattern. */
  readonly set: CharacterSet | undefined;
  readonly isRun: boolean;
  /** From here the pattern takes every text. */
  readonly takesAll: boolean;
  /** This place and those behind the runs that begin here. */
  readonly closure: readonly number[];
  readonly isEnd: boolean;
}

/** A set of characters that is asked quickly. */
export interface CharacterSet {
  readonly id: number;
  readonly has: (code: number) => boolean;
  /** The characters that it names; undefined for a long list. */
  readonly few: readonly number[] | undefined;
  readonly codes: readonly number[];
}

export interface Automaton {
  readonly places: readonly Place[];
  readonly starts: readonly number[];
}

const automata = new WeakMap<Language, Automaton>();
const sets = new WeakMap<Characters, CharacterSet>();
let count = 0;

/** The automaton of a language, made once. */
export function automatonOf(language: Language): Automaton {
  const known = automata.get(language);
  if (known !== undefined) return known;
  const places: Place[] = [];
  const starts: number[] = [];
  for (const pattern of language) {
    const start = places.length;
    starts.push(start);
    for (let at = 0; at <= pattern.length; at += 1) {
      const sign = pattern[at];
      const closure = [start + at];
      while (pattern[at + closure.length - 1]?.run === true) closure.push(start + at + closure.length);
      places.push({
        set: sign && setOf(sign.set),
        isRun: sign?.run === true,
        takesAll: sign?.run === true && sign.set === ANY && at === pattern.length - 1,
        closure,
        isEnd: at + closure.length - 1 === pattern.length,
      });
    }
  }
  const made = { places, starts };
  automata.set(language, made);
  return made;
}

const names = new WeakMap<Pattern, string>();

/** A name that two patterns share only if they are the same. */
export function patternName(pattern: Pattern): string {
  const known = names.get(pattern);
  if (known !== undefined) return known;
  const made = pattern
    .map(({ set, run }) => `${run ? "*" : ""}${set.inverted ? "^" : ""}${set.codes.join()}`)
    .join(";");
  names.set(pattern, made);
  return made;
}

function setOf(characters: Characters): CharacterSet {
  const known = sets.get(characters);
  if (known !== undefined) return known;
  const { codes, inverted } = characters;
  const ascii = Array.from({ length: ASCII }, (_, code) => codes.includes(code) !== inverted);
  count += 1;
  const made: CharacterSet = {
    id: count,
    has: (code) => ascii[code] ?? codes.includes(code) !== inverted,
    few: codes.length <= FEW ? codes : undefined,
    codes,
  };
  sets.set(characters, made);
  return made;
}

/** Whether the language holds the text. */
export function holdsText(language: Language, text: string): boolean {
  const { places, starts } = automatonOf(language);
  let reached: ReadonlySet<number> = closed(places, starts);
  for (let at = 0; at < text.length && reached.size > 0; at += 1) {
    const code = text.charCodeAt(at);
    reached = closed(
      places,
      [...reached].flatMap((place) => after(places, place, code)),
    );
  }
  return [...reached].some((place) => places[place]?.set === undefined);
}

const closed = (places: readonly Place[], reached: readonly number[]): ReadonlySet<number> =>
  new Set(reached.flatMap((place) => places[place]?.closure ?? []));

function after(places: readonly Place[], place: number, code: number): readonly number[] {
  const { set, isRun } = places[place] ?? {};
  return set?.has(code) === true ? [isRun === true ? place : place + 1] : [];
}
