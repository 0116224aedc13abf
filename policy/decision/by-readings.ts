// A decision under every choice of readings of the open rules that it turns on.

import type { Decision } from "../decision.ts";
import type { ReadingName } from "./readings.ts";

/** A decision, and the open rules on which something in it turned; undefined for none. */
export interface Decided {
  readonly decision: Decision;
  readonly open: ReadonlySet<ReadingName> | undefined;
}

/** A set of rules that are read in the other way. */
type Choice = ReadonlySet<ReadingName>;

/** The decision by the readings taken by default, and the one that other readings lead to, if they decide otherwise. */
export interface ByReadings {
  readonly taken: Decision;
  readonly other?: Decision;
}

/**
 * Decides for every choice of the open rules that come up. Where one allows what another denies, both decisions name the
 * rules on which that depends.
 */
export function byReadings(first: Decided, decideWith: (others: Choice) => Decided): ByReadings {
  const none: Choice = new Set();
  const choices = [none];
  const known = new Set([nameOf(none)]);
  const contrary: { readonly choice: Choice; readonly decision: Decision }[] = [];
  // The list grows while it is read: a choice can bring up further rules. Choices of few rules come first.
  for (const choice of choices) {
    const { decision, open = none } = choice === none ? first : decideWith(choice);
    for (const rule of open) {
      const wider = new Set([...choice, rule]);
      if (known.has(nameOf(wider))) continue;
      known.add(nameOf(wider));
      choices.push(wider);
    }
    const implied = contrary.some(({ choice: fewer }) => [...fewer].every((rule) => choice.has(rule)));
    if (isAllowed(decision) !== isAllowed(first.decision) && !implied) contrary.push({ choice, decision });
  }
  const other = contrary[0]?.decision;
  if (other === undefined) return { taken: first.decision };
  const inDoubt = [...new Set(contrary.flatMap(({ choice }) => [...choice]))].sort();
  return { taken: { ...first.decision, inDoubt }, other: { ...other, inDoubt } };
}

const nameOf = (choice: Choice): string => [...choice].sort().join();

const isAllowed = ({ decision }: Decision): boolean => decision === "allowed";
