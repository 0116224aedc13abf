// The smoke suite within a rehearsal: reads the stack as a person's `npm run smoke` does, and asks the loopback.
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { reportMatrix } from "../../reports/matrix-reporter.ts";
import { type Credentials, readTarget, type Target } from "../../smoke/deployment/target.ts";
import { runSmoke } from "../../smoke/run-smoke.ts";
import { readStackOutputs } from "../engine/read-stack-outputs.ts";
import type { Rehearsal } from "./open-rehearsal.ts";
import { StepFailure } from "./step-failure.ts";

/** The deployment as its outputs describe it, secrets included. */
export async function targetOf({ stack, loopback }: Rehearsal): Promise<Target> {
  const { name, folder, environment } = stack;
  const { endpoint, accessKeyId, secretAccessKey } = loopback;
  const outputs = await readStackOutputs({ name, folder, environment });
  return readTarget(outputs, { endpoint, operator: { accessKeyId, secretAccessKey } });
}

/** @throws StepFailure with the suite's own status unless every promise holds */
export async function prove(rehearsal: Rehearsal): Promise<string> {
  const target = await targetOf(rehearsal);
  rehearsal.firstKey ??= target.broker.credentials;
  const { rows, counts, exitCode } = await runSmoke(target, { signal: rehearsal.signal });
  if (exitCode !== 0) {
    reportMatrix(rows, process.stdout);
    throw new StepFailure(
      `${counts.fail} promises are broken, ${counts.inconclusive} inconclusive`,
      exitCode,
    );
  }
  return `${counts.pass} promises hold`;
}

/** @throws StepFailure when the first key behaves otherwise */
export async function requireFirstKey(rehearsal: Rehearsal, wanted: "works" | "is refused"): Promise<string> {
  const { firstKey, loopback } = rehearsal;
  if (firstKey === undefined) throw new StepFailure("the first key was never seen", 2);
  const seen = await answerTo(firstKey, loopback);
  if (seen !== wanted) throw new StepFailure(`the first key ${seen}, but it should be that it ${wanted}`);
  return `the first key ${wanted}`;
}

async function answerTo(
  credentials: Credentials,
  { endpoint, region }: Rehearsal["loopback"],
): Promise<string> {
  const sts = new STSClient({ endpoint, region, credentials, maxAttempts: 1 });
  try {
    await sts.send(new GetCallerIdentityCommand({}));
    return "works";
  } catch (error) {
    if (error instanceof Error && error.name === "InvalidClientTokenId") return "is refused";
    throw error;
  } finally {
    sts.destroy();
  }
}
