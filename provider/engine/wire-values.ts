// Property values as Pulumi's engine sends them: secrets, unknown values and assets are objects and texts with a mark.
// https://github.com/pulumi/pulumi/blob/master/developer-docs/providers/implementers-guide.md#property-values

import { isRecord } from "../../policy/is-record.ts";
import type { Properties } from "../properties/properties.ts";
import { isUnknown, unknown } from "../properties/unknown.ts";

const mark = "4dabf18193072939515e22adb298388d";
const secretMark = "1b47061264138c4ac30d75fd1eb44270";

/** The text for an unknown value; the engine has one for each type, and accepts this one for all. */
const unknownTexts: readonly unknown[] = [
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
];

/** Gives values without the marks of secrets, and `unknown` for unknown values. */
export function reveal(wire: unknown): unknown {
  if (unknownTexts.includes(wire)) return unknown;
  if (Array.isArray(wire)) return wire.map(reveal);
  if (!isRecord(wire)) return wire;
  if (isSecret(wire)) return reveal(wire.value);
  return Object.fromEntries(Object.entries(wire).map(([name, value]) => [name, reveal(value)]));
}

/** As `reveal`, without the members that only the engine and this provider use. */
export function revealProperties(wire: Properties): Properties {
  return Object.fromEntries(
    Object.entries(wire)
      .filter(([name, value]) => !name.startsWith("__") && value !== null)
      .map(([name, value]) => [name, reveal(value)]),
  );
}

/** Gives properties as the engine reads them, those of these names as secrets. */
export function conceal(properties: Properties, secret: ReadonlySet<string>): Record<string, unknown> {
  const concealed: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined) continue;
    concealed[name] = secret.has(name) ? { [mark]: secretMark, value: toWire(value) } : toWire(value);
  }
  return concealed;
}

function toWire(value: unknown): unknown {
  if (isUnknown(value)) return unknownTexts[0];
  if (Array.isArray(value)) return value.map(toWire);
  if (!isRecord(value)) return value;
  const known = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return Object.fromEntries(known.map(([name, inner]) => [name, toWire(inner)]));
}

/** The names of the properties that hold a secret somewhere. */
export const secretNames = (wire: Properties): Set<string> =>
  new Set(Object.keys(wire).filter((name) => secretsIn(wire[name]).length > 0));

/** Every secret value within a value. */
export function secretsIn(wire: unknown): unknown[] {
  if (typeof wire !== "object" || wire === null) return [];
  if (isSecret(wire)) return [reveal(wire.value)];
  return Object.values(wire).flatMap(secretsIn);
}

const isSecret = (wire: object): wire is { value: unknown } => Reflect.get(wire, mark) === secretMark;
