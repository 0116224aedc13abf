// How a caller ends the suite early: a flag in memory that is shared with vitest's worker. Unlike a message, it cannot
// come too early or too late.

/** Set once, and never cleared. */
export type Interruption = SharedArrayBuffer;

export const newInterruption = (): Interruption => new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);

/** Tells every thread. */
export function interrupt(interruption: Interruption): void {
  const flag = new Int32Array(interruption);
  Atomics.store(flag, 0, 1);
  Atomics.notify(flag, 0);
}

/** Whether it is set. */
export const isInterrupted = (interruption: Interruption): boolean =>
  Atomics.load(new Int32Array(interruption), 0) === 1;

/** Settles as soon as it is set. */
export async function interrupted(interruption: Interruption): Promise<void> {
  await Atomics.waitAsync(new Int32Array(interruption), 0, 0).value;
}
