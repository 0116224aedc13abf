// Condition keys that tell the same fact: the time, the account of the resource, and whether TLS was used.
import { parseInstant } from "../conditions/dates.ts";
import type { Asker, Value } from "./presence-test.ts";

const only = (value: Value | undefined): string | undefined =>
  typeof value === "string" || value?.length !== 1 ? value?.toString() : value[0];

/** The owner that a context tells, where the resource's ARN does not. */
export const toldOwner = (asker: Pick<Asker, "told">): string | undefined =>
  only(asker.told("aws:resourceaccount") ?? asker.told("s3:resourceaccount"));

// The last instant that a date of JavaScript can be.
const LAST = 8_640_000_000_000_000;

/** aws:CurrentTime by aws:EpochTime; a text that is no time stays as it is. */
export function isoTime(value: Value | undefined): string | undefined {
  const text = only(value);
  const instant = text === undefined ? undefined : parseInstant(text);
  return instant === undefined || Math.abs(instant) > LAST ? text : new Date(instant).toISOString();
}

/** aws:EpochTime by aws:CurrentTime; a text that is no time stays as it is. */
export function epochTime(value: Value | undefined): string | undefined {
  const text = only(value);
  const instant = text === undefined ? undefined : parseInstant(text);
  return instant === undefined ? text : String(Math.floor(instant / 1000));
}

// The second key of each pair, and whether it contradicts what else the request tells.
const PAIRED = new Map<string, (asker: Asker, value: Value) => boolean>([
  ["aws:resourceaccount", ({ resourceAccount }, value) => only(value) !== resourceAccount],
  ["s3:resourceaccount", ({ resourceAccount }, value) => only(value) !== resourceAccount],
  ["aws:epochtime", (asker, value) => differ(epochTime(asker.told("aws:currenttime")), epochTime(value))],
  ["s3:tlsversion", (asker) => only(asker.told("aws:securetransport"))?.toLowerCase() === "false"],
]);

const differ = (one: string | undefined, other: string | undefined): boolean =>
  one !== undefined && one !== other;

/** Whether a key, by its name in lower case, can contradict another part of the request. */
export const isPaired = (key: string): boolean => PAIRED.has(key);

/** A key of the context that contradicts another part of the request, in lower case; undefined where none does. */
export function contradiction(asker: Asker): string | undefined {
  for (const [key, contradicts] of PAIRED) {
    const value = asker.told(key);
    if (value !== undefined && contradicts(asker, value)) return key;
  }
  return undefined;
}
