// A request that A allows and B does not, as a model of the question, or the certainty that there is none.

import { allowed } from "./allowed.ts";
import { ACTION, type AtomTable } from "./atom-table.ts";
import { derivedAlike } from "./derived-alike.ts";
import { keysOf } from "./domains.ts";
import { all, any, atomsOf, type Formula, given, not, TRUE } from "./formula.ts";
import type { Budget } from "./limit.ts";
import { memoryOf } from "./memory.ts";
import type { Narrowing } from "./narrowing.ts";
import { callersOf, isPromised, isSameCaller, type Judged, type Question } from "./question.ts";
import { mayAllow } from "./reach.ts";
import { inRegion, maybeInRegion } from "./region.ts";
import { disguised, ruledForAll, rulings } from "./rulings.ts";
import { withoutDoubt } from "./several-values.ts";
import { type Sides, sidesOf } from "./sides.ts";
import { type Model, Solver } from "./solve.ts";

// What it costs to prepare a question, in steps of a search.
const PREPARATION = 1000;

/** Undefined if A allows nothing that B does not, for certain. Throws Limit where that cannot be told. */
export function difference(question: Question, narrowing: Narrowing, budget: Budget): Model | undefined {
  budget.spend(PREPARATION);
  const memory = memoryOf(budget);
  const { table, found } = memory;
  const sides = sidesOf(question, narrowing);
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
