// An SDK client's schemas as a table that JSON can hold, and back: each under its name, with references by name.
// Reading it takes a fraction of the time of loading the client. The loopback needs only the client's schemas.
import type { StaticOperationSchema } from "@smithy/types";

/** See StaticSchema in @smithy/types: kind, namespace, name, traits, and what the kind has. */
type Schema = [kind: number, namespace: string, name: string, traits: unknown, ...rest: unknown[]];

export interface SchemaTable {
  readonly namespace: string;
  /** Without namespace and name. A string refers to the schema of that name; `unit` means no schema. */
  readonly schemas: Readonly<Record<string, readonly unknown[]>>;
}

const operationKind = 9;

/** A client exports its schemas among much else. */
const isOperation = (exported: unknown): exported is Schema =>
  Array.isArray(exported) && exported[0] === operationKind;

const isSchema = (ref: unknown): ref is Schema => Array.isArray(ref) && typeof ref[1] === "string";

/** What a kind has, with each reference in it changed; structures have their members' names before the references. */
function changed(rest: readonly unknown[], change: (ref: unknown) => unknown): unknown[] {
  const [names, refs, ...required] = rest;
  if (Array.isArray(names) && Array.isArray(refs)) return [names, refs.map(change), ...required];
  return rest.map(change);
}

/** The operations that a client exports, or `readSchemas` gives, and every schema that they refer to. */
export function writeSchemas(exported: Iterable<unknown>): SchemaTable {
  const schemas: Record<string, unknown[]> = {};
  const nameOf = ([kind, , name, traits, ...rest]: Schema): string => {
    if (schemas[name] !== undefined) return name;
    const written: unknown[] = [kind, traits];
    schemas[name] = written;
    written.push(...changed(rest, reference));
    return name;
  };
  const reference = (ref: unknown): unknown => {
    if (typeof ref === "function") return reference(ref());
    if (isSchema(ref)) return nameOf(ref);
    return Array.isArray(ref) ? [reference(ref[0]), ref[1]] : ref;
  };
  const operations = [...exported].filter(isOperation);
  operations.forEach(nameOf);
  return { namespace: operations[0]?.[1] ?? "", schemas };
}

/** The schemas of a table's operations, by name. */
export function readSchemas({ namespace, schemas }: SchemaTable): ReadonlyMap<string, StaticOperationSchema> {
  const read = new Map<string, Schema>();
  const schemaOf = (name: string): Schema => {
    const known = read.get(name);
    if (known !== undefined) return known;
    const [kind, traits, ...rest] = schemas[name] ?? [];
    // Structures may contain themselves, so their members are looked up only when needed.
    const lookUp = (ref: unknown): unknown => {
      if (typeof ref === "string" && ref !== "unit") return () => schemaOf(ref);
      return Array.isArray(ref) ? [lookUp(ref[0]), ref[1]] : ref;
    };
    const schema: Schema = [Number(kind), namespace, name, traits, ...changed(rest, lookUp)];
    read.set(name, schema);
    return schema;
  };
  const operations = Object.keys(schemas).filter((name) => schemas[name]?.[0] === operationKind);
  return new Map(operations.map((name) => [name, schemaOf(name) as unknown as StaticOperationSchema]));
}
