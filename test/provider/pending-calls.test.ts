// The calls of a deployment: what the first failure stops, and which calls are awaited.
import { expect, it } from "vitest";
import { trackCalls } from "../../provider/program/pending-calls.ts";

const settled = Symbol("settled");

/** Whether a promise settles before a full turn of the event loop is over. */
const settles = (promise: Promise<unknown>) =>
  Promise.race([
    promise.then(
      () => settled,
      () => settled,
    ),
    new Promise(setImmediate),
  ]).then((first) => first === settled);

it("a call gives its result", async () => {
  const calls = trackCalls();
  expect(await calls.start(async () => 7)).toBe(7);
  expect(await settles(calls.failure)).toBe(false);
});

it("a call that fails stays pending, and its error is the deployment's", async () => {
  const calls = trackCalls();
  const failing = calls.start(async () => {
    throw new Error("first");
  });
  await expect(calls.failure).rejects.toThrow("first");
  expect(await settles(failing)).toBe(false);
});

it("the first failure is the one that is reported", async () => {
  const calls = trackCalls();
  const { promise, reject } = Promise.withResolvers<never>();
  void calls.start(() => promise);
  void calls.start(() => Promise.reject(new Error("first")));
  await expect(calls.failure).rejects.toThrow("first");
  reject(new Error("second"));
  await calls.stop();
  await expect(calls.failure).rejects.toThrow("first");
});

it("no call starts after a failure", async () => {
  const calls = trackCalls();
  void calls.start(() => Promise.reject(new Error("first")));
  await calls.failure.catch(() => {});
  let started = false;
  const late = calls.start(async () => {
    started = true;
  });
  expect(await settles(late)).toBe(false);
  expect(started).toBe(false);
});

it("no call starts after the deployment was stopped", async () => {
  const calls = trackCalls();
  await calls.stop();
  let started = false;
  void calls.start(async () => {
    started = true;
  });
  expect(started).toBe(false);
});

it("stopping waits for the calls under way, whether they succeed or fail", async () => {
  const calls = trackCalls();
  const one = Promise.withResolvers<void>();
  const two = Promise.withResolvers<void>();
  void calls.start(() => one.promise);
  void calls.start(() => two.promise);
  const stopped = calls.stop();
  expect(await settles(stopped)).toBe(false);
  one.resolve();
  expect(await settles(stopped)).toBe(false);
  two.reject(new Error("late"));
  expect(await settles(stopped)).toBe(true);
});
