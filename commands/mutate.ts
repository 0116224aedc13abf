// npm run mutate: the promises' own test. Every document is changed in every way, and each change must break a promise.
import { writeFile } from "node:fs/promises";
import { styleText } from "node:util";
import { openCatalogue } from "../catalogue/open-catalogue.ts";
import { coverageReport } from "../reports/coverage.ts";
import { closingLine } from "../reports/matrix.ts";
import { mutationReport } from "../reports/mutation.ts";
import { readTarget, type Target } from "../smoke/deployment/target.ts";
import {
  coverage,
  coverageOf,
  exitCodeOf,
  type MutantResult,
  type MutationOptions,
  runMutation,
  scoreOf,
} from "../smoke/mutation/run-mutation.ts";
import { predictPromises } from "../smoke/unprobed/predict-promises.ts";
import { knownActionsOf } from "./mutate/known-actions-of.ts";
import { type MutateOptions, readMutateOptions } from "./mutate/options.ts";
import { type ExitStatus, runCommand } from "./shared/run-command.ts";
import { workingTreeTarget } from "./shared/working-tree-target.ts";
import { readSource } from "./smoke/read-source.ts";
import { claimReportFiles } from "./smoke/report-files.ts";

await runCommand(async (): Promise<ExitStatus> => {
  const options = readMutateOptions(process.argv.slice(2));
  const { json: file } = await claimReportFiles(options.json === undefined ? {} : { json: options.json });
  const target = await targetOf(options);
  const catalogue = await openCatalogue();
  const how = { catalogue, known: await knownActionsOf(target, catalogue), now: new Date() };
  const before = await predictPromises(target, how);
  if (before.exitCode !== 0) {
    const says = "The deployment does not hold its promises as it is, so no change of it can break one";
    console.error(`${says}: see npm run smoke -- --predict-only. ${closingLine(before.rows)}`);
    return before.exitCode;
  }
  const { report, json, exitCode } = await (options.coverage ? askCoverage : askMutants)(
    target,
    how,
    options,
  );
  if (file !== undefined) await writeJson(file, { threshold: options.threshold, ...json });
  console.log(report);
  return exitCode;
});

interface Asked {
  readonly report: string;
  readonly json: object;
  readonly exitCode: ExitStatus;
}

function paint(format: Parameters<typeof styleText>[0], text: string): string {
  return styleText(format, text, { stream: process.stdout });
}

async function askMutants(
  target: Target,
  how: MutationOptions,
  { threshold }: MutateOptions,
): Promise<Asked> {
  const mutants: MutantResult[] = [];
  for await (const result of runMutation(target, how)) mutants.push(result);
  const score = scoreOf(mutants);
  const report = mutationReport(mutants, threshold, paint);
  return {
    report,
    json: { format: "federation-broker mutation report", score, mutants },
    exitCode: exitCodeOf(score, threshold),
  };
}

async function askCoverage(
  target: Target,
  how: MutationOptions,
  { threshold }: MutateOptions,
): Promise<Asked> {
  const branches = [...coverage(target, how)];
  const score = coverageOf(branches);
  const report = coverageReport(branches, threshold, paint);
  return {
    report,
    json: { format: "federation-broker coverage report", score, branches },
    exitCode: exitCodeOf(score, threshold),
  };
}

async function targetOf({ source }: MutateOptions): Promise<Target> {
  return source === undefined
    ? workingTreeTarget("federation-bucket", "aws")
    : readTarget((await readSource(source)).outputs);
}

async function writeJson(file: string, report: object): Promise<void> {
  const dated = { version: 1, writtenAt: new Date().toISOString(), ...report };
  await writeFile(file, `${JSON.stringify(dated, null, 2)}\n`);
}
