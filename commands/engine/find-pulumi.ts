// Finds the Pulumi CLI on this machine; downloads nothing.
import { constants } from "node:fs";
import { access } from "node:fs/promises";
import { homedir } from "node:os";
import { basename, delimiter, dirname, join } from "node:path";
import { version } from "@pulumi/pulumi/version.js";
import { UsageError } from "../run-command.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Gives the CLI's path: the version that package-lock.json names, where `npx pulumi` keeps it, or else the one in the
 * PATH.
 *
 * @throws UsageError that says how to install it
 */
export async function findPulumi(environment: Environment = process.env): Promise<string> {
  for (const file of places(environment)) {
    if (await isExecutable(file)) return file;
  }
  throw new UsageError(
    "The Pulumi CLI is not on this machine: run `npx pulumi version`, which installs it, and then this command again.",
  );
}

function places({ PULUMI_HOME, HOME, PATH = "" }: Environment): string[] {
  const home = PULUMI_HOME || join(HOME || homedir(), ".pulumi");
  return [
    join(home, "versions", version, "bin", "pulumi"),
    ...PATH.split(delimiter)
      // What npm puts there is the package `pulumi`, which would download the CLI; and the Automation API wants a "bin".
      .filter((folder) => basename(folder) === "bin" && basename(dirname(folder)) !== "node_modules")
      .map((folder) => join(folder, "pulumi")),
  ];
}

async function isExecutable(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
