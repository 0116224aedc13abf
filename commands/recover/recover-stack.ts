// Recovers a stack whose deployment was killed: looks, plans, prints the plan, and with --yes brings it up.
import { dirname } from "node:path";
import { activityOf, lockActivity } from "../engine/activity.ts";
import { engineFailure } from "../engine/engine-failure.ts";
import { findPulumi } from "../engine/find-pulumi.ts";
import { openWorkspace } from "../engine/open-workspace.ts";
import { type EngineContext, runEngine } from "../engine/run-engine.ts";
import { stackName } from "../engine/stack-name.ts";
import { type ExitStatus, UsageError } from "../shared/run-command.ts";
import { type AwsAccess, openAws } from "./aws.ts";
import { candidatesOf } from "./candidates.ts";
import { carryOut } from "./carry-out.ts";
import { describePlan } from "./describe-plan.ts";
import { isEmpty, planRecovery } from "./plan.ts";
import { readSituation } from "./read-situation.ts";
import { survey } from "./survey.ts";
import { removeTornState } from "./torn-state.ts";

interface Recovery {
  /** The project's folder. */
  readonly folder: string;
  readonly stack: string;
  /** Whether the plan is carried out. */
  readonly yes: boolean;
  /** The engine's environment; by default this process's own. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly aws?: AwsAccess;
  readonly tell: (line: string) => void;
  /** Whether the engine's output is hidden from the terminal. */
  readonly quiet?: boolean;
}

/**
 * 0 when the stack is up, or, without a yes, when nothing is left to do; 1 when it could not be brought up; 2 when a
 * person has to decide first.
 *
 * @throws UsageError that says why it cannot look
 */
export async function recoverStack(recovery: Recovery): Promise<ExitStatus> {
  const { folder, stack, yes, aws = {}, tell, quiet = false } = recovery;
  const environment = { ...inherited(), ...recovery.environment };
  const pulumi = await findPulumi(environment);
  const engine: EngineContext = {
    pulumi,
    folder,
    environment: {
      ...environment,
      PATH: `${dirname(pulumi)}:${environment.PATH ?? ""}`,
      PULUMI_SKIP_UPDATE_CHECK: "true",
    },
  };
  const activity = await activityIn(recovery);
  if (activity === "running") {
    throw new UsageError(
      `An update of stack ${stack} is in progress on this machine: wait until it has ended, or end it.`,
    );
  }
  const situation = await readSituation(engine, stack);
  const { clients, account, close } = await openAws({
    ...(situation.region !== undefined && { region: situation.region }),
    ...aws,
  });
  try {
    const search = candidatesOf(situation.state, situation.wanted, account);
    const plan = planRecovery(situation.state, search, await survey(clients, search), account);
    if (isEmpty(plan) && activity === "idle" && !yes) {
      tell(`Nothing of stack ${stack} is left unfinished.`);
      return 0;
    }
    tell([`Stack ${stack} in account ${account.accountId}:`, ...describePlan(plan, stack)].join("\n"));
    if (!yes) {
      tell(`This was a plan: npm run recover -- --stack ${stack} --yes carries it out.`);
      return 2;
    }
    if (plan.doubts.length > 0) {
      tell("Nothing was changed: settle what is in doubt first.");
      return 2;
    }
    const run = updates(engine, stack, !quiet);
    return (await carryOut(run, plan, situation, clients)) ? 0 : 1;
  } finally {
    close();
  }
}

/** Runs the engine on the stack, and says whether it succeeded. */
const updates =
  (engine: EngineContext, stack: string, show: boolean) =>
  async (...args: readonly string[]): Promise<boolean> =>
    (await runEngine(engine, [...args, "--stack", stack], { show })).status === 0;

async function activityIn({ folder, stack, environment, tell }: Recovery) {
  try {
    const workspace = await openWorkspace(folder, environment);
    const lock = await lockActivity(workspace, stack);
    // A file that is being written looks like a torn one.
    if (lock !== "running" && lock !== "held") {
      const [{ url = "" }, { name }] = await Promise.all([workspace.whoAmI(), workspace.projectSettings()]);
      const torn = await removeTornState(url, stackName(stack, name), folder);
      if (torn.length > 0)
        tell(`Removed the files that were torn when the CLI was killed: ${torn.join(", ")}.`);
    }
    return await activityOf(workspace, stack);
  } catch (error) {
    throw error instanceof UsageError ? error : engineFailure(error, `stack ${stack}`);
  }
}

const inherited = (): Record<string, string> =>
  Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
