// npm run mutate: the promises' own test. Every document is changed in every way, and each change must break a promise.
import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { styleText } from "node:util";
import { closingLine } from "../reports/matrix.ts";
import { mutationReport } from "../reports/mutation.ts";
import { readTarget, type Target } from "../smoke/deployment/target.ts";
import { exitCodeOf, type MutantResult, runMutation, scoreOf } from "../smoke/mutation/run-mutation.ts";
import { predictPromises } from "../smoke/unprobed/predict-promises.ts";
import { knownActionsOf } from "./mutate/known-actions-of.ts";
import { type MutateOptions, readMutateOptions } from "./mutate/options.ts";
import { everyAction } from "./shared/every-action.ts";
import { callersFolder } from "./shared/read-text-file.ts";
import { type ExitStatus, runCommand } from "./shared/run-command.ts";
import { workingTreeTarget } from "./shared/working-tree-target.ts";
import { readSource } from "./smoke/read-source.ts";

await runCommand(async (): Promise<ExitStatus> => {
  const options = readMutateOptions(process.argv.slice(2));
  const target = await targetOf(options);
  const how = { actions: await everyAction(), known: await knownActionsOf(target), now: new Date() };
  const before = await predictPromises(target, how);
  if (before.exitCode !== 0) {
    const says = "The deployment does not hold its promises as it is, so no change of it can break one";
    console.error(`${says}: see npm run smoke -- --predict-only. ${closingLine(before.rows)}`);
    return before.exitCode;
  }
  const results: MutantResult[] = [];
  for await (const result of runMutation(target, how)) results.push(result);
  await writeJson(options, results);
  const paint = (format: Parameters<typeof styleText>[0], text: string) =>
    styleText(format, text, { stream: process.stdout });
  console.log(mutationReport(results, options.threshold, paint));
  return exitCodeOf(scoreOf(results), options.threshold);
});

async function targetOf({ source }: MutateOptions): Promise<Target> {
  return source === undefined
    ? workingTreeTarget("federation-bucket", "aws")
    : readTarget((await readSource(source)).outputs);
}

async function writeJson(
  { json, threshold }: MutateOptions,
  results: readonly MutantResult[],
): Promise<void> {
  if (json === undefined) return;
  const report = {
    format: "federation-broker mutation report",
    version: 1,
    writtenAt: new Date().toISOString(),
    threshold,
    score: scoreOf(results),
    mutants: results,
  };
  await writeFile(resolve(callersFolder, json), `${JSON.stringify(report, null, 2)}\n`);
}
