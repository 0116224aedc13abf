// A request that A allows and B does not, as a model of the question, or the certainty that there is none.

import { arnColons } from "../arn.ts";
import type { Statement } from "../compiled/statement.ts";
import type { ReadingName } from "../decision/readings.ts";
import { allowed } from "./allowed.ts";
import type { Atom, KeyState } from "./atom.ts";
import { formOf } from "./atom.ts";
import { ACTION, type AtomTable, RESOURCE, type Side } from "./atom-table.ts";
import { callerKeys, isOfCaller, RESOURCE_ACCOUNT } from "./caller-keys.ts";
import { derivedAlike } from "./derived-alike.ts";
import { formsOf, type Key } from "./find-state.ts";
import { all, any, atomsOf, type Formula, given, not, TRUE } from "./formula.ts";
import type { Budget } from "./limit.ts";
import { memoryOf } from "./memory.ts";
import { callersOf, isPromised, isSameCaller, type Judged, type Question } from "./question.ts";
import { mayAllow } from "./reach.ts";
import { inRegion, maybeInRegion } from "./region.ts";
import { disguised, ruledForAll, rulings } from "./rulings.ts";
import { withoutDoubt } from "./several-values.ts";
import { type Model, Solver } from "./solve.ts";
import { ACCOUNTS, ACTIONS, RESOURCES } from "./texts/language.ts";

const ACTION_FORM = { language: ACTIONS, test: (text: string) => /^[^A-Z:]+:[^A-Z]*$/.test(text) };
const RESOURCE_FORM = {
  language: RESOURCES,
  test: (text: string) => text === "*" || arnColons(text) !== undefined,
};

/** What narrows a question. */
export interface Narrowing {
  readonly others: ReadonlySet<ReadingName>;
  /** Statements whose doubt counts as access; there is one such set at most for each `others`, by its identity. */
  readonly generous?: ReadonlySet<Statement>;
  /** States of keys that variables name, by name in lower case. */
  readonly chosen?: ReadonlyMap<string, KeyState>;
  /** The only actions, in lower case. */
  readonly actions?: readonly string[];
  /** What else must be true of a request, given the keys that the question is about. */
  readonly also?: (table: AtomTable, keys: readonly Key[]) => Formula;
}

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

// What it costs to prepare a question, in steps of a search.
const PREPARATION = 1000;

/** Undefined if A allows nothing that B does not, for certain. Throws Limit where that cannot be told. */
export function difference(question: Question, narrowing: Narrowing, budget: Budget): Model | undefined {
  budget.spend(PREPARATION);
  const memory = memoryOf(budget);
  const { table, found } = memory;
  const sides = { a: sideOf("a", question, narrowing), b: sideOf("b", question, narrowing) };
  const make = (): Formula => {
    const separating = [...differing(table, sides, question), limit(table, sides, question)];
    return withoutDoubt(table, all([...separating, not(disguised(table))]));
  };
  const formula = narrowing.chosen === undefined ? memory.formula(question, narrowing.others, make) : make();
  const keys = keysOf(atomsOf(formula), sides, narrowing);
  const besides = all([...derivedAlike(table, keys), narrowing.also?.(table, keys) ?? TRUE]);
  const whole = forAction(all([formula, besides]), narrowing);
  const atoms = new Set([...keys.flatMap((key) => key.atoms), ...atomsOf(besides)]);
  return new Solver(keysOf(atoms, sides, narrowing), budget, found).solve(whole);
}

// Where there is one action, all questions about it are answered.
function forAction(formula: Formula, { actions }: Narrowing): Formula {
  const [only] = actions ?? [];
  if (only === undefined || actions?.length !== 1) return formula;
  return given(formula, ({ key, match }) => (key === ACTION ? match.test(only) : undefined));
}

const limit = (table: AtomTable, { a }: Sides, { within }: Question): Formula =>
  within === undefined ? TRUE : maybeInRegion(table, a.side, within);

// A allows, and B does not. What is ruled for the only caller is ruled for both.
function differing(table: AtomTable, { a, b }: Sides, question: Question): readonly Formula[] {
  const services = servicesOf(question.a);
  const byA = allowed(table, a.side, question.a.caller, question.a.policies);
  const byB = isPromised(question.b)
    ? inRegion(table, b.side, question.b.region)
    : allowed(table, b.side, question.b.caller, question.b.policies);
  if (!isSameCaller(question)) {
    const callers = callersOf(question);
    const [ofA, ofB] = [callers.a, callers.b].map((caller) => rulings(table, caller, SERVICES));
    if (ofA === undefined || ofB === undefined) return [];
    return [
      any([ofA.always, all([not(ofA.never), byA])]),
      not(any([ofB.always, all([not(ofB.never), byB])])),
    ];
  }
  const { caller } = question.a;
  if (caller.free === "all") return [byA, not(byB), not(ruledForAll(table, services))];
  const { always, never } = rulings(table, caller, services);
  return [byA, not(byB), not(always), not(never)];
}

const SERVICES: ReadonlySet<string> = new Set(["iam", "sts"]);

// Those of the services with rulings of which A may allow something.
const servicesOf = (a: Judged): ReadonlySet<string> =>
  new Set(
    [...SERVICES].filter((service) =>
      mayAllow(
        a,
        ({ action }) =>
          action.negated || action.values.some((text) => namesService(text.toLowerCase(), service)),
      ),
    ),
  );

const namesService = (pattern: string, service: string): boolean =>
  pattern.startsWith("*") || pattern.startsWith(`${service}:`);

interface Sides {
  readonly a: Sided;
  readonly b: Sided;
}

interface Sided {
  readonly side: Side;
  readonly stateOf: (key: string) => { readonly state: KeyState } | undefined;
  readonly isPresent: (key: string) => boolean;
}

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

function keysOf(atomsUsed: Iterable<Atom>, sides: Sides, { actions }: Narrowing): readonly Key[] {
  const byKey = Map.groupBy(atomsUsed, ({ key }) => key);
  for (const key of [ACTION, RESOURCE]) if (!byKey.has(key)) byKey.set(key, []);
  return Array.from(byKey, ([key, atoms]) => {
    const liked = [
      ...new Set(atoms.filter(({ match }) => match.family === "text").flatMap(({ match }) => match.bounds)),
    ];
    const values = { key, atoms, liked, only: undefined, within: undefined };
    if (key === ACTION) return { ...values, forms: ["text"], within: ACTION_FORM, only: actions } as const;
    if (key === RESOURCE) return { ...values, forms: ["text"], within: RESOURCE_FORM } as const;
    return { ...values, ...domain(key, atoms, sides) };
  });
}

const S3_OWNER = "s3:resourceaccount";
// Where a question leaves them open, the owner and the caller are of some account.
const OF_ACCOUNTS: ReadonlySet<string> = new Set([RESOURCE_ACCOUNT, S3_OWNER, "aws:principalaccount"]);
const ACCOUNT_FORM = { language: ACCOUNTS, test: (text: string) => /^\d{12}$/.test(text) };

function domain(
  key: string,
  atoms: readonly Atom[],
  sides: Sides,
): Partial<Key> & Pick<Key, "forms" | "only"> {
  const side = key.endsWith(OF_B) ? sides.b : sides.a;
  const name = key.replace(/ OF [AB]$/, "");
  const fixed = side.stateOf(name);
  if (fixed !== undefined) {
    const { state } = fixed;
    return { forms: [formOf(state)], only: typeof state === "string" ? [state] : state };
  }
  const owner = name === S3_OWNER ? side.stateOf(RESOURCE_ACCOUNT)?.state : undefined;
  if (typeof owner === "string") return { forms: ["absent", "text"], only: [owner] };
  const free = { forms: formsOf(atoms, side.isPresent(name)), only: undefined };
  return OF_ACCOUNTS.has(name) ? { ...free, within: ACCOUNT_FORM } : free;
}
