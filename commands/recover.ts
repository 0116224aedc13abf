// npm run recover: after a deployment was killed, shows what has to be repaired, and with --yes repairs it.
import { join } from "node:path";
import { recoverStack } from "./recover/recover-stack.ts";
import { parseArguments } from "./shared/parse-arguments.ts";
import { type ExitStatus, runCommand, UsageError } from "./shared/run-command.ts";

const options = { stack: { type: "string" }, yes: { type: "boolean", default: false } } as const;

await runCommand(async (): Promise<ExitStatus> => {
  const { stack = process.env.PULUMI_STACK, yes } = parseArguments({ options }).values;
  if (!stack) throw new UsageError("Say which stack: npm run recover -- --stack NAME.");
  return await recoverStack({ folder: join(import.meta.dirname, ".."), stack, yes, tell: console.log });
});
