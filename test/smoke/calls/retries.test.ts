// How often calls are made again, and when a run gives up: on a clock that the test moves.
import { DefaultRateLimiter } from "@smithy/core/retry";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Retries, unrepeated } from "../../../smoke/calls/retries.ts";

interface Pausing {
  setTimeoutFn(after: () => void, milliseconds: number): unknown;
}

beforeEach(() => {
  vi.useFakeTimers();
  // A pause of a fraction of a millisecond would not move a clock of whole ones.
  vi.spyOn(DefaultRateLimiter as unknown as Pausing, "setTimeoutFn").mockImplementation((after, pause) =>
    setTimeout(after, Math.ceil(pause)),
  );
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

type Token = Parameters<Retries["refreshRetryTokenForRetry"]>[0];
type Failure = Parameters<Retries["refreshRetryTokenForRetry"]>[1]["errorType"];

/** How often a call is made that always fails so. */
async function attempts(retries: Retries, errorType: Failure): Promise<number> {
  let token = await settled(retries.acquireInitialRetryToken(""));
  for (let made = 1; ; made += 1) {
    const next = retries.refreshRetryTokenForRetry(token as Token, { errorType }).catch(() => undefined);
    const given = await settled(next);
    if (given === undefined) return made;
    token = given;
  }
}

async function settled<T>(promise: Promise<T>): Promise<T> {
  await vi.runAllTimersAsync();
  return await promise;
}

test("a throttled call is made five times, a broken one three times, a refused one once", async () => {
  expect(await attempts(new Retries(), "THROTTLING")).toBe(5);
  expect(await attempts(new Retries(), "TRANSIENT")).toBe(3);
  expect(await attempts(new Retries(), "CLIENT_ERROR")).toBe(1);
});

test("a call that destroys is made again only after a throttle", async () => {
  expect(await unrepeated(() => attempts(new Retries(), "THROTTLING"))).toBe(5);
  expect(await unrepeated(() => attempts(new Retries(), "TRANSIENT"))).toBe(1);
});

test("the calls of a run share a budget: a hundred retries of throttles, and then none", async () => {
  const retries = new Retries();
  let made = 0;
  for (let call = 0; call < 25; call += 1) made += await attempts(retries, "THROTTLING");
  expect(made).toBe(25 * 5);
  expect(await attempts(retries, "THROTTLING")).toBe(1);
});

test("once a service throttles, at most twenty calls a second are begun", async () => {
  const retries = new Retries();
  await attempts(retries, "THROTTLING");
  const before = Date.now();
  await settled(Promise.all(Array.from({ length: 41 }, () => retries.acquireInitialRetryToken(""))));
  expect(Date.now() - before).toBeGreaterThanOrEqual(1_000);
});
