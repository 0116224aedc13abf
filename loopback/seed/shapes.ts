// The shapes of a seed file's values. The sentence for a wrong value names its place.
import { isRecord } from "../../policy/is-record.ts";
import { ConfigurationError } from "../configuration-error.ts";

/** Gives a value its type. @throws ConfigurationError that names the path. */
export type Shape<Type> = (value: unknown, path: string) => Type;

type Shapes = Readonly<Record<string, Shape<unknown>>>;
type TypeOf<One> = One extends Shape<infer Type> ? Type : never;
type Members<Required extends Shapes, Optional extends Shapes> = {
  readonly [Name in keyof Required]: TypeOf<Required[Name]>;
} & { readonly [Name in keyof Optional]?: TypeOf<Optional[Name]> };

const wrong = (path: string, expected: string): ConfigurationError =>
  new ConfigurationError(`The seed's ${path || "content"} must be ${expected}.`);

export const text: Shape<string> = (value, path) => {
  if (typeof value === "string") return value;
  throw wrong(path, "text (put numbers and dates in quotes)");
};

export const wholeNumber: Shape<number> = (value, path) => {
  if (Number.isSafeInteger(value)) return value as number;
  throw wrong(path, "a whole number");
};

export const oneOf =
  <Choice extends string>(...choices: readonly Choice[]): Shape<Choice> =>
  (value, path) => {
    const found = choices.find((choice) => choice === value);
    if (found !== undefined) return found;
    throw wrong(path, choices.join(" or "));
  };

/** A policy document: its JSON text, or the document itself. */
export const document: Shape<string> = (value, path) => {
  if (typeof value === "string") return value;
  if (isRecord(value)) return JSON.stringify(value);
  throw wrong(path, "a policy document, or its JSON text");
};

export const list =
  <Type>(item: Shape<Type>): Shape<readonly Type[]> =>
  (value, path) => {
    if (Array.isArray(value)) return value.map((one, index) => item(one, `${path}[${index}]`));
    throw wrong(path, "a list");
  };

/** Any names, each with a value of the same shape. */
export const map =
  <Type>(item: Shape<Type>): Shape<Readonly<Record<string, Type>>> =>
  (value, path) => {
    if (!isRecord(value)) throw wrong(path, "a map");
    return Object.fromEntries(
      Object.entries(value).map(([name, one]) => [name, item(one, `${path}.${name}`)]),
    );
  };

/** These names and no others. */
export const members =
  <Required extends Shapes, Optional extends Shapes>(
    required: Required,
    optional: Optional,
  ): Shape<Members<Required, Optional>> =>
  (value, path) => {
    if (!isRecord(value))
      throw wrong(path, `a map with ${[...Object.keys(required), ...Object.keys(optional)].join(", ")}`);
    const known: Shapes = { ...required, ...optional };
    const at = (name: string) => (path === "" ? name : `${path}.${name}`);
    for (const name of Object.keys(value)) {
      if (Object.hasOwn(known, name)) continue;
      throw new ConfigurationError(
        `The seed's ${at(name)} is unknown: expected ${Object.keys(known).join(", ")}.`,
      );
    }
    const missing = Object.keys(required).find((name) => !Object.hasOwn(value, name));
    if (missing !== undefined) throw new ConfigurationError(`The seed's ${at(missing)} is missing.`);
    const read = Object.entries(value).map(([name, one]) => [name, known[name]?.(one, at(name))]);
    return Object.fromEntries(read) as Members<Required, Optional>;
  };

/** A value that both the shape and `rule` accept. */
export const restricted =
  <Type>(shape: Shape<Type>, rule: (value: Type) => boolean, expected: string): Shape<Type> =>
  (value, path) => {
    const read = shape(value, path);
    if (rule(read)) return read;
    throw wrong(path, expected);
  };
