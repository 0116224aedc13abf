// A request that shows a difference: made from a model, asked of evaluate on both sides, and cut to what it needs.

import type { AuthorizationRequest, RequestContext } from "../authorization-request.ts";
import type { Policy } from "../compiled/policy.ts";
import { covers } from "../covers.ts";
import { evaluate } from "../evaluate.ts";
import type { KeyState } from "./atom.ts";
import { ACTION, RESOURCE } from "./atom-table.ts";
import { callerKeys } from "./caller-keys.ts";
import { Limit } from "./limit.ts";
import { policiesIn } from "./open-readings.ts";
import { callersOf, isPromised, isSameCaller, type Question } from "./question.ts";
import { lacking } from "./sent.ts";
import { contextOf } from "./sides.ts";
import type { Model } from "./solve.ts";

/** The same request as each side sees it: they differ only where the sides have different callers. */
export interface Witness {
  readonly a: AuthorizationRequest;
  readonly b: AuthorizationRequest;
}

/** Names of actions as AWS spells them, by their names in lower case. */
export type Spelling = (action: string) => string;

/** Throws an internal error where evaluate does not see the difference that the model shows. */
export function witnessOf(question: Question, model: Model, spell: Spelling): Witness {
  const found = { a: requestOf(question, model, "a", spell), b: requestOf(question, model, "b", spell) };
  if (!differs(question, found)) {
    if (model.has("aws:currenttime") && model.has("aws:epochtime")) {
      throw new Limit("conditions on both aws:CurrentTime and aws:EpochTime");
    }
    throw new Error(`The proof and evaluate disagree about ${JSON.stringify(found)}.`);
  }
  return shortened(question, found, [...contextOf(model, "a").keys()]);
}

// A denial for want of a key's value shows nothing.
function differs({ a, b, within }: Question, witness: Witness): boolean {
  if (evaluate(witness.a, a.policies).decision !== "allowed") return false;
  if (within !== undefined && !mayLieIn(within, witness.a)) return false;
  if (isPromised(b)) {
    const { covered, untold } = covers(b.region, witness.b);
    return !covered && untold === undefined;
  }
  const { decision, untold } = evaluate(witness.b, b.policies);
  return decision !== "allowed" && untold === undefined;
}

const decidedByB = ({ b }: Question, witness: Witness): { readonly error?: string } =>
  isPromised(b) ? covers(b.region, witness.b) : evaluate(witness.b, b.policies);

function mayLieIn(region: Policy, request: AuthorizationRequest): boolean {
  const { covered, error, untold } = covers(region, request);
  return covered || (error !== undefined && untold === undefined);
}

function requestOf(question: Question, model: Model, side: "a" | "b", spell: Spelling): AuthorizationRequest {
  const { [side]: caller } = callersOf(question);
  const keys = callerKeys(caller, new Set());
  const states = contextOf(model, side);
  // Both times would have to be one instant; evaluate derives the second.
  const isTwice = (key: string): boolean =>
    key === "aws:epochtime" && states.get("aws:currenttime") !== undefined;
  const context = [...states].filter(
    ([key, state]) => state !== undefined && keys.fixed(key) === undefined && !isTwice(key),
  );
  return {
    principal: caller.principal,
    action: spell(text(model.get(ACTION))),
    resource: text(model.get(RESOURCE)),
    ...(context.length > 0 && {
      context: Object.fromEntries(
        context.map(([key, state]) => [written(question, key), state]),
      ) as RequestContext,
    }),
    resourceAccount: caller.resourceAccount,
    contextIsWhole: true,
  };
}

// A key as the policies write it.
function written(question: Question, key: string): string {
  for (const { statements } of policiesIn(question)) {
    for (const { conditions } of statements) {
      const found = conditions.find((condition) => condition.key.toLowerCase() === key);
      if (found !== undefined) return found.key;
    }
  }
  return key;
}

function text(state: KeyState): string {
  if (typeof state === "string") return state;
  throw new Error("A request has one action and one resource.");
}

// Each key goes if the answer stays without it, each value of a list, too.
function shortened(question: Question, witness: Witness, keys: readonly string[]): Witness {
  let best = witness;
  const isInDoubt = (one: Witness): boolean => decidedByB(question, one).error !== undefined;
  const mayBeInDoubt = isInDoubt(witness);
  const lacks = new Set(lacking(witness.a, keys));
  const isWorse = (next: Witness): boolean =>
    // A denial that is in doubt without a key shows less than one that is not.
    (!mayBeInDoubt && isInDoubt(next)) || lacking(next.a, keys).some((key) => !lacks.has(key));
  const attempt = (next: Witness): void => {
    if (differs(question, next) && !isWorse(next)) best = next;
  };
  attempt(openEnded(best));
  const names = new Set([...Object.keys(witness.a.context ?? {}), ...Object.keys(witness.b.context ?? {})]);
  for (const name of names) attempt(change(question, best, name, undefined));
  for (const name of names) {
    const value = best.a.context?.[name];
    if (typeof value === "string" || value === undefined) continue;
    for (const one of value) {
      const left = best.a.context?.[name];
      if (typeof left === "string" || left === undefined || left.length < 2) break;
      attempt(
        change(
          question,
          best,
          name,
          left.filter((other) => other !== one),
        ),
      );
    }
  }
  return best;
}

// The same request where it does not matter which keys beside those of its context AWS sets.
function openEnded({ a, b }: Witness): Witness {
  const opened = ({ contextIsWhole: _whole, ...request }: AuthorizationRequest): AuthorizationRequest =>
    request;
  const one = opened(a);
  return { a: one, b: a === b ? one : opened(b) };
}

function change(question: Question, witness: Witness, name: string, value: KeyState): Witness {
  const changed = (request: AuthorizationRequest): AuthorizationRequest => {
    const { context = {}, ...rest } = request;
    const { [name]: _before, ...others } = context;
    const kept = value === undefined || !(name in context) ? others : { ...others, [name]: value };
    return { ...rest, ...(Object.keys(kept).length > 0 && { context: kept }) };
  };
  const a = changed(witness.a);
  return { a, b: isSameCaller(question) ? a : changed(witness.b) };
}
