// The properties that a resource type takes: a small description, the TypeScript type for it, its reader.
import { isAbsolute } from "node:path";
import { isRecord } from "../../policy/is-record.ts";
import { isUnknown } from "./unknown.ts";

/**
 * What one value is: `json` is a policy document, whose spelling does not matter; `strings` a set, whose order does
 * not; `map` texts by name; `asset` a text or a file.
 */
export type Kind = "string" | "boolean" | "integer" | "json" | "strings" | "map" | "asset";

/** `{ "bucket?": "string", rules: [{ … }] }`: a name with a question mark is optional, a list has one shape. */
export type Shape = Kind | readonly [Shape] | ObjectShape;
export type ObjectShape = { readonly [property: string]: Shape };

/** What an asset holds: its text, or the file where the text is; and the hash of the text. */
export type Asset = Readonly<Record<string, unknown>> &
  ({ readonly text: string } | { readonly path: string });

interface KindTypes {
  string: string;
  boolean: boolean;
  integer: number;
  json: string;
  strings: string[];
  map: Record<string, string>;
  asset: Asset;
}

/** The TypeScript type of the values that a shape describes. */
export type ValueOf<S> = S extends Kind
  ? KindTypes[S]
  : S extends readonly [infer Element]
    ? ValueOf<Element>[]
    : { -readonly [P in keyof S as P extends `${string}?` ? never : P]: ValueOf<S[P]> } & {
        -readonly [P in keyof S as P extends `${infer Name}?` ? Name : never]?: ValueOf<S[P]> | undefined;
      };

/** Names a property that does not fit the shape; never holds the property's value, which may be secret. */
export class ShapeError extends Error {
  override readonly name = "ShapeError";
  readonly property: string;
  constructor(property: string, fault: string) {
    super(`the property "${property}" ${fault}`);
    this.property = property;
  }
}

/**
 * Reads values that came from a program. A value that is unknown, as at a preview, stays unknown.
 *
 * @throws ShapeError for a property that the shape does not know, that is missing or of another type
 */
export function readShape<const S extends Shape>(shape: S, value: unknown, path = ""): ValueOf<S> {
  return read(shape, value, path) as ValueOf<S>;
}

const kinds: Readonly<Record<Kind, { readonly is: (value: unknown) => boolean; readonly called: string }>> = {
  string: { is: (value) => typeof value === "string", called: "a string" },
  boolean: { is: (value) => typeof value === "boolean", called: "a boolean" },
  integer: { is: Number.isSafeInteger, called: "a whole number" },
  json: { is: (value) => typeof value === "string" || isRecord(value), called: "a policy document" },
  strings: {
    is: (value) => Array.isArray(value) && value.every((one) => typeof one === "string" || isUnknown(one)),
    called: "a list of strings",
  },
  map: {
    is: (value) =>
      isRecord(value) && Object.values(value).every((one) => typeof one === "string" || isUnknown(one)),
    called: "strings by name",
  },
  // The loopback does not know where the program is.
  asset: {
    is: (value) =>
      isRecord(value) &&
      (typeof value.text === "string" || (typeof value.path === "string" && isAbsolute(value.path))),
    called: "a StringAsset, or a FileAsset given by its absolute path",
  },
};

function read(shape: Shape, value: unknown, path: string): unknown {
  if (isUnknown(value)) return value;
  if (typeof shape === "string") {
    const { is, called } = kinds[shape];
    if (!is(value)) throw new ShapeError(path, `must be ${called}`);
    return shape === "json" && typeof value !== "string" ? JSON.stringify(value) : value;
  }
  if (isList(shape)) {
    if (!Array.isArray(value)) throw new ShapeError(path, "must be a list");
    return value.map((element, index) => read(shape[0], element, `${path}[${index}]`));
  }
  if (!isRecord(value)) throw new ShapeError(path, "must be an object");
  return readObject(shape, value, path);
}

function readObject(shape: ObjectShape, value: object, path: string): unknown {
  const given = new Map(Object.entries(value).filter(([, inner]) => inner !== undefined && inner !== null));
  const result: Record<string, unknown> = {};
  for (const [property, inner] of Object.entries(shape)) {
    const name = propertyName(property);
    const innerPath = path === "" ? name : `${path}.${name}`;
    if (given.has(name)) result[name] = read(inner, given.get(name), innerPath);
    else if (name === property) throw new ShapeError(innerPath, "is missing");
    given.delete(name);
  }
  for (const name of given.keys()) {
    throw new ShapeError(path === "" ? name : `${path}.${name}`, "is not one that this deployment can set");
  }
  return result;
}

/** The name without the question mark of an optional property. */
export const propertyName = (property: string): string => property.replace(/\?$/, "");

export const isList = (shape: Shape): shape is readonly [Shape] => Array.isArray(shape);
