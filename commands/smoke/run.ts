// Probes a deployment, and reports what was found, also when it is interrupted.
import { setTimeout } from "node:timers/promises";
import { STSClient } from "@aws-sdk/client-sts";
import { openCatalogue } from "../../catalogue/open-catalogue.ts";
import { reportMatrix } from "../../reports/matrix-reporter.ts";
import { progressLine } from "../../reports/progress.ts";
import { type Credentials, readTarget, type Target } from "../../smoke/deployment/target.ts";
import { runSmoke, type SmokeOptions } from "../../smoke/run-smoke.ts";
import { interruption } from "../shared/interruption.ts";
import type { ExitStatus } from "../shared/run-command.ts";
import type { Run } from "./options.ts";
import { readSource } from "./read-source.ts";
import { claimReportFiles, reportersFor, writeReport } from "./report-files.ts";

/** @throws UsageError, or ConfigurationError for what is wrong with the outputs or the promises */
export async function run({ source, files: named, slow, ...how }: Run): Promise<ExitStatus> {
  const { name, outputs } = await readSource(source);
  const target = await targetOf(outputs);
  const files = await claimReportFiles(named);
  const signal = interruption();
  const watched = process.stderr.isTTY && !process.env.CI;
  const result = await runSmoke(target, {
    ...how,
    ...(name !== undefined && { stack: name }),
    catalogue: await openCatalogue(),
    signal,
    ...(slow && { outlive: waitFor(signal) }),
    reporters: [...reportersFor(files), ...(watched ? [progressLine(process.stderr)] : [])],
  });
  await writeReport(files, [result]);
  reportMatrix(result.rows, process.stdout);
  if (result.leftOut > 0) process.stdout.write(`Left out by -t or --shard: ${result.leftOut} rows.\n`);
  for (const note of result.notes) console.error(note);
  return result.exitCode;
}

/** Waits in real time; the extra second is for the network. */
function waitFor(signal: AbortSignal): NonNullable<SmokeOptions["outlive"]> {
  return async (make, seconds) => {
    const made = await make();
    console.error(`Waiting ${seconds} seconds until a session's time is up ...`);
    await setTimeout((seconds + 1) * 1000, undefined, { signal });
    return made;
  };
}

async function targetOf(outputs: unknown): Promise<Target> {
  const endpoint = process.env.AWS_ENDPOINT_URL;
  const operator = await operatorCredentials();
  return readTarget(outputs, { ...(endpoint && { endpoint }), ...(operator && { operator }) });
}

/** The identity that the SDK's default chain finds (environment, profile, single sign-on, instance role), or nobody. */
async function operatorCredentials(): Promise<Credentials | undefined> {
  const sts = new STSClient({ region: "us-east-1" });
  try {
    const { accessKeyId, secretAccessKey, sessionToken } = await sts.config.credentials();
    return { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) };
  } catch {
    return undefined;
  } finally {
    sts.destroy();
  }
}
