// npm run rehearse: the whole life of a stack with the real engine on the loopback; nothing outlives it.

import { parseArgs } from "node:util";
import { interruption } from "./interruption.ts";
import { openRehearsal } from "./rehearsal/open-rehearsal.ts";
import { runRehearsal } from "./rehearsal/run-rehearsal.ts";
import { steps } from "./rehearsal/steps.ts";
import { type ExitStatus, runCommand } from "./run-command.ts";

await runCommand(async (): Promise<ExitStatus> => {
  parseArgs({ options: {} });
  const rehearsal = await openRehearsal(interruption());
  try {
    return await runRehearsal(rehearsal, steps, console.log);
  } finally {
    await rehearsal.close();
  }
});
