// Joins the reports of many runs, as if they had been one run.
import { resolve } from "node:path";
import { closingLine } from "../../reports/matrix.ts";
import { reportMatrix } from "../../reports/matrix-reporter.ts";
import { mergeReports } from "../../smoke/suite/merge-reports.ts";
import { callersFolder } from "../shared/read-text-file.ts";
import type { ExitStatus } from "../shared/run-command.ts";
import type { Merge } from "./options.ts";
import { claimReportFiles, reportersFor, writeReport } from "./report-files.ts";

/** @throws UsageError, or ConfigurationError if reports are missing */
export async function merge({ folder, stacks: wanted, files: named }: Merge): Promise<ExitStatus> {
  const files = await claimReportFiles(named);
  const { stacks, exitCode } = await mergeReports(
    resolve(callersFolder, folder),
    wanted,
    reportersFor(files),
  );
  await writeReport(files, stacks);
  for (const { stack, rows, leftOut } of stacks) {
    process.stdout.write(`Stack ${stack}\n\n`);
    reportMatrix(rows, process.stdout);
    process.stdout.write(leftOut > 0 ? `Left out by -t: ${leftOut} rows.\n\n` : "\n");
  }
  const all = stacks.flatMap(({ rows }) => rows);
  process.stdout.write(`${stacks.length} ${stacks.length === 1 ? "stack" : "stacks"}, ${closingLine(all)}\n`);
  return exitCode;
}
