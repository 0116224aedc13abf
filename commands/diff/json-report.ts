// What npm run diff --json prints.

import type { Change, Changes } from "../../policy/changes/changes.ts";
import { wordsOf } from "../../policy/words/region.ts";
import type { Comparison } from "./compare-documents.ts";
import { type Approval, sentencesOf } from "./report.ts";
import { relationIn, widens } from "./verdict.ts";

export const jsonReportOf = (comparisons: readonly Comparison[], approval: Approval | undefined): object => ({
  widens: comparisons.some(widens),
  ...(approval !== undefined && { approval }),
  comparisons: comparisons.map((one) => ({
    name: one.name,
    what: one.what,
    ...(one.lacks !== undefined && { onlyIn: one.lacks === "before" ? "after" : "before" }),
    relation: relationIn(one),
    ...(one.unknown !== undefined && { unknown: one.unknown }),
    ...(one.both !== undefined && {
      added: sideOf(one.both.added, "AFTER", "BEFORE"),
      removed: sideOf(one.both.removed, "BEFORE", "AFTER"),
    }),
  })),
});

type Side = "BEFORE" | "AFTER";

const sideOf = ({ answer: { verdict, why }, changes, rest }: Changes, here: Side, there: Side): object => ({
  verdict,
  ...(why !== undefined && { why }),
  changes: changes.map((change) => ({
    ...causeOf(change),
    ...("document" in change && { document: change.document }),
    verdict: change.verdict,
    words: sentencesOf(change, here, there).join("; "),
    regions: change.regions.map((region) => wordsOf(region)),
    witness: change.witness,
  })),
  ...(rest.verdict !== "contained" && { rest }),
});

// Documents and statements are counted from 0, as in decisions.
function causeOf({ cause }: Change): object {
  if (!("statement" in cause)) return cause;
  const { by, policy, index, statement } = cause;
  return { by, policy, index, statement: statement.index, ...(statement.sid && { sid: statement.sid }) };
}
