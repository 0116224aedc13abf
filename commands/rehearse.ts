// npm run rehearse: the whole life of a stack with the real engine on the loopback; nothing remains afterwards.

import { openRehearsal } from "./rehearse/open-rehearsal.ts";
import { runRehearsal } from "./rehearse/run-rehearsal.ts";
import { steps } from "./rehearse/steps.ts";
import { interruption } from "./shared/interruption.ts";
import { parseArguments } from "./shared/parse-arguments.ts";
import { type ExitStatus, runCommand } from "./shared/run-command.ts";

await runCommand(async (): Promise<ExitStatus> => {
  parseArguments({ options: {} });
  const rehearsal = await openRehearsal(interruption());
  try {
    return await runRehearsal(rehearsal, steps, console.log);
  } finally {
    await rehearsal.close();
  }
});
