// The report files that a person names: emptied before a run, so that no old report looks like this run's.
import { randomUUID } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { reportOf } from "../../reports/report.ts";
import type { StackRows } from "../../smoke/results/row-result.ts";
import { callersFolder } from "../shared/read-text-file.ts";
import { UsageError } from "../shared/run-command.ts";
import type { ReportFiles } from "./options.ts";

/** The same files, by absolute path. @throws UsageError with the name of one that cannot be written */
export async function claimReportFiles(files: ReportFiles): Promise<ReportFiles> {
  const claimed = await Promise.all(
    Object.entries(files).map(async ([kind, file]) => [kind, await claim(file)] as const),
  );
  return Object.fromEntries(claimed);
}

async function claim(file: string): Promise<string> {
  const path = resolve(callersFolder, file);
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, "");
    return path;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`The report ${file} cannot be written: ${reason}.`);
  }
}

/** The report that vitest itself writes: a suite for each stack, a test for each row. */
export function reportersFor({ junit, blob }: ReportFiles): [string, Record<string, unknown>][] {
  const names = { suiteNameTemplate: "{title}", classnameTemplate: "{suitename}", titleTemplate: "{title}" };
  const reporters: [string, Record<string, unknown>][] = [];
  if (junit !== undefined) reporters.push(["junit", { outputFile: junit, ...names }]);
  // Vitest treats blobs of one label as reports of the same tests, and uses only the last one.
  if (blob !== undefined) reporters.push(["blob", { outputFile: blob, label: randomUUID() }]);
  return reporters;
}

/** Writes the report for programs, if one is wanted. */
export async function writeReport({ json }: ReportFiles, stacks: readonly StackRows[]): Promise<void> {
  if (json === undefined) return;
  await writeFile(json, `${JSON.stringify(reportOf(stacks, new Date()), null, 2)}\n`);
}
