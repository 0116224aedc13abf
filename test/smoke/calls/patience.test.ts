// How a run waits: with a clock that only its own pauses move.
import { PutUserPolicyCommand } from "@aws-sdk/client-iam";
import { describe, expect, test } from "vitest";
import { startLoopback } from "../../../loopback/start-loopback.ts";
import { ask, hurriedBy, type Patience, settle } from "../../../smoke/calls/patience.ts";
import { readTarget, type Target } from "../../../smoke/deployment/target.ts";
import type { RowResult } from "../../../smoke/results/row-result.ts";
import { openRun } from "../../../smoke/rows/run.ts";
import { runRow } from "../../../smoke/rows/run-row.ts";
import { policyOf } from "../outputs.ts";
import { askedOf, faults } from "../run-rows.ts";
import { scopedStatements, seed } from "../seed.ts";

/** A clock, and every pause that was made on it, in milliseconds. */
function standingClock() {
  const pauses: number[] = [];
  const clock = {
    now: () => pauses.reduce((sum, pause) => sum + pause, 0),
    sleep: async (milliseconds: number) => void pauses.push(milliseconds),
    random: () => 0.5,
  };
  return { pauses, clock, patience: (deadline: number): Patience => ({ ...clock, deadline }) };
}

/** Answers one after the other, the last for ever. */
function answers(...given: readonly boolean[]): () => Promise<boolean> {
  let next = 0;
  return async () => given[Math.min(next++, given.length - 1)] ?? false;
}

const holds = (answer: boolean): boolean => answer;

describe("settle", () => {
  test("what holds three times in a row has settled, without a pause", async () => {
    const { pauses, patience } = standingClock();
    expect(await settle(answers(true), holds, patience(60_000))).toEqual({
      last: true,
      held: true,
      attempts: 3,
    });
    expect(pauses).toEqual([]);
  });

  test("a failure in between starts the three again", async () => {
    const { patience } = standingClock();
    const flickering = answers(true, true, false, true, true, true);
    expect(await settle(flickering, holds, patience(60_000))).toEqual({
      last: true,
      held: true,
      attempts: 6,
    });
  });

  test("pauses grow from one second to eight, a quarter of them left out, and end with the time", async () => {
    const { pauses, patience } = standingClock();
    const settled = await settle(answers(false), holds, patience(30_000));
    expect(settled).toEqual({ last: false, held: false, attempts: 9 });
    expect(pauses).toEqual([750, 1_500, 3_000, 6_000, 6_000, 6_000, 6_000, 750]);
  });
});

describe("ask", () => {
  test("what holds at once is asked once", async () => {
    const { patience } = standingClock();
    expect(await ask(answers(true), answers(false), holds, patience(60_000))).toEqual({
      last: true,
      held: true,
      attempts: 1,
    });
  });

  test("without time to wait the first answer counts", async () => {
    const { patience } = standingClock();
    expect(await ask(answers(false), answers(true), holds, patience(0))).toEqual({
      last: false,
      held: false,
      attempts: 1,
    });
  });

  test("what did not hold at first must hold three times in a row", async () => {
    const { patience } = standingClock();
    expect(await ask(answers(false), answers(true), holds, patience(60_000))).toEqual({
      last: true,
      held: true,
      attempts: 4,
    });
  });
});

/** Runs the shipped promises on the standing clock. */
async function runAll(
  target: Target,
  clock: ReturnType<typeof standingClock>["clock"],
  waitSeconds: number,
  promises = askedOf(target),
) {
  const run = openRun({ target, promises, missingKey: "federation-broker-probe-0", waitSeconds }, clock);
  try {
    return await Promise.all(promises.map((promised) => runRow(promised, run)));
  } finally {
    run.sessions.close();
  }
}

const verdicts = (rows: readonly RowResult[]) => [...new Set(rows.map(({ verdict }) => verdict))];

test("a pause of an hour ends with the signal, and nothing is asked again", async () => {
  const signal = new AbortController();
  const patience = hurriedBy(signal.signal, 3600);
  const pause = patience.sleep(3_600_000);
  signal.abort();
  await pause;
  expect(patience.deadline).toBe(0);
});

test("hurrying a run ends its waiting: the last answer counts", async () => {
  const { outputs } = await import("../outputs.ts");
  const target = readTarget(outputs, { endpoint: "http://127.0.0.1:9" });
  const { clock } = standingClock();
  const promises = askedOf(target);
  // Only hurry ends this pause.
  const endless = { ...clock, sleep: () => new Promise<void>(() => run.hurry()) };
  const run = openRun(
    { target, promises, missingKey: "federation-broker-probe-0", waitSeconds: 60 },
    endless,
  );
  const [first] = promises;
  if (first === undefined) throw new Error("there is no promise");
  expect(await runRow(first, run)).toMatchObject({ verdict: "inconclusive", caughtUp: { held: false } });
  run.sessions.close();
});

describe("changes of IAM that are visible four seconds late", () => {
  const listingAndReading = (target: Target) =>
    askedOf(target).filter(({ action }) => /ListBucket|GetObject/.test(action));

  /** Deploys a policy in place of one that had been visible for long, and runs the suite at once. */
  async function changed(from: readonly object[], to: readonly object[]) {
    const { clock } = standingClock();
    const start = Date.now();
    const loopback = await startLoopback({ iamDelay: 4_000, now: () => new Date(start + clock.now()) });
    try {
      const scoped = scopedStatements(loopback.accountId);
      const { outputs, operator, iam } = await seed(loopback, policyOf(...scoped, ...from));
      await clock.sleep(60_000);
      const PolicyDocument = policyOf(...scoped, ...to);
      const name = { UserName: "broker", PolicyName: "federation" };
      await iam.send(new PutUserPolicyCommand({ ...name, PolicyDocument }));
      const target = readTarget(
        { ...outputs, brokerPolicy: PolicyDocument },
        { endpoint: loopback.endpoint, operator },
      );
      return faults(await runAll(target, clock, 15, listingAndReading(target)));
    } finally {
      await loopback.close();
    }
  }

  const reading = { Effect: "Allow", Action: "s3:GetObject", Resource: "*" };

  test("do not hide that a policy was widened just now", async () => {
    expect(await changed([], [reading])).toEqual([
      "fail: broker s3:GetObject the canary: wrongly allowed",
      "fail: AllOfS3 s3:GetObject the canary: wrongly allowed",
      "fail: SessionToken s3:GetObject the canary: wrongly allowed",
    ]);
  });

  test("do not blame a policy that was narrowed just now", async () => {
    expect(await changed([reading], [])).toEqual([]);
  });

  async function lately(waitSeconds: number, brokerPolicy?: (accountId: string) => string) {
    const { clock, pauses } = standingClock();
    const start = Date.now();
    const loopback = await startLoopback({ iamDelay: 4_000, now: () => new Date(start + clock.now()) });
    try {
      const { outputs, operator } = await seed(loopback, brokerPolicy?.(loopback.accountId));
      const target = readTarget(outputs, { endpoint: loopback.endpoint, operator });
      return { rows: await runAll(target, clock, waitSeconds), pauses, waited: clock.now() };
    } finally {
      await loopback.close();
    }
  }

  test("are waited for: every promise holds, and the run says how long it took", async () => {
    const { rows } = await lately(60);
    expect(verdicts(rows)).toEqual(["pass"]);
    expect(rows[0]?.caughtUp).toMatchObject({ held: true, milliseconds: 5_250 });
  });

  test("are no failure of a promise even without waiting", async () => {
    const { rows, pauses } = await lately(0);
    expect(verdicts(rows.filter(({ principal }) => principal !== "nobody"))).toEqual(["inconclusive"]);
    expect(pauses).toEqual([]);
  });

  test("that never come leave denials undecided, when the time is up", async () => {
    const federating = (accountId: string) => policyOf(scopedStatements(accountId)[1]);
    const { rows, waited } = await lately(20, federating);
    expect(waited).toBeGreaterThanOrEqual(20_000);
    const denial = rows.find(({ principal, action }) => principal === "broker" && action === "s3:GetObject");
    expect(denial).toMatchObject({ verdict: "inconclusive", finding: "not caught up" });
    expect(denial?.explanation).toBe(
      "It was denied, but a call that must be allowed was denied, too, so IAM may not have caught up with the deployment (User1 s3:ListBucket: no identity-based policy allows the s3:ListBucket action).",
    );
  });
});
