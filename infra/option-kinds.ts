// The kinds of options: how each is read from the text that Pulumi hands over, and the words for what it must be.
import { isRecord } from "../policy/is-record.ts";

/** One option: its default, how its text is read, and the words after "it must be". */
export interface Option<Value> {
  readonly byDefault: Value;
  readonly mustBe: string;
  /** @throws WrongValue */
  read(text: string): Value;
}

/** The text is not what the option takes; `detail`, where there is one, says more than the option's `mustBe`. */
export class WrongValue extends Error {
  readonly detail: string | undefined;
  constructor(detail?: string) {
    super("a wrong value");
    this.detail = detail;
  }
}

/** A text that matches a pattern; left out, it is `byDefault`. */
export const text = <const D extends string | undefined>(
  form: RegExp,
  mustBe: string,
  byDefault: D,
): Option<string | D> => ({ byDefault, mustBe, read: (value) => matching(form, value) });

/** One of some words. */
export const word = <const W extends string, const D extends W | undefined>(
  words: readonly W[],
  byDefault: D,
): Option<W | D> => ({
  byDefault,
  mustBe: words.join(" or "),
  read(value) {
    const found = words.find((one) => one === value);
    if (found === undefined) throw new WrongValue();
    return found;
  },
});

/** `true` or `false`. */
export const flag = (byDefault: boolean): Option<boolean> => ({
  byDefault,
  mustBe: "true or false",
  read(value) {
    if (value !== "true" && value !== "false") throw new WrongValue();
    return value === "true";
  },
});

/** A whole number between two others. */
export const wholeNumber = <const D extends number | undefined>(
  from: number,
  to: number,
  byDefault: D,
): Option<number | D> => ({
  byDefault,
  mustBe: `a whole number from ${from} to ${to}`,
  read(value) {
    const number = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN;
    if (!(number >= from && number <= to)) throw new WrongValue();
    return number;
  },
});

/** A list, in YAML, of the values that `element` reads; at most `most`, each only once. */
export const listOf = <Element>(
  element: (value: unknown) => Element,
  most: number,
  mustBe: string,
  byDefault: readonly Element[] = [],
): Option<readonly Element[]> => ({
  byDefault,
  mustBe,
  read(value) {
    const list = parsed(value);
    if (!Array.isArray(list) || list.length === 0 || list.length > most) throw new WrongValue();
    if (new Set(list.map((one) => JSON.stringify(one))).size < list.length) throw new WrongValue();
    return list.map(element);
  },
});

/** A mapping, in YAML, of names to texts; `allows` judges each pair. */
export const mapping = (
  allows: (name: string, value: string) => boolean,
  most: number,
  mustBe: string,
): Option<Readonly<Record<string, string>>> => ({
  byDefault: {},
  mustBe,
  read(value) {
    const pairs = Object.entries(requireObject(parsed(value)));
    const texts = pairs.map(([name, one]): [string, string] => {
      if (typeof one !== "string" || !allows(name, one)) throw new WrongValue();
      return [name, one];
    });
    if (texts.length > most) throw new WrongValue();
    return Object.fromEntries(texts);
  },
});

/** A text that matches a pattern, within a list. */
export const matching = (form: RegExp, value: unknown): string => {
  if (typeof value !== "string" || !form.test(value)) throw new WrongValue();
  return value;
};

/** @throws WrongValue for a value that is no object */
export function requireObject(value: unknown): Readonly<Record<string, unknown>> {
  if (!isRecord(value)) throw new WrongValue();
  return value;
}

// Pulumi passes a list or a mapping in YAML as JSON.
function parsed(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    throw new WrongValue();
  }
}
