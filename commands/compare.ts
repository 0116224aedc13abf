// npm run compare: `npm run diff -- --jsonl` by another name, the door for other test suites.
import { answerPairs } from "./compare/answer-pairs.ts";
import { parseArguments } from "./shared/parse-arguments.ts";
import { type ExitStatus, runCommand } from "./shared/run-command.ts";

await runCommand(async (): Promise<ExitStatus> => {
  parseArguments({ options: {} });
  await answerPairs();
  return 0;
});
