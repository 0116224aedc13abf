// The door of the proofs: is everything that one side allows allowed by another, for all requests?

import type { Statement } from "../compiled/statement.ts";
import type { MayDiffer } from "./action-groups.ts";
import { isUnknownKey } from "./action-keys.ts";
import { type Answer, VERDICTS, worst } from "./answer.ts";
import { ACTION, RESOURCE } from "./atom-table.ts";
import { concreteModels } from "./concrete.ts";
import { difference } from "./difference.ts";
import { doubtsOf } from "./doubts.ts";
import { impossibilities } from "./impossibilities.ts";
import type { KnownActions } from "./known-actions.ts";
import { Budget, Limit } from "./limit.ts";
import type { Narrowing } from "./narrowing.ts";
import { readingsOf } from "./open-readings.ts";
import { isClosed, type Question } from "./question.ts";
import type { Model } from "./solve.ts";
import { type Tier, tiersOf } from "./tiers.ts";
import { variablesOf } from "./variables.ts";
import { witnessOf } from "./witness.ts";

export interface Options {
  /** What AWS knows of the services that the policies name; without it, every name is taken for an action of AWS. */
  readonly known?: KnownActions;
  /** For a question that leaves the caller open: callers of which a model may be one, the likeliest first. */
  readonly callersFor?: (question: Question, model: Model) => readonly Question[];
  /** The most steps that one question may take; a million take about a second. */
  readonly steps?: number;
}

const STEPS = 1_000_000;

/** What one question, or several that make one, may cost. */
export const budgetOf = ({ steps = STEPS }: Options): Budget => new Budget(steps);

/**
 * Whether A lies within B for every request. "contained" is a proof, by every reading of the open rules of
 * policy/decision/readings.ts; "not contained" has a witness that evaluate confirms. What cannot be told is "unknown",
 * and `why` names what stands in the way. Throws only where the proof and evaluate disagree, which is a fault of theirs.
 */
export function isContained(question: Question, options: Options = {}, budget = budgetOf(options)): Answer {
  try {
    const answer = worst(
      readingsOf(question).map((others) => ofReading(question, { others }, options, budget)),
    );
    return VERDICTS.indexOf(answer.verdict) <= VERDICTS.indexOf("unknown")
      ? answer
      : worst([answer, inDoubt(question, options, budget)]);
  } catch (error) {
    if (error instanceof Limit) return { verdict: "unknown", why: `It cannot be told: ${error.message}.` };
    throw error;
  }
}

// What is open about a question as a whole.
type Reading = Pick<Narrowing, "others" | "generous">;

const inDoubt = (question: Question, options: Options, budget: Budget): Answer =>
  worst(
    doubtsOf(question).flatMap((generous) =>
      readingsOf(question).map((others) =>
        ofReading(question, { others: new Set(others), generous }, options, budget),
      ),
    ),
  );

function ofReading(question: Question, reading: Reading, options: Options, budget: Budget): Answer {
  const model = difference(question, reading, budget);
  if (model === undefined) return { verdict: "contained" };
  const keys = [...model.keys()].filter((key) => key !== ACTION && key !== RESOURCE);
  const mayDiffer: MayDiffer = (part) => difference(question, { ...part, ...reading }, budget) !== undefined;
  for (const tier of tiersOf(question, options.known, keys, mayDiffer)) {
    const answer = inTier(tier, question, reading, options, budget);
    if (answer !== undefined) return answer;
  }
  throw new Error("The last tier holds every request, and has no difference.");
}

// Undefined if no request of the tier shows a difference, for certain.
function inTier(
  tier: Tier,
  question: Question,
  reading: Reading,
  options: Options,
  budget: Budget,
): Answer | undefined {
  let isOpen = false;
  for (const part of tier.narrowings()) {
    const narrowing = { ...part, ...reading };
    const model = difference(question, narrowing, budget);
    if (model === undefined) continue;
    if (reading.others.size > 0) return byOtherReading(tier, reading.others);
    if (reading.generous !== undefined) return byDoubt(tier, reading.generous);
    isOpen = true;
    for (const [concrete, found] of concreteModels(question, model, narrowing, options, budget)) {
      const { a: witness } = witnessOf(concrete, found, (action) => spell(action, options.known));
      return { verdict: tier.verdict, witness, why: why(tier, witness, options.known) };
    }
  }
  return isOpen ? open(question) : undefined;
}

function open(question: Question): Answer {
  const names = variablesOf(question).map((key) => `the variable \${${key}}`);
  if (!isClosed(question)) names.push("the keys that follow from the caller");
  const why = `No request was found that shows a difference, and none could be ruled out because of ${names.join(", ")}.`;
  return { verdict: "unknown", why };
}

// evaluate decides by the readings that are taken, so it confirms no witness of another one.
function byOtherReading({ verdict }: Tier, others: Narrowing["others"]): Answer {
  const rules = `by the other reading of ${[...others].join(", ")}`;
  return verdict === "not contained"
    ? { verdict: "unknown", why: `A may allow what B does not ${rules}.` }
    : { verdict, why: `Only requests that AWS does not make or know may show a difference, ${rules}.` };
}

// evaluate takes what is in doubt for no access, so it confirms no witness that rests on it.
function byDoubt({ verdict }: Tier, statements: ReadonlySet<Statement>): Answer {
  if (verdict !== "not contained") {
    return {
      verdict,
      why: "Only requests that AWS does not make or know may show a difference, by a doubt.",
    };
  }
  const names = [...statements].map(({ sid, index }) => sid ?? `${index + 1}`).join(", ");
  return {
    verdict: "unknown",
    why: `A may allow what B does not: it is in doubt whether statement ${names} applies.`,
  };
}

const spell = (action: string, known: KnownActions | undefined): string =>
  known?.actions.find(({ name }) => name.toLowerCase() === action)?.name ?? action;

function why(
  { verdict }: Tier,
  witness: NonNullable<Answer["witness"]>,
  known: KnownActions | undefined,
): string {
  const asked = `${witness.action} on ${witness.resource}`;
  if (verdict === "not contained") return `A allows ${asked}, and B does not.`;
  const isKnown = known?.actions.some(({ name }) => name === witness.action);
  if (verdict === "contained but for unknown names" && known !== undefined && isKnown) {
    const strange = Object.keys(witness.context ?? {}).filter((key) =>
      isUnknownKey(known, key.toLowerCase()),
    );
    return strange.length > 0
      ? `Only condition keys that AWS does not know show a difference: ${asked}, with ${strange.join(", ")}.`
      : `Only resources that AWS does not name for an action show a difference: ${asked}.`;
  }
  if (verdict === "contained but for unknown names")
    return `Only actions that AWS does not know, such as ${witness.action}, show a difference.`;
  return `Only requests that AWS does not make show a difference: ${asked}, ${impossibilities(witness, known)}.`;
}
