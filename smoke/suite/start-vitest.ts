// Starts vitest in this process: for a run of the suite, or to merge the reports of several.
import { join } from "node:path";
import { type CliOptions, createVitest, type Reporter, type Vitest } from "vitest/node";
import type { ReportedRow } from "./reported-row.ts";
import { RowCollector } from "./row-collector.ts";

/** Vitest reporters, for instance `["junit", {outputFile}]`. */
export type Reporters = readonly (Reporter | string | [string, Record<string, unknown>])[];

/**
 * The rows of whatever `work` makes vitest report.
 * @throws Error for a failure that is not a row's: a defect of the suite.
 */
export async function collectRows(
  { reporters = [], ...options }: Omit<CliOptions, "reporters"> & { reporters?: Reporters | undefined },
  work: (vitest: Vitest) => Promise<unknown>,
): Promise<readonly ReportedRow[]> {
  const collector = new RowCollector();
  const exitCode = process.exitCode;
  const vitest = await refusingSignalListeners(() =>
    createVitest(
      {
        config: false,
        root: join(import.meta.dirname, "..", ".."),
        include: ["smoke/suite/permissions.smoke.ts"],
        watch: false,
        // Node runs TypeScript as it is, and remembers what it has compiled: a run starts 0.3 s earlier.
        experimental: { viteModuleRunner: false },
        pool: "threads",
        reporters: [collector, ...reporters],
        ...options,
      },
      {},
      // Standard output is for results; vitest would say there where its report files are.
      { stdout: process.stderr },
    ),
  );
  try {
    await work(vitest);
  } finally {
    await vitest.close();
    // Vitest sets it when a test fails; here the rows are counted.
    process.exitCode = exitCode;
  }
  if (collector.crash !== undefined) throw collector.crash;
  return collector.rows;
}

/**
 * At a signal, vitest would end the process, and the results so far would be lost. The caller decides about signals, so
 * the listeners that `start` adds are dropped as soon as they are added.
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
