// npm run smoke: proves the promises about a deployment, on AWS or wherever AWS_ENDPOINT_URL points. Each mode
// loads only what it needs.
import { type ExitStatus, runCommand } from "./shared/run-command.ts";
import { readSmokeOptions } from "./smoke/options.ts";

await runCommand(async (): Promise<ExitStatus> => {
  const command = readSmokeOptions(process.argv.slice(2));
  switch (command.mode) {
    case "predict":
      return (await import("./smoke/predict.ts")).predict(command);
    case "merge":
      return (await import("./smoke/merge.ts")).merge(command);
    case "run":
      return (await import("./smoke/run.ts")).run(command);
  }
});
