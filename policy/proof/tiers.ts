// How far a difference is from what AWS can do: first requests that AWS makes, then any of its actions, then any at all.

import type { CatalogueAction } from "../findings/catalogue.ts";
import { hasKey, isUnknownKey } from "./action-keys.ts";
import type { Verdict } from "./answer.ts";
import type { AtomTable } from "./atom-table.ts";
import type { Narrowing } from "./difference.ts";
import type { Key } from "./find-state.ts";
import { all as and, type Formula, not } from "./formula.ts";
import { type KnownActions, reachedBy } from "./known-actions.ts";
import { arnsOf, besideCatalogue } from "./on-resources.ts";
import { policiesOf } from "./open-readings.ts";
import { type Beyond, possible } from "./possible.ts";
import type { Question } from "./question.ts";
import { TREATED } from "./rulings.ts";

export interface Tier {
  /** What a difference in this tier means, if there is none in those before it. */
  readonly verdict: Verdict;
  /** A difference is in the tier if one of these narrowings has one. */
  readonly narrowings: () => Iterable<Omit<Narrowing, "others" | "chosen">>;
}

/** The tiers of a question, the likeliest requests first; the last one has every request. */
export function tiersOf(
  question: Question,
  known: KnownActions | undefined,
  keys: readonly string[],
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
  return [
    { verdict: "not contained", narrowings: () => byAction(question, known, actions, keys) },
    {
      verdict: "contained but for unknown names",
      narrowings: () => withUnknownNames(question, known, actions, keys),
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
  keys: readonly string[],
): ReturnType<typeof byAction> {
  const names = actions.map(({ name }) => name.toLowerCase());
  yield { also: (table, all) => unknown(table, all, question, names) };
  if (keys.some((key) => isUnknownKey(known, key)))
    yield* byAction(question, known, actions, keys, "unknown keys");
  const allows = policiesOf(question.a.policies).flatMap(({ statements }) => statements);
  const beside = besideCatalogue(allows, actions);
  yield* byAction(question, known, beside, keys, "unknown resources");
}

// Actions that all statements take alike, and that have the same keys and resources, are asked about as one.
function* byAction(
  question: Question,
  known: KnownActions,
  actions: readonly CatalogueAction[],
  keys: readonly string[],
  beyond?: Beyond,
): Generator<Omit<Narrowing, "others" | "chosen">> {
  const { a, b } = question;
  const statements = [...policiesOf(a.policies), ...policiesOf(b.policies)].flatMap(
    (policy) => policy.statements,
  );
  const seen = new Set<string>();
  for (const action of actions) {
    const name = action.name.toLowerCase();
    const kind = JSON.stringify([
      statements.map((statement) => statement.takesAction(name)),
      arnsOf(action),
      keys.map((key) => hasKey(action, known, key)),
      TREATED.has(name) ? name : SERVICES.test(name) && name.split(":")[0],
    ]);
    if (seen.has(kind)) continue;
    seen.add(kind);
    yield {
      actions: [name],
      also: (table, all) => possible(table, all, question, action, known, beyond),
    };
  }
}

// Services whose other actions have rules of their own.
const SERVICES = /^(?:iam|sts|kms):/;
