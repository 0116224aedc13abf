// Waiting for what becomes visible late: IAM is eventually consistent, and its first answer after a change may be stale.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot.html#troubleshoot_general_eventual-consistency
import { setTimeout } from "node:timers/promises";

/** How long a run waits, and with what. */
export interface Patience {
  /** In milliseconds on the clock of `now`. Nothing is asked again after it. */
  readonly deadline: number;
  /** Milliseconds. */
  now(): number;
  sleep(milliseconds: number): Promise<void>;
  /** From 0 to 1, without 1. */
  random(): number;
}

/** The result of asking until the answer held. */
export interface Settled<T> {
  readonly last: T;
  readonly held: boolean;
  readonly attempts: number;
}

/** A clock to wait on. */
export interface Clock extends Omit<Patience, "deadline" | "sleep"> {
  /** The signal may end it sooner. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

const machine: Clock = {
  now: () => performance.now(),
  sleep: (milliseconds, signal) => setTimeout(milliseconds, undefined, signal && { signal }).catch(() => {}),
  random: Math.random,
};

/** Patience for that many seconds, or until the signal. The signal also ends a pause. */
export function hurriedBy(
  signal: AbortSignal | undefined,
  seconds: number,
  { now, sleep, random }: Clock = machine,
): Patience {
  const deadline = now() + seconds * 1000;
  const hurried = new Promise<void>((resolve) => {
    signal?.addEventListener("abort", () => resolve(), { once: true });
  });
  return {
    get deadline() {
      return signal?.aborted === true ? 0 : deadline;
    },
    now,
    sleep: (milliseconds) => Promise.race([sleep(milliseconds, signal), hurried]),
    random,
  };
}

/** How often in a row an answer must hold that did not hold before: some servers know a change earlier than others. */
const IN_A_ROW = 3;

const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 8_000;

/** Asks until it has held three times in a row, or the time is up; after each failure it pauses longer. */
export async function settle<T>(
  ask: () => Promise<T>,
  holds: (answer: T) => boolean,
  patience: Patience,
): Promise<Settled<T>> {
  let pause = FIRST_PAUSE;
  for (let [attempts, row] = [1, 0]; ; attempts += 1) {
    const last = await ask();
    row = holds(last) ? row + 1 : 0;
    if (row === IN_A_ROW) return { last, held: true, attempts };
    if (row > 0) continue;
    const left = patience.deadline - patience.now();
    if (left <= 0) return { last, held: false, attempts };
    // Half of the pause is random, so that waiting rows do not all ask at once.
    await patience.sleep(Math.min(left, pause * (0.5 + patience.random() / 2)));
    pause = Math.min(pause * 2, LONGEST_PAUSE);
  }
}

/** Asks once. If the answer does not hold, asks again as `settle` does. */
export async function ask<T>(
  first: () => Promise<T>,
  again: () => Promise<T>,
  holds: (answer: T) => boolean,
  patience: Patience,
): Promise<Settled<T>> {
  const last = await first();
  if (holds(last)) return { last, held: true, attempts: 1 };
  if (patience.deadline <= patience.now()) return { last, held: false, attempts: 1 };
  const settled = await settle(again, holds, patience);
  return { ...settled, attempts: settled.attempts + 1 };
}
