// What comparisons come to: how AFTER lies to BEFORE, whether access widens, and the exit status.

import { isWider } from "../../policy/changes/changes.ts";
import type { Both } from "../../policy/changes/documents.ts";
import { type Relation, relationOf } from "../compare/relation.ts";
import type { ExitStatus } from "../shared/run-command.ts";
import type { Comparison } from "./compare-documents.ts";

/** What AFTER is, compared with BEFORE. */
export const relationIn = ({ both }: Comparison): Relation =>
  both === undefined ? "unknown" : relationOf(both.added.answer, both.removed.answer);

export const widens = ({ both, isPart }: Comparison): boolean =>
  isPart !== true && both !== undefined && isWider(both.added.answer);

/** What could not be told, a sentence each. */
export const unknownsIn = ({ both, unknown, isPart }: Comparison): readonly string[] =>
  isPart
    ? []
    : [
        ...(unknown === undefined ? [] : [unknown]),
        ...(both === undefined ? [] : [...unknownOf(both.added), ...unknownOf(both.removed)]),
      ];

const unknownOf = ({ rest }: Both["added"]): readonly string[] =>
  rest.verdict === "unknown" ? [rest.why ?? "It cannot be told."] : [];

/** 1: access widens and nobody approves it. 2: something is unknown. 0: neither. */
export function statusOf(comparisons: readonly Comparison[], isApproved: boolean): ExitStatus {
  if (!isApproved && comparisons.some(widens)) return 1;
  return comparisons.some((one) => unknownsIn(one).length > 0) ? 2 : 0;
}
