// Sets of texts, as unions of patterns: what the values of a policy match, for questions about all texts at once.

import { splitArn } from "../../patterns/arn-pattern.ts";
import { compileGlob, matchGlob } from "../../patterns/glob.ts";
import { isStar, type Template } from "../../patterns/template.ts";

/** A set of UTF-16 code units: those listed, or all but those listed. */
export interface Characters {
  readonly codes: readonly number[];
  readonly inverted: boolean;
}

/** One character of the set, or any run of them. */
export interface Sign {
  readonly set: Characters;
  readonly run: boolean;
}

export type Pattern = readonly Sign[];

/** The texts that one of the patterns matches. */
export type Language = readonly Pattern[];

export const ANY: Characters = { codes: [], inverted: true };
const NOT_COLON: Characters = { codes: [58], inverted: true };

const codesOf = (text: string): number[] => Array.from(text, (_, at) => text.charCodeAt(at));
const listed = (characters: string): Characters => ({ codes: codesOf(characters), inverted: false });
const one = (set: Characters): Sign => ({ set, run: false });
const run = (set: Characters): Sign => ({ set, run: true });

const SINGLE = new Map<number, Sign>();
function character(code: number): Sign {
  const known = SINGLE.get(code);
  if (known !== undefined) return known;
  const made = one({ codes: [code], inverted: false });
  SINGLE.set(code, made);
  return made;
}

const spell = (text: string): Sign[] => codesOf(text).map(character);

export const EVERYTHING: Language = [[run(ANY)]];
export const NOTHING: Language = [];
export const NOT_EMPTY: Language = [[one(ANY), run(ANY)]];

const NOT_LARGE: Characters = { codes: codesOf("ABCDEFGHIJKLMNOPQRSTUVWXYZ"), inverted: true };
const NOT_LARGE_OR_COLON: Characters = { codes: [...NOT_LARGE.codes, 58], inverted: true };
const PREFIX = listed("abcdefghijklmnopqrstuvwxyz0123456789-._");
const NAME = listed("abcdefghijklmnopqrstuvwxyz0123456789-_");

/** Every action that a request can ask for, in lower case: those of AWS's form first. */
export const ACTIONS: Language = [
  [one(PREFIX), run(PREFIX), character(58), one(NAME), run(NAME)],
  [one(NOT_LARGE_OR_COLON), run(NOT_LARGE_OR_COLON), character(58), run(NOT_LARGE)],
];

const ANY_ARN: Pattern = [
  ...spell("arn:"),
  ...Array.from({ length: 4 }, () => [run(NOT_COLON), character(58)]).flat(),
  run(ANY),
];

/** What a request can be about: an ARN, or `*`. */
export const RESOURCES: Language = [ANY_ARN, spell("*")];

export const literal = (text: string): Language => [spell(text)];

// The only other characters whose lower case is an ASCII letter: the sign for Kelvin.
const KELVIN = 0x212a;

/** The texts that are equal to an ASCII text without regard to case; undefined for other texts. */
export function literalInAnyCase(text: string): Language | undefined {
  if (/[^\0-\x7f]/.test(text)) return undefined;
  return [
    codesOf(text.toLowerCase()).map((code) => {
      const upper = String.fromCharCode(code).toUpperCase().charCodeAt(0);
      if (upper === code) return character(code);
      return one({ codes: [code, upper, ...(code === 107 ? [KELVIN] : [])], inverted: false });
    }),
  ];
}

// A variable may be any text: the result then holds more texts than any value of it gives.
function signs(template: Template, any: Characters): Sign[] {
  return template.flatMap((piece): Sign[] => {
    if (piece.kind === "variable") return [run(any)];
    if (piece.kind === "literal") return spell(piece.text);
    return codesOf(piece.text).map((code) => {
      if (code === 42) return run(any);
      return code === 63 ? one(any) : character(code);
    });
  });
}

/** `*` and `?` as they are in a text without parts. */
export const glob = (template: Template): Language => [signs(template, ANY)];

const STAR: Template = [{ kind: "text", text: "*" }];

/** A pattern as arnTest of policy/patterns/arn-pattern.ts compares it: part by part. */
export function arn(template: Template): Language {
  const written = splitArn(template);
  const parts = [...written, ...Array<Template>(6 - written.length).fill(STAR)];
  const heads = parts.slice(1, 5).map((part) => signs(part, NOT_COLON));
  // A colon in a value that was filled in is in no part.
  if (heads.flat().some(({ set }) => set.codes[0] === 58 && !set.inverted)) return NOTHING;
  const scheme = parts[0] ?? [];
  if (!scheme.some(({ kind }) => kind === "variable") && !matchGlob(compileGlob(scheme), "arn"))
    return NOTHING;
  return [
    [...spell("arn:"), ...heads.flatMap((head) => [...head, character(58)]), ...signs(parts[5] ?? [], ANY)],
  ];
}

const starred = (part: Template): string =>
  part.map((piece) => (piece.kind === "text" ? piece.text : "-")).join("");

/** A Resource as policy/compiled/compile-resources.ts compares it, for a side on which doubt counts as a match or not. */
export function resource(template: Template, generous: boolean): Language {
  if (isStar(template)) return EVERYTHING;
  const heads = splitArn(template).slice(0, -1).map(starred);
  const within = heads.some((text) => text.slice(0, -1).includes("*"));
  const beyond = heads.some((text) => text.endsWith("*")) && (!within || generous);
  return beyond ? [...arn(template), ...glob(template)] : arn(template);
}

const DIGIT = listed("0123456789");

/** The ids of accounts. */
export const ACCOUNTS: Language = [Array.from({ length: 12 }, () => one(DIGIT))];

/** ARNs that begin as written: `#` is a digit, `*` any text of one part, `+` one that is not empty. */
export const arnsLike = (beginning: string): Language => [
  [
    ...Array.from(beginning).flatMap((letter) => {
      if (letter === "#") return [one(DIGIT)];
      if (letter === "+") return [one(NOT_COLON), run(NOT_COLON)];
      return letter === "*" ? [run(NOT_COLON)] : spell(letter);
    }),
    run(ANY),
  ],
];

/** The ARNs of a resource type as the catalogue writes it: `arn:${Partition}:s3:::${BucketName}/${ObjectName}`. */
export function arnShape(arn: string): Language {
  if (arn === "*") return literal(arn);
  const parts = arn.split(":");
  const heads = parts.slice(0, 5).flatMap((part) => [...shapeOf(part, NOT_COLON), character(58)]);
  const last = parts.slice(5).join(":");
  const mayEnd = MAY_END_EMPTY.test(arn) && /[:/]\$\{[^}]*\}$/.test(last);
  return [[...heads, ...shapeOf(mayEnd ? last.replace(/\$\{[^}]*\}$/, "*") : last, ANY)]];
}

// What a last variable stands for may be empty, as the root path of an API, but for the services whose ARNs are well known.
const MAY_END_EMPTY = /^arn:[^:]*:(?!(?:s3|sts|iam|kms|\$\{Vendor\}):)/;

const NOT_SLASH: Characters = { codes: [47, 58], inverted: true };

const shapeOf = (part: string, any: Characters): Sign[] =>
  part.split(/(\$\{[^}]*\})/).flatMap((piece) => {
    const set = piece === "${BucketName}" ? NOT_SLASH : any;
    // The ARNs of what has many regions, as some access points, name none; those of what AWS owns no account.
    if (piece === "${Region}" || piece === "${Account}") return [run(set)];
    if (piece.startsWith("${")) return [one(set), run(set)];
    return Array.from(piece).flatMap((letter) => (letter === "*" ? [run(any)] : spell(letter)));
  });
