// All that the rows of one run share.
import { type Controls, openNegativeControls, openPositiveControls } from "./controls.ts";
import { compileDocuments, type Documents } from "./documents.ts";
import type { Promised } from "./promises.ts";
import { openSessions, type Sessions } from "./sessions.ts";
import type { Target } from "./target.ts";

/** What a run is told; it crosses into vitest's worker, so it is plain data. It holds secrets. */
export interface RunInput {
  target: Target;
  promises: readonly Promised[];
  /** Replaces User1's session policy; JSON text. */
  sessionPolicy?: string;
  /** A key that no object has: made at random for each run. */
  missingKey: string;
}

export interface Run extends RunInput {
  documents: Documents;
  sessions: Sessions;
  positiveControls: Controls;
  negativeControls: Controls;
}

/** Makes no call yet. */
export function openRun(input: RunInput): Run {
  const { target, sessionPolicy, missingKey } = input;
  const sessions = openSessions(target, sessionPolicy);
  return {
    ...input,
    documents: compileDocuments(target, sessionPolicy),
    sessions,
    positiveControls: openPositiveControls(target, sessions, missingKey),
    negativeControls: openNegativeControls(target, sessions, missingKey),
  };
}
