// npm start: sets everything up on the loopback, federates, proves the promises, and leaves nothing behind.
import { openCatalogue } from "../catalogue/open-catalogue.ts";
import { rulesFor } from "../infra/guardrails/rules-for.ts";
import { maximumInlinePolicy } from "../infra/policy-choice.ts";
import { readConfiguration } from "../infra/read-configuration.ts";
import { startLoopback } from "../loopback/start-loopback.ts";
import { deploy, type StackOutputs } from "../provider/deploy.ts";
import { reportMatrix } from "../reports/matrix-reporter.ts";
import { readTarget } from "../smoke/deployment/target.ts";
import { runSmoke } from "../smoke/run-smoke.ts";
import { interruption } from "./shared/interruption.ts";
import { parseArguments } from "./shared/parse-arguments.ts";
import { type ExitStatus, runCommand } from "./shared/run-command.ts";
import { movableClock } from "./start/movable-clock.ts";
import { readPolicyFile } from "./start/read-policy-file.ts";

const project = "federation-broker";
const options = { "broker-policy": { type: "string" }, "session-policy": { type: "string" } } as const;

await runCommand(async (): Promise<ExitStatus> => {
  const { values } = parseArguments({ options });
  const brokerPolicy = values["broker-policy"];
  const sessionPolicy = values["session-policy"];
  const documents = {
    ...(brokerPolicy !== undefined && {
      broker: await readPolicyFile(brokerPolicy, "identity", maximumInlinePolicy),
    }),
    ...(sessionPolicy !== undefined && { session: await readPolicyFile(sessionPolicy, "session") }),
  };
  return await standUpAndProve(documents, interruption());
});

interface Documents {
  readonly broker?: string;
  readonly session?: string;
}

async function standUpAndProve({ broker, session }: Documents, signal: AbortSignal): Promise<ExitStatus> {
  const clock = movableClock();
  const loopback = await startLoopback({ now: clock.now });
  try {
    console.error("Deploying infra/ into the loopback AWS ...");
    const { endpoint, region, accessKeyId, secretAccessKey } = loopback;
    const operator = { accessKeyId, secretAccessKey };
    const outputs = await deploy({
      program: () => import("../infra/index.ts"),
      project,
      stack: "loopback",
      ...judgedBy(broker, { "aws:region": region }),
      aws: { endpoint, region, credentials: operator },
    });
    const target = readTarget(plain(outputs), { endpoint, operator });
    console.error("Federating and probing ...");
    const run = await runSmoke(target, {
      catalogue: await openCatalogue(),
      signal,
      outlive: clock.outlive,
      ...(session !== undefined && { sessionPolicy: session }),
    });
    reportMatrix(run.rows, process.stdout);
    return run.exitCode;
  } finally {
    await loopback.close();
  }
}

/**
 * A deployment obeys the guardrails. A person who gives a broker policy wants to see which promises it breaks, so
 * neither the guardrails nor the boundary apply to it.
 */
function judgedBy(brokerPolicy: string | undefined, provider: Readonly<Record<string, string>>) {
  if (brokerPolicy === undefined)
    return { config: provider, rules: rulesFor(readConfiguration(provider, project)) };
  return { config: { ...provider, brokerPolicy, permissionsBoundary: "none" } };
}

function plain(outputs: StackOutputs): Record<string, unknown> {
  return Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value]));
}
