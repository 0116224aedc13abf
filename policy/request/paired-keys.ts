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

/** Whether the value of a key contradicts what else the request tells. */
type Contradicts = (asker: Asker, value: Value) => boolean;

// The second key of each pair.
const PAIRED = new Map<string, Contradicts>([
  ["aws:resourceaccount", ({ resourceAccount }, value) => only(value) !== resourceAccount],
  ["s3:resourceaccount", ({ resourceAccount }, value) => only(value) !== resourceAccount],
  ["aws:epochtime", (asker, value) => differ(epochTime(asker.told("aws:currenttime")), epochTime(value))],
  ["s3:tlsversion", (asker) => isFalse(asker.told("aws:securetransport"))],
]);

const isFalse = (value: Value | undefined): boolean =>
  value !== undefined && value !== "true" && only(value)?.toLowerCase() === "false";

const differ = (one: string | undefined, other: string | undefined): boolean =>
  one !== undefined && one !== other;

/** How a key, by its name in lower case, can contradict another part of the request; undefined where it cannot. */
export const pairOf = (key: string): Contradicts | undefined => PAIRED.get(key);
