// The properties that a resource type takes: a small description, the TypeScript type it stands for, its reader.

/** `{ "bucket?": "string", rules: [{ … }] }`: a name with a question mark is optional, a list has one shape. */
export type Shape = "string" | "boolean" | readonly [Shape] | { readonly [property: string]: Shape };

/** The TypeScript type of the values that a shape describes. */
export type ValueOf<S> = S extends "string"
  ? string
  : S extends "boolean"
    ? boolean
    : S extends readonly [infer Element]
      ? ValueOf<Element>[]
      : { -readonly [P in keyof S as P extends `${string}?` ? never : P]: ValueOf<S[P]> } & {
          -readonly [P in keyof S as P extends `${infer Name}?` ? Name : never]?: ValueOf<S[P]> | undefined;
        };

/** Says which property is not as the shape describes it; never holds the property's value, which may be secret. */
export class ShapeError extends Error {
  override readonly name = "ShapeError";
}

/**
 * Reads values that came from a program.
 *
 * @throws ShapeError for a property that is unknown, missing or of another type
 */
export function readShape<const S extends Shape>(shape: S, value: unknown, path = ""): ValueOf<S> {
  return read(shape, value, path) as ValueOf<S>;
}

function read(shape: Shape, value: unknown, path: string): unknown {
  if (typeof shape === "string") {
    if (typeof value !== shape) throw new ShapeError(`the property "${path}" must be a ${shape}`);
    return value;
  }
  if (isList(shape)) {
    if (!Array.isArray(value)) throw new ShapeError(`the property "${path}" must be a list`);
    return value.map((element, index) => read(shape[0], element, `${path}[${index}]`));
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new ShapeError(`the property "${path}" must be an object`);
  }
  return readObject(shape, value, path);
}

function readObject(shape: { readonly [property: string]: Shape }, value: object, path: string): unknown {
  const given = new Map(Object.entries(value).filter(([, inner]) => inner !== undefined && inner !== null));
  const result: Record<string, unknown> = {};
  for (const [property, inner] of Object.entries(shape)) {
    const name = property.replace(/\?$/, "");
    const innerPath = path === "" ? name : `${path}.${name}`;
    if (given.has(name)) result[name] = read(inner, given.get(name), innerPath);
    else if (name === property) throw new ShapeError(`the property "${innerPath}" is missing`);
    given.delete(name);
  }
  for (const name of given.keys()) {
    const unknown = path === "" ? name : `${path}.${name}`;
    throw new ShapeError(`the property "${unknown}" is not one that this deployment can set`);
  }
  return result;
}

const isList = (shape: Shape): shape is readonly [Shape] => Array.isArray(shape);
