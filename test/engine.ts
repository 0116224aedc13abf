// The real engine for tests, and a project that is thrown away.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { findPulumi } from "../commands/engine/find-pulumi.ts";
import { isLeftOut } from "./in-full.ts";

/** The CLI's path; undefined where it is not installed. */
export const pulumi = await findPulumi().catch(() => undefined);

/** Whether tests of the engine are left out. */
export const engineIsLeftOut = (): boolean => isLeftOut("REQUIRE_ENGINE", "tests of Pulumi's engine");

/** The environment of a CLI that lives for seconds: it does without its collector, a fifth of what its start takes. */
export const shortLived = { GOGC: "off" } as const;

export interface ScratchProject {
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Runs the CLI to its end. */
  run(
    args: readonly string[],
    environment?: Readonly<Record<string, string>>,
  ): Promise<{ status: number; stdout: string; stderr: string }>;
  /** Makes a stack that deploys with these keys. */
  makeStack(
    name: string,
    credentials: { readonly accessKeyId: string; readonly secretAccessKey: string },
  ): Promise<void>;
  remove(): void;
}

/** A project with a backend and a home of its own, whose program is the folder `main`. */
export function scratchProject(main: string): ScratchProject {
  const root = mkdtempSync(join(tmpdir(), "federation-broker-engine-"));
  const folder = join(root, "project");
  for (const name of ["project", "state", "home"]) mkdirSync(join(root, name));
  const project = { name: "scratch", runtime: { name: "nodejs", options: { typescript: false } }, main };
  writeFileSync(join(folder, "Pulumi.yaml"), JSON.stringify(project));
  const environment = {
    PULUMI_HOME: join(root, "home"),
    PULUMI_BACKEND_URL: `file://${join(root, "state")}`,
    PULUMI_CONFIG_PASSPHRASE: "right",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
  };
  const run: ScratchProject["run"] = async (args, more = {}) => {
    const env = {
      ...process.env,
      ...environment,
      ...shortLived,
      ...more,
      PATH: `${join(pulumi ?? "", "..")}:${process.env.PATH}`,
    };
    const child = spawn(pulumi ?? "pulumi", [...args, "--non-interactive"], {
      cwd: folder,
      env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const [[status], stdout, stderr] = await Promise.all([
      once(child, "close"),
      text(child.stdout),
      text(child.stderr),
    ]);
    return { status, stdout, stderr };
  };
  return {
    folder,
    environment,
    run,
    async makeStack(name, { accessKeyId, secretAccessKey }) {
      for (const args of [
        ["stack", "init", name],
        ["config", "set", "aws:accessKey", accessKeyId, "--stack", name],
        ["config", "set", "--secret", "aws:secretKey", secretAccessKey, "--stack", name],
      ]) {
        const { status, stderr } = await run(args);
        if (status !== 0) throw new Error(`pulumi ${args[0]} ${args[1]} failed: ${stderr}`);
      }
    },
    remove: () => rmSync(root, { recursive: true }),
  };
}
