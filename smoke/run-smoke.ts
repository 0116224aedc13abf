// Runs the promises against a target: starts vitest in this process, counts rows, gives the exit status.
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { createVitest, type Reporter, type TestCase } from "vitest/node";
import { type Actions, findUnlisted } from "./closed-world.ts";
import { compareDeployed } from "./compare-deployed.ts";
import { isPredictedOnly } from "./context.ts";
import { type Counted, count } from "./count.ts";
import { type Outlive, UNMADE, withExpired } from "./expired.ts";
import { judgeOthers } from "./others.ts";
import { hurriedBy } from "./patience.ts";
import { predictRow } from "./predict-promises.ts";
import type { Only, Promised } from "./promises.ts";
import { type RowResult, type SmokeRow, unfinished } from "./row-result.ts";
import type { RunInput } from "./run.ts";
import { openTable } from "./table.ts";
import type { Target } from "./target.ts";
import { requireProbed, titleOf } from "./validate-promises.ts";

declare module "vitest" {
  interface ProvidedContext {
    smoke: RunInput;
  }
  interface TaskMeta {
    row?: RowResult;
  }
}

export interface SmokeOptions {
  /** Instead of the promises that are shipped. */
  promises?: readonly Promised[];
  /** Instead of the reverse promises that are shipped; none, where there are other promises. */
  reverse?: readonly Only[];
  /** Replaces User1's session policy; JSON text. */
  sessionPolicy?: string;
  /** All there are; with them, what the documents allow and no promise lists is a failure, too. */
  actions?: Actions;
  /** How long to wait for IAM to catch up with a deployment; without it, the first answers count. */
  waitSeconds?: number;
  /** How many rows run at the same time; 16 without it. */
  concurrency?: number;
  /** Vitest reporters, for instance `["junit", {outputFile}]`; none without it. */
  reporters?: readonly (Reporter | string | [string, Record<string, unknown>])[];
  /** Makes a session and waits until its time is up; without it, nothing is asked about such sessions. */
  outlive?: Outlive;
  /** Ends the run early: rows that have not started stay inconclusive. */
  signal?: AbortSignal;
}

export interface SmokeRun extends Counted {
  /** One for each promise, in the table's order; then one for each permission that no promise lists. */
  rows: readonly SmokeRow[];
  /** The promises about what this deployment does not have, or does not grant: nothing was asked about them. */
  unasked: readonly Promised[];
  /** The actions that the operator may not call: what they read was not compared with the stack outputs. */
  unread: readonly string[];
}

/**
 * Runs every promise once.
 * @throws ConfigurationError before anything runs when a promise or a document is wrong: exit status 3.
 */
export async function runSmoke(deployed: Target, options: SmokeOptions = {}): Promise<SmokeRun> {
  const { sessionPolicy, outlive } = options;
  const later: Target = outlive === undefined ? deployed : { ...deployed, expired: UNMADE };
  const { promises, reverse, unasked, documents } = openTable(later, options, sessionPolicy, new Date());
  const probed = promises.filter((promised) => !isPredictedOnly(promised));
  requireProbed(probed);
  const target = outlive === undefined ? deployed : await withExpired(deployed, outlive);
  const input: RunInput = {
    target,
    promises: probed,
    missingKey: `federation-broker-probe-${randomUUID()}`,
    ...(sessionPolicy === undefined ? {} : { sessionPolicy }),
    ...(options.waitSeconds === undefined ? {} : { waitSeconds: options.waitSeconds }),
  };
  const patience = hurriedBy(options.signal, options.waitSeconds ?? 0);
  const [finished, compared] = await Promise.all([
    runVitest(input, options),
    compareDeployed(target, patience),
  ]);
  const rows: SmokeRow[] = promises.map((promised) =>
    isPredictedOnly(promised)
      ? predictRow(promised, target, documents, new Date())
      : (finished.get(titleOf(promised)) ?? unfinished(promised)),
  );
  const asked = options.signal?.aborted === true ? [] : reverse;
  const others = await judgeOthers(asked, target, documents, new Date());
  rows.push(...others.rows);
  const { actions } = options;
  if (actions !== undefined)
    rows.push(...(await findUnlisted(promises, target, documents, actions, new Date())));
  rows.push(...compared.rows);
  return { rows, unasked: [...unasked, ...others.unasked], unread: compared.unread, ...count(rows) };
}

async function runVitest(input: RunInput, options: SmokeOptions): Promise<ReadonlyMap<string, RowResult>> {
  const collector = new RowCollector();
  const exitCode = process.exitCode;
  const vitest = await refusingSignalListeners(() =>
    createVitest({
      config: false,
      root: join(import.meta.dirname, ".."),
      include: ["smoke/permissions.smoke.ts"],
      watch: false,
      pool: "threads",
      maxConcurrency: options.concurrency ?? 16,
      // The SDK's own time limits end every call long before.
      testTimeout: 120_000 + (options.waitSeconds ?? 0) * 1000,
      reporters: [collector, ...(options.reporters ?? [])],
      provide: { smoke: input },
    }),
  );
  const cancel = () => void vitest.cancelCurrentRun("keyboard-input");
  options.signal?.addEventListener("abort", cancel);
  try {
    if (options.signal?.aborted !== true) await vitest.start();
  } finally {
    options.signal?.removeEventListener("abort", cancel);
    await vitest.close();
    // Vitest sets it for what it counts as failed; here the rows are counted.
    process.exitCode = exitCode;
  }
  if (collector.crash !== undefined) throw collector.crash;
  return collector.rows;
}

/** Takes each row out of vitest's own result. */
class RowCollector implements Reporter {
  readonly rows = new Map<string, RowResult>();
  crash: Error | undefined;

  onTestCaseResult(test: TestCase): void {
    const { row } = test.meta();
    if (row !== undefined) this.rows.set(titleOf(row), row);
    const [error] = row === undefined ? (test.result().errors ?? []) : [];
    if (error !== undefined) this.crash ??= new Error(`${test.name}: ${error.message}`, { cause: error });
  }
}

/**
 * Vitest ends the process at a signal, and with it what is known so far. Who runs the suite decides about signals,
 * so the listeners that `start` adds are dropped as soon as they are added.
 */
async function refusingSignalListeners<T>(start: () => Promise<T>): Promise<T> {
  const drop = (event: string | symbol, listener: () => void) => {
    if (event === "SIGINT" || event === "SIGTERM") queueMicrotask(() => process.off(event, listener));
  };
  process.on("newListener", drop);
  try {
    return await start();
  } finally {
    process.off("newListener", drop);
  }
}
