// Compares the promises only with the deployed documents: no call is made.

import { openCatalogue } from "../../catalogue/open-catalogue.ts";
import { reportMatrix } from "../../reports/matrix-reporter.ts";
import { readTarget, stackName } from "../../smoke/deployment/target.ts";
import { predictPromises } from "../../smoke/unprobed/predict-promises.ts";
import type { ExitStatus } from "../shared/run-command.ts";
import type { Predict } from "./options.ts";
import { readSource } from "./read-source.ts";
import { claimReportFiles, writeReport } from "./report-files.ts";

/** @throws UsageError, or ConfigurationError for what is wrong with the outputs or the promises */
export async function predict({ source, files: named }: Predict): Promise<ExitStatus> {
  const { name, outputs } = await readSource(source);
  const target = readTarget(outputs);
  const files = await claimReportFiles(named);
  const { rows, exitCode } = await predictPromises(target, {
    catalogue: await openCatalogue(),
    now: new Date(),
  });
  await writeReport(files, [{ stack: stackName(target, name), rows, leftOut: 0 }]);
  reportMatrix(rows, process.stdout);
  return exitCode;
}
