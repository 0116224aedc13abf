// npm run bench -- NAME: runs one of the measurements in bench/; what follows the name is the measurement's own.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { type ExitStatus, runCommand, UsageError } from "./shared/run-command.ts";

const folder = join(import.meta.dirname, "..", "bench");

await runCommand(async (): Promise<ExitStatus> => {
  const names = readdirSync(folder).flatMap((file) => (file.endsWith(".ts") ? file.slice(0, -3) : []));
  const name = process.argv[2];
  if (name === undefined || !names.includes(name)) {
    throw new UsageError(
      `Say what to measure: npm run bench -- NAME, where NAME is one of ${names.join(", ")}.`,
    );
  }
  await import(join(folder, `${name}.ts`));
  return 0;
});
