// Models of a question in which nothing is open any more: the caller is one, and each variable has a value or none.

import type { KeyState } from "./atom.ts";
import { ACTION, RESOURCE } from "./atom-table.ts";
import { callerKeys } from "./caller-keys.ts";
import { difference } from "./difference.ts";
import type { Budget } from "./limit.ts";
import type { Narrowing } from "./narrowing.ts";
import { isClosed, type Question } from "./question.ts";
import type { Model } from "./solve.ts";
import { variablesOf } from "./variables.ts";

// More combinations than this are not tried.
const MOST_CHOICES = 48;

/** Concrete questions with a model of each, found by trying callers and values of variables that a model suggests. */
export function* concreteModels(
  question: Question,
  model: Model,
  narrowing: Narrowing,
  {
    callersFor = (one) => [one],
  }: { readonly callersFor?: (question: Question, model: Model) => readonly Question[] },
  budget: Budget,
): Generator<readonly [Question, Model]> {
  const variables = variablesOf(question);
  if (isClosed(question) && variables.length === 0) {
    yield [question, model];
    return;
  }
  for (const concrete of callersFor(question, model)) {
    const keys = callerKeys(concrete.a.caller, narrowing.others);
    for (const chosen of choicesOf(variables, model, (key) => keys.isPresent(key))) {
      const found = difference(concrete, { ...narrowing, chosen }, budget);
      // A key that only a variable names is not in the model.
      if (found !== undefined) yield [concrete, new Map([...chosen, ...found])];
    }
  }
}

function choicesOf(
  variables: readonly string[],
  model: Model,
  isPresent: (key: string) => boolean,
): readonly ReadonlyMap<string, KeyState>[] {
  let choices: readonly ReadonlyMap<string, KeyState>[] = [new Map()];
  // What a variable is compared with is often its value.
  const others = [...model].flatMap(([key, state]) =>
    key !== ACTION && key !== RESOURCE && typeof state === "string" ? [state] : [],
  );
  for (const key of variables) {
    const state = model.get(key);
    const first = typeof state === "string" ? state : "alice";
    const states = [
      ...new Set<KeyState>([first, ...(isPresent(key) ? [] : [undefined]), "alice", ...others, ""]),
    ];
    choices = states
      .flatMap((one) => choices.map((choice) => new Map([...choice, [key, one]])))
      .slice(0, MOST_CHOICES);
  }
  return choices;
}
