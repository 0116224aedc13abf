// npm run smoke: proves the promises about a deployment, on AWS or wherever AWS_ENDPOINT_URL points.
import { join, resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
import { parseArgs } from "node:util";
import { STSClient } from "@aws-sdk/client-sts";
import type { Outlive } from "../smoke/expired.ts";
import { reportMatrix } from "../smoke/matrix-reporter.ts";
import { predictPromises } from "../smoke/predict-promises.ts";
import { sayUnasked } from "../smoke/report-unasked.ts";
import { runSmoke } from "../smoke/run-smoke.ts";
import { type Credentials, readTarget, type Target } from "../smoke/target.ts";
import { everyAction } from "./every-action.ts";
import { interruption } from "./interruption.ts";
import { readOutputs } from "./read-outputs.ts";
import { callersFolder } from "./read-text-file.ts";
import { type ExitStatus, runCommand, UsageError } from "./run-command.ts";

const options = {
  "predict-only": { type: "boolean" },
  wait: { type: "string" },
  outputs: { type: "string" },
  stack: { type: "string" },
  junit: { type: "string" },
  slow: { type: "boolean" },
} as const;

const projectFolder = join(import.meta.dirname, "..");

await runCommand(async (): Promise<ExitStatus> => {
  const { values } = parseArgs({ options });
  const { junit } = values;
  const waitSeconds = secondsOf(values.wait ?? "60");
  const outputs = await outputsOf(values.outputs, values.stack);
  if (values["predict-only"]) return await predictOnly(outputs, junit);
  const target = await targetOf(outputs);
  const signal = interruption();
  const run = await runSmoke(target, {
    actions: await everyAction(),
    signal,
    waitSeconds,
    ...(values.slow && { outlive: waitFor(signal) }),
    ...(junit !== undefined && { reporters: [["junit", { outputFile: resolve(callersFolder, junit) }]] }),
  });
  reportMatrix(run.rows, process.stdout);
  for (const line of sayUnasked(run.unasked, target)) console.error(line);
  if (run.unread.length > 0) {
    console.error(
      `Not compared with the stack outputs, because no operator may: ${[...new Set(run.unread)].join(", ")}.`,
    );
  }
  return run.exitCode;
});

/** Waits on the clock of the wall; the second more is for what the network takes. */
function waitFor(signal: AbortSignal): Outlive {
  return async (make, seconds) => {
    const made = await make();
    console.error(`Waiting ${seconds} seconds until a session's time is up ...`);
    await setTimeout((seconds + 1) * 1000, undefined, { signal });
    return made;
  };
}

/** @throws UsageError for what is no number of seconds up to an hour */
function secondsOf(wait: string): number {
  if (/^\d{1,4}$/.test(wait) && Number(wait) <= 3600) return Number(wait);
  throw new UsageError(
    `--wait ${wait} is no number of seconds from 0 to 3600: say how long IAM may take to catch up with a deployment.`,
  );
}

async function predictOnly(outputs: unknown, junit: string | undefined): Promise<ExitStatus> {
  if (junit !== undefined)
    throw new UsageError(
      "Leave --junit out with --predict-only: nothing is probed, so there are no tests to report.",
    );
  const actions = await everyAction();
  const run = await predictPromises(readTarget(outputs), { actions, now: new Date() });
  reportMatrix(run.rows, process.stdout);
  return run.exitCode;
}

/** A file's, or else those of the stack that is named or selected. */
async function outputsOf(file: string | undefined, stack: string | undefined): Promise<unknown> {
  if (file !== undefined && stack !== undefined) {
    throw new UsageError("Give either --outputs or --stack: both say whose outputs are read.");
  }
  if (file !== undefined) return await readOutputs(file);
  const { readStackOutputs } = await import("./engine/read-stack-outputs.ts");
  const name = stack ?? (process.env.PULUMI_STACK || undefined);
  return await readStackOutputs({ folder: projectFolder, ...(name !== undefined && { name }) });
}

async function targetOf(outputs: unknown): Promise<Target> {
  const endpoint = process.env.AWS_ENDPOINT_URL;
  const operator = await operatorCredentials();
  return readTarget(outputs, { ...(endpoint && { endpoint }), ...(operator && { operator }) });
}

/** Whoever the SDK's default chain finds: environment, profile, single sign-on, instance role; or nobody. */
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
