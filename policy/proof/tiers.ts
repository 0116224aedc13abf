// How far a difference is from what AWS can do: first requests that AWS makes, then any of its actions, then any at all.

import type { Statement } from "../compiled/statement.ts";
import type { CatalogueAction } from "../findings/catalogue.ts";
import { remember } from "../remember.ts";
import { groupsOf, type MayDiffer } from "./action-groups.ts";
import { bringsValues, hasKey, isUnknownKey } from "./action-keys.ts";
import type { Verdict } from "./answer.ts";
import type { AtomTable } from "./atom-table.ts";
import { besideCatalogue } from "./beside-catalogue.ts";
import type { Key } from "./find-state.ts";
import { all as and, type Formula, not } from "./formula.ts";
import { type KnownActions, reachedBy } from "./known-actions.ts";
import type { Narrowing } from "./narrowing.ts";
import { arnsOf, type Beyond, ownServices } from "./on-resources.ts";
import { policiesIn, policiesOf } from "./open-readings.ts";
import { possible } from "./possible.ts";
import type { Question } from "./question.ts";
import { TREATED } from "./rulings.ts";
import { isAlwaysSent } from "./sent.ts";

export interface Tier {
  /** What a difference in this tier means, if there is none in those before it. */
  readonly verdict: Verdict;
  /** A difference is in the tier if one of these narrowings has one. */
  readonly narrowings: () => Iterable<Omit<Narrowing, "others" | "chosen">>;
}

/** The tiers of a question, of which it is asked whether a part may show a difference; the likeliest requests first; the last one has every request. */
export function tiersOf(
  question: Question,
  known: KnownActions | undefined,
  keys: readonly string[],
  mayDiffer: MayDiffer,
): readonly Tier[] {
  if (known === undefined) {
    return [
      {
        verdict: "not contained",
        narrowings: () => [{ also: (table, all) => possible(table, all, question) }],
      },
      { verdict: "contained but for impossible requests", narrowings: () => [{}] },
    ];
  }
  const actions = reachedBy(known, question.a);
  const classes = classesOf(question, known, actions, keys);
  return [
    { verdict: "not contained", narrowings: () => byAction(question, known, classes, keys, mayDiffer) },
    {
      verdict: "contained but for unknown names",
      narrowings: () => withUnknownNames(question, known, actions, classes, keys, mayDiffer),
    },
    { verdict: "contained but for impossible requests", narrowings: () => [{}] },
  ];
}

// An action that the catalogue lacks, with keys and values that AWS can send together.
const unknown = (
  table: AtomTable,
  keys: readonly Key[],
  question: Question,
  names: readonly string[],
): Formula => and([possible(table, keys, question), not(table.action(names))]);

function* withUnknownNames(
  question: Question,
  known: KnownActions,
  actions: readonly CatalogueAction[],
  classes: readonly CatalogueAction[],
  keys: readonly string[],
  mayDiffer: MayDiffer,
): ReturnType<typeof byAction> {
  const names = actions.map(({ name }) => name.toLowerCase());
  yield { also: (table, all) => unknown(table, all, question, names) };
  if (keys.some((key) => isUnknownKey(known, key))) {
    yield* byAction(question, known, classes, keys, mayDiffer, "unknown keys");
  }
  const allows = policiesOf(question.a.policies).flatMap(({ statements }) => statements);
  const beside = besideCatalogue(allows, actions);
  const others = classesOf(question, known, beside, keys, ownServices);
  yield* byAction(question, known, others, keys, mayDiffer, "unknown resources");
}

// Actions that all statements take alike, and that have the same keys and resources, are asked about as one. Where the
// first shows nothing, many are asked about together before each alone.
function* byAction(
  question: Question,
  known: KnownActions,
  classes: readonly CatalogueAction[],
  keys: readonly string[],
  mayDiffer: MayDiffer,
  beyond?: Beyond,
): Generator<Omit<Narrowing, "others" | "chosen">> {
  const foreignOf = (action: CatalogueAction, key: string): boolean =>
    !hasKey(action, known, key) && !(beyond === "unknown keys" && isUnknownKey(known, key));
  const groups = groupsOf(
    classes,
    (action) => keys.filter((key) => foreignOf(action, key)).join("\n"),
    mayDiffer,
    beyond,
  );
  for (const [index, action] of classes.entries()) {
    if (index > 0 && !groups.mayDiffer(action)) continue;
    yield {
      actions: [action.name.toLowerCase()],
      also: (table, all) => possible(table, all, question, action, known, beyond),
    };
  }
}

// One action for each way in which the statements and AWS treat actions, on resources that `resourcesOf` names.
function classesOf(
  question: Question,
  known: KnownActions,
  actions: readonly CatalogueAction[],
  keys: readonly string[],
  resourcesOf = arnsOf,
): readonly CatalogueAction[] {
  const statements = policiesIn(question).flatMap((policy) => policy.statements);
  const about = remember((service) => statementsAbout(statements, service));
  const classes = new Map<string, CatalogueAction>();
  for (const action of actions) {
    const name = action.name.toLowerCase();
    const kind = JSON.stringify([
      about(name.slice(0, name.indexOf(":"))).flatMap(([index, one]) =>
        one.takesAction(name) ? [index] : [],
      ),
      resourcesOf(action),
      keys.map((key) => [hasKey(action, known, key), isAlwaysSent(key, name)]),
      bringsValues(action),
      TREATED.has(name) ? name : SERVICES.test(name) && name.split(":")[0],
    ]);
    if (!classes.has(kind)) classes.set(kind, action);
  }
  return [...classes.values()];
}

// Those that may take actions of a service, which no pattern but `*` leaves open.
const statementsAbout = (
  statements: readonly Statement[],
  service: string,
): readonly (readonly [index: number, statement: Statement])[] =>
  statements
    .entries()
    .filter(([, { action }]) => action.negated || action.values.some((text) => namesService(text, service)))
    .toArray();

const namesService = (pattern: string, service: string): boolean =>
  pattern === "*" || pattern.toLowerCase().startsWith(`${service}:`);

// Services whose other actions have rules of their own.
const SERVICES = /^(?:iam|sts|kms):/;
