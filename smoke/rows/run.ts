// All that the rows of one run share.

import { memoize } from "../calls/memoize.ts";
import { type Clock, hurriedBy, type Patience } from "../calls/patience.ts";
import type { Target } from "../deployment/target.ts";
import { compileDocuments, type Documents } from "../prediction/documents.ts";
import type { Promised } from "../promises.ts";
import type { CaughtUp } from "../results/row-result.ts";
import { openSessions, type Sessions } from "../sessions/sessions.ts";
import { type Controls, openNegativeControls, openPositiveControls } from "./controls.ts";
import { awaitSentinel } from "./sentinel.ts";

/** The input of a run. It is passed to vitest's worker, so it is plain data. It holds secrets. */
export interface RunInput {
  target: Target;
  promises: readonly Promised[];
  /** Replaces User1's session policy; JSON text. */
  sessionPolicy?: string;
  /** A random key that no object has, new for each run. */
  missingKey: string;
  /** How long to wait for IAM to catch up; without it, the first answers count. */
  waitSeconds?: number;
}

export interface Run extends RunInput {
  documents: Documents;
  sessions: Sessions;
  positiveControls: Controls;
  negativeControls: Controls;
  patience: Patience;
  /** Ends all waiting: the last answers count. */
  hurry(): void;
  /** Whether denials may be believed: asked once, when the first row needs it. */
  caughtUp(): Promise<CaughtUp>;
}

const AT_ONCE: CaughtUp = { held: true, milliseconds: 0, reason: "" };

/** Makes no call yet. Waits on `clock`, by default the machine's. */
export function openRun(input: RunInput, clock?: Clock): Run {
  const { target, promises, sessionPolicy, missingKey, waitSeconds = 0 } = input;
  const sessions = openSessions(target, sessionPolicy);
  const hurry = new AbortController();
  const patience = hurriedBy(hurry.signal, waitSeconds, clock);
  const sentinel = memoize(() => awaitSentinel(target, sessions, promises, missingKey, patience));
  return {
    patience,
    hurry: () => hurry.abort(),
    caughtUp: () => (waitSeconds > 0 ? sentinel("") : Promise.resolve(AT_ONCE)),
    ...input,
    documents: compileDocuments(target, sessionPolicy),
    sessions,
    positiveControls: openPositiveControls(target, sessions, missingKey),
    negativeControls: openNegativeControls(target, sessions, missingKey),
  };
}
