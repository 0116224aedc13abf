// npm run smoke: proves the promises about a deployment, on AWS or wherever AWS_ENDPOINT_URL points.
import { parseArgs } from "node:util";
import { STSClient } from "@aws-sdk/client-sts";
import { reportMatrix } from "../smoke/matrix-reporter.ts";
import { runSmoke } from "../smoke/run-smoke.ts";
import { type Credentials, readTarget, type Target } from "../smoke/target.ts";
import { interruption } from "./interruption.ts";
import { readOutputs } from "./read-outputs.ts";
import { type ExitStatus, runCommand, UsageError } from "./run-command.ts";

await runCommand(async (): Promise<ExitStatus> => {
  const { values } = parseArgs({ options: { outputs: { type: "string" } } });
  if (values.outputs === undefined) {
    throw new UsageError(
      "Say where the stack's outputs are: npm run smoke -- --outputs FILE, with what `pulumi stack output --json --show-secrets` prints, or - for standard input.",
    );
  }
  const run = await runSmoke(await targetOf(values.outputs), { signal: interruption() });
  reportMatrix(run.rows, process.stdout);
  return run.exitCode;
});

async function targetOf(file: string): Promise<Target> {
  const outputs = await readOutputs(file);
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
