// The condition keys that AWS always sends, as policy/request/key-presence.ts lists them: as formulas, and for one request.

import type { AuthorizationRequest } from "../authorization-request.ts";
import { Asked } from "../request/asked.ts";
import { isUntold } from "../request/derived-keys.ts";
import { EvaluationError } from "../request/evaluation-error.ts";
import { PRESENCE, type Presence } from "../request/key-presence.ts";
import { KEY_TYPES } from "../request/key-types.ts";
import type { AtomTable } from "./atom-table.ts";
import type { Caller } from "./caller-keys.ts";
import type { Key } from "./find-state.ts";
import { any, FALSE, type Formula, not, TRUE } from "./formula.ts";
import { languageMatch } from "./match.ts";
import { callersOf, type Question } from "./question.ts";
import { literalInAnyCase, NOTHING } from "./texts/language.ts";

// AWS's page says that it is always there, but a client may leave the header out.
const BY_CLIENT = "aws:useragent";
const TLS = "aws:securetransport";

const words = (text = ""): readonly string[] => text.toLowerCase().match(/\S+/g) ?? [];

// By name in lower case.
const ROWS: ReadonlyMap<string, Presence> = new Map(
  PRESENCE.flatMap(({ keys, when }) => words(keys).map((key): [string, Presence] => [key, when])),
);

const presenceOf = (name: string): Presence | undefined =>
  name === BY_CLIENT ? undefined : ROWS.get(name.replace(/ OF [AB]$/, ""));

/** Which requests have the keys of a question, and those that tell why one of these is not there. */
export function sent(table: AtomTable, keys: readonly Key[], question: Question): readonly Formula[] {
  const names = new Set(keys.map(({ key }) => key));
  const isOverTls = (name: string): boolean => {
    const when = presenceOf(name);
    return when?.on === "actions" && when.overTls === true;
  };
  if ([...names].some(isOverTls)) names.add(TLS);
  return [...names].map((name) => sentBy(table, name, callersFor(name, question)));
}

function callersFor(name: string, question: Question): readonly Caller[] {
  const { a, b } = callersOf(question);
  if (name.endsWith(" OF A") || a === b) return [a];
  return name.endsWith(" OF B") ? [b] : [a, b];
}

/** Which requests of callers have a key. What follows from the caller is told by caller-keys.ts. */
export function sentBy(table: AtomTable, name: string, callers: readonly Caller[] = []): Formula {
  const when = presenceOf(name);
  const there = table.present(name, KEY_TYPES(name.replace(/ OF [AB]$/, "")));
  switch (when?.on) {
    case "actions": {
      if (when.signed === true && !callers.every(({ principal }) => "arn" in principal)) return TRUE;
      const isPlain = when.overTls === true ? not(overTls(table)) : FALSE;
      return any([there, not(table.action(words(when.actions))), isPlain]);
    }
    case "every request": {
      const services = words(when.exceptServices).map((service) => `${service}:*`);
      const ways = words(when.unless).map((key) => table.present(key, KEY_TYPES(key)));
      return any([there, table.action(services), ...ways]);
    }
    default:
      return TRUE;
  }
}

/** Whether a key is among those that AWS always sends for an action, both in lower case, apart from the rest of a request. */
export function isAlwaysSent(key: string, action: string): boolean {
  const when = presenceOf(key);
  const service = action.slice(0, action.indexOf(":"));
  if (when?.on === "every request") return !words(when.exceptServices).includes(service);
  return (
    when?.on === "actions" && words(when.actions).some((one) => one === action || one === `${service}:*`)
  );
}

const TRUE_TEXT = { ...languageMatch(literalInAnyCase("true") ?? NOTHING), bounds: ["true"] };

const overTls = (table: AtomTable): Formula => table.own("over TLS", TLS, TRUE_TEXT);

/** The keys, of those named in lower case, that AWS sends with a request whose whole context lacks them. */
export function lacking(request: AuthorizationRequest, names: readonly string[]): readonly string[] {
  const { contextIsWhole, ...open } = request;
  if (contextIsWhole !== true) return [];
  return names.filter((name) => name !== BY_CLIENT && lacks(open, name));
}

// Whether AWS sends a key may turn on another one that is lacking.
function lacks(request: AuthorizationRequest, name: string): boolean {
  try {
    const asked = new Asked(request);
    return asked.told(name) === undefined && isUntold(asked, name);
  } catch (error) {
    if (error instanceof EvaluationError) return false;
    throw error;
  }
}
