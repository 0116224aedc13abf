// The two sides of a question: how each reads its policies, and what it knows of a request's keys.

import type { KeyState } from "./atom.ts";
import { ACTION, RESOURCE } from "./atom-table.ts";
import { callerKeys, isOfCaller } from "./caller-keys.ts";
import type { Narrowing } from "./narrowing.ts";
import { callersOf, isSameCaller, type Question } from "./question.ts";
import type { Side } from "./side.ts";
import type { Model } from "./solve.ts";

/** Names of keys that the sides have each for itself end so; no name in a policy does, for all are in lower case. */
const OF_A = " OF A";
const OF_B = " OF B";

/** The state of a model's keys as one side sees them, without action and resource. */
export function contextOf(model: Model, side: "a" | "b"): ReadonlyMap<string, KeyState> {
  const [own, foreign] = side === "a" ? [OF_A, OF_B] : [OF_B, OF_A];
  return new Map(
    [...model].flatMap(([key, state]) => {
      if (key === ACTION || key === RESOURCE || key.endsWith(foreign)) return [];
      return [[key.endsWith(own) ? key.slice(0, -own.length) : key, state]];
    }),
  );
}

export interface Sides {
  readonly a: Sided;
  readonly b: Sided;
}

export interface Sided {
  readonly side: Side;
  readonly stateOf: (key: string) => { readonly state: KeyState } | undefined;
  readonly isPresent: (key: string) => boolean;
}

/** Both sides of a question. */
export const sidesOf = (question: Question, narrowing: Narrowing): Sides => ({
  a: sideOf("a", question, narrowing),
  b: sideOf("b", question, narrowing),
});

/** The side that has a key for itself, and the key's name there; A's where both share it. */
export const ownerOf = (key: string, sides: Sides): { readonly side: Sided; readonly name: string } => ({
  side: key.endsWith(OF_B) ? sides.b : sides.a,
  name: key.replace(/ OF [AB]$/, ""),
});

function sideOf(which: "a" | "b", question: Question, { others, chosen, generous }: Narrowing): Sided {
  const keys = callerKeys(callersOf(question)[which], others);
  const stateOf = (key: string): { readonly state: KeyState } | undefined =>
    keys.fixed(key) ?? (chosen?.has(key) ? { state: chosen.get(key) } : undefined);
  const suffix = which === "a" ? OF_A : OF_B;
  const same = isSameCaller(question);
  return {
    side: {
      name: same ? "" : which,
      nameOf: (key) => (!same && isOfCaller(key) ? `${key}${suffix}` : key),
      bindings: stateOf,
      others,
      generous,
    },
    stateOf,
    isPresent: (key) => keys.isPresent(key),
  };
}
