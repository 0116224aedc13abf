// Where the properties of a resource differ from those that the program wants.

import { sameDocument } from "../../policy/language/same-document.ts";
import type { Clients } from "../aws/clients.ts";
import { allTags } from "../properties/all-tags.ts";
import type { Properties } from "../properties/properties.ts";
import { type Asset, isList, type ObjectShape, propertyName, type Shape } from "../properties/shape.ts";
import { isUnknown } from "../properties/unknown.ts";
import type { ResourceType } from "./resource-type.ts";

/** One property that differs. */
export interface Difference {
  /** As Pulumi writes it: `rules[0].days`, `tags["a.b"]`. */
  readonly path: string;
  readonly kind: "add" | "update" | "delete";
  /** Whether only a new resource can have it. */
  readonly replaces: boolean;
}

type Found = Omit<Difference, "replaces">;

/**
 * Gives the differences between a state and the inputs, defaults included. No differences are: a value that AWS
 * decides because the program leaves it out, another spelling of the same policy document, another order of a set.
 */
export function differences(
  type: ResourceType,
  clients: Pick<Clients, "defaultTags">,
  state: Properties,
  inputs: Properties,
): Difference[] {
  const found: Difference[] = [];
  for (const [property, shape] of Object.entries(type.properties)) {
    const name = propertyName(property);
    const wanted = inputs[name] ?? type.defaults?.[name];
    if (wanted === undefined && type.kept?.includes(name)) continue;
    const replaces = type.replaces.includes(name);
    for (const one of compare(shape, state[name], wanted, name)) found.push({ ...one, replaces });
  }
  if (!type.tagged || found.some(({ path }) => /^tags\b/.test(path))) return found;
  const others = compare("map", state.tagsAll, allTags(clients.defaultTags, inputs.tags), "tagsAll");
  return [...found, ...others.map((one) => ({ ...one, replaces: false }))];
}

/** Whether two values mean the same. */
export const alike = (shape: Shape, before: unknown, after: unknown): boolean =>
  compare(shape, before, after, "").length === 0;

function compare(shape: Shape, before: unknown, after: unknown, path: string): Found[] {
  if (isUnknown(after)) return [{ path, kind: isEmpty(shape, before) ? "add" : "update" }];
  if (isEmpty(shape, before) && isEmpty(shape, after)) return [];
  if (shape === "map") return compareMaps(before as object, after as object, path);
  if (isEmpty(shape, before)) return [{ path, kind: "add" }];
  if (isEmpty(shape, after)) return [{ path, kind: "delete" }];
  if (typeof shape === "string") return same(shape, before, after) ? [] : [{ path, kind: "update" }];
  if (isList(shape)) return compareLists(shape[0], before as unknown[], after as unknown[], path);
  return compareMembers(shape, before as object, after as object, path);
}

/** In a map, an empty text differs from a missing one. */
function compareMaps(before: object | undefined, after: object | undefined, path: string): Found[] {
  const [old, wanted] = [new Map(Object.entries(before ?? {})), new Map(Object.entries(after ?? {}))];
  return [...new Set([...old.keys(), ...wanted.keys()])].flatMap((name) => {
    if (old.get(name) === wanted.get(name)) return [];
    const kind = old.has(name) ? (wanted.has(name) ? "update" : "delete") : "add";
    return [{ path: member(path, name), kind }];
  });
}

function compareMembers(shape: ObjectShape, before: object, after: object, path: string): Found[] {
  const [old, wanted] = [new Map(Object.entries(before)), new Map(Object.entries(after))];
  return Object.entries(shape).flatMap(([property, inner]) => {
    const name = propertyName(property);
    return compare(inner, old.get(name), wanted.get(name), member(path, name));
  });
}

const member = (path: string, name: string) =>
  /^[A-Za-z_]\w*$/.test(name) ? `${path}.${name}` : `${path}[${JSON.stringify(name)}]`;

function compareLists(
  shape: Shape,
  before: readonly unknown[],
  after: readonly unknown[],
  path: string,
): Found[] {
  return Array.from({ length: Math.max(before.length, after.length) }, (_, index) =>
    compare(shape, before[index], after[index], `${path}[${index}]`),
  ).flat();
}

/** AWS's provider treats a missing value and an empty one as the same. */
function isEmpty(shape: Shape, value: unknown): boolean {
  if (value === undefined || value === null || value === "" || value === false) return true;
  if (typeof value !== "object") return false;
  if (typeof shape === "string" || isList(shape)) return Object.keys(value).length === 0;
  const members = new Map(Object.entries(value));
  return Object.entries(shape).every(([name, inner]) => isEmpty(inner, members.get(propertyName(name))));
}

function same(shape: Exclude<Shape, object>, before: unknown, after: unknown): boolean {
  if (before === after) return true;
  if (shape === "json") return sameDocument(textOf(before), textOf(after));
  if (shape === "strings") return inOrder(before as string[]) === inOrder(after as string[]);
  return shape === "asset" && hashOf(before as Asset) === hashOf(after as Asset);
}

/** A policy document may be given as an object. */
const textOf = (document: unknown): string =>
  typeof document === "string" ? document : JSON.stringify(document);

const inOrder = (values: readonly unknown[]): string => JSON.stringify(values.toSorted());

const hashOf = (asset: Asset): unknown => asset.hash ?? inOrder(Object.entries(asset));
