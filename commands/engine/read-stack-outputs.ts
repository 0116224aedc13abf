// Reads the outputs of a deployed stack from its backend, secrets included: they stay in memory.

import { UsageError } from "../shared/run-command.ts";
import { activityOf } from "./activity.ts";
import { engineFailure } from "./engine-failure.ts";
import { openWorkspace } from "./open-workspace.ts";

export interface StackToRead {
  /** The project's folder. */
  readonly folder: string;
  /** The stack's name; by default the one that is selected in that folder. */
  readonly name?: string;
  /** Variables for the engine, in addition to this process's environment. */
  readonly environment?: Readonly<Record<string, string>>;
}

export type Outputs = Readonly<Record<string, unknown>>;

/** @throws UsageError that says why the outputs cannot be read, and what to do */
export const readStackOutputs = async (stack: StackToRead): Promise<Outputs> =>
  (await readStack(stack)).outputs;

/** The outputs, and the name of the stack that has them. Throws as readStackOutputs does. */
export async function readStack(stack: StackToRead): Promise<{ name: string; outputs: Outputs }> {
  const { folder, environment } = stack;
  let calledStack = stack.name === undefined ? "the selected stack" : `stack ${stack.name}`;
  try {
    const workspace = await openWorkspace(folder, environment);
    const name = stack.name ?? (await workspace.stack())?.name;
    if (name === undefined) throw new UsageError(nothingSelected);
    calledStack = `stack ${name}`;
    const [outputs, activity] = await Promise.all([
      workspace.stackOutputs(name),
      activityOf(workspace, name),
    ]);
    if (activity !== "idle") {
      throw new UsageError(activity === "broken" ? broken(name) : busy(name));
    }
    if (Object.keys(outputs).length === 0) {
      throw new UsageError(
        `The ${calledStack} has no outputs, because it was never deployed or is destroyed: run \`npx pulumi up --stack ${name}\`.`,
      );
    }
    const values = Object.entries(outputs).map(([output, { value }]) => [output, value]);
    return { name, outputs: Object.fromEntries(values) };
  } catch (error) {
    throw error instanceof UsageError ? error : engineFailure(error, calledStack);
  }
}

const nothingSelected =
  "No stack is selected: name one with --stack NAME or in PULUMI_STACK, or select it with `npx pulumi stack select NAME`, or give its outputs with --outputs FILE.";

const busy = (name: string): string =>
  `An update of stack ${name} is in progress: wait until it has ended; if it was killed, run \`npm run recover -- --stack ${name}\`.`;

const broken = (name: string): string =>
  `An update of stack ${name} was killed before its end: run \`npm run recover -- --stack ${name}\`, which shows what is left to do.`;
