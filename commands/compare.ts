// npm run compare: `npm run diff -- --jsonl` by another name, the door for other test suites.
import { parseArgs } from "node:util";
import { answerPairs } from "./compare/answer-pairs.ts";
import { type ExitStatus, runCommand } from "./shared/run-command.ts";

await runCommand(async (): Promise<ExitStatus> => {
  parseArgs({ options: {} });
  await answerPairs();
  return 0;
});
