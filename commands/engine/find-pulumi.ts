// Finds the Pulumi CLI on this machine; downloads nothing.
import { execFile } from "node:child_process";
import { constants } from "node:fs";
import { access } from "node:fs/promises";
import { homedir } from "node:os";
import { basename, delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";
import { version } from "@pulumi/pulumi/version.js";
import { UsageError } from "../shared/run-command.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Gives the path of the CLI of the version that package-lock.json names: where `npx pulumi` keeps it, or else in the
 * PATH.
 *
 * @throws UsageError that says how to install it
 */
export async function findPulumi(environment: Environment = process.env): Promise<string> {
  const { PULUMI_HOME, HOME, PATH = "" } = environment;
  const home = PULUMI_HOME || join(HOME || homedir(), ".pulumi");
  const kept = join(home, "versions", version, "bin", "pulumi");
  if (await isExecutable(kept)) return kept;
  const others: string[] = [];
  for (const file of inPath(PATH)) {
    if (!(await isExecutable(file))) continue;
    const found = await versionOf(file);
    if (found === `v${version}`) return file;
    others.push(`${file} is ${found}`);
  }
  const whatIsThere = others.length === 0 ? "" : ` (${others.join(", ")})`;
  throw new UsageError(
    `The Pulumi CLI ${version} is not on this machine${whatIsThere}: run \`npx pulumi version\`, which installs it, and then this command again.`,
  );
}

// npm puts the package `pulumi` there, which would download the CLI; and the Automation API needs a "bin".
const inPath = (path: string): string[] =>
  path
    .split(delimiter)
    .filter((folder) => basename(folder) === "bin" && basename(dirname(folder)) !== "node_modules")
    .map((folder) => join(folder, "pulumi"));

async function isExecutable(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** As the CLI prints it, with a "v" before it. */
async function versionOf(file: string): Promise<string> {
  const env = { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" };
  const printed = await promisify(execFile)(file, ["version"], { env }).catch(() => undefined);
  return printed?.stdout.trim() || "no Pulumi CLI";
}
