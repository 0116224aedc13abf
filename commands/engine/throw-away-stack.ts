// A stack for one run, with its own project, backend, login and passphrase, in a folder that is removed.
import { randomBytes } from "node:crypto";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { engineEnvironment } from "./engine-environment.ts";
import { findPulumi } from "./find-pulumi.ts";
import { type EngineRun, runEngine } from "./run-engine.ts";

interface ThrowAwayOptions {
  /** The folder whose Pulumi.yaml names the project and its program. */
  readonly project: string;
  readonly stack: string;
  /** The port of a provider that already runs. */
  readonly providerPort: number;
  /** The keys that deploy; the stack's configuration holds the secret one encrypted. */
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly signal?: AbortSignal;
  /** Whether the CLI's output is passed on as it comes; by default it is. */
  readonly show?: boolean;
}

export interface ThrowAwayStack {
  readonly name: string;
  /** Where Pulumi.yaml is. */
  readonly folder: string;
  /** The environment of every command about the stack. */
  readonly environment: Readonly<Record<string, string>>;
  /** Replaces the stack's configuration, except its keys; a value may be a list or a mapping. */
  configure(config: Readonly<Record<string, unknown>>): Promise<void>;
  /** Runs the CLI on the stack. */
  run(...args: readonly string[]): Promise<EngineRun>;
  /** Removes everything. */
  remove(): Promise<void>;
}

interface EngineCommand {
  readonly args: readonly string[];
  readonly input?: string;
}

/** @throws UsageError where the CLI is not installed */
export async function openThrowAwayStack(options: ThrowAwayOptions): Promise<ThrowAwayStack> {
  const { project, stack, providerPort, credentials, signal, show = true } = options;
  const pulumi = await findPulumi();
  const root = await mkdtemp(join(tmpdir(), "federation-broker-stack-"));
  const folder = join(root, "project");
  const home = join(root, "home");
  const state = join(root, "state");
  await Promise.all([folder, home, state].map((one) => mkdir(one)));
  await writeFile(join(folder, "Pulumi.yaml"), await projectFile(project));
  const passphrase = randomBytes(32).toString("base64url");
  const environment = engineEnvironment({ pulumi, home, state, passphrase, providerPort }, process.env);
  const context = { pulumi, folder, environment, telling: true, ...(signal && { signal }) };
  const stackFile = join(folder, `Pulumi.${stack}.yaml`);
  const remove = () => rm(root, { recursive: true, force: true });
  const commands: EngineCommand[] = [
    { args: ["stack", "init", stack] },
    { args: ["config", "set", "aws:accessKey", credentials.accessKeyId, "--stack", stack] },
    // By its input, because others can read the arguments of a process.
    {
      args: ["config", "set", "--secret", "aws:secretKey", "--stack", stack],
      input: credentials.secretAccessKey,
    },
  ];
  for (const { args, input } of commands) {
    const { status, stderr } = await runEngine(context, args, {
      show: false,
      ...(input !== undefined && { input }),
    });
    if (status === 0) continue;
    await remove();
    throw new Error(`the throw-away stack could not be made: ${stderr}`);
  }
  const made = parse(await readFile(stackFile, "utf8"));
  return {
    name: stack,
    folder,
    environment,
    configure: (config) =>
      writeFile(stackFile, stringify({ ...made, config: { ...made.config, ...config } })),
    run: (...args) => runEngine(context, [...args, "--stack", stack], { show }),
    remove,
  };
}

/** The project as it is, with the path of its program made absolute. */
async function projectFile(project: string): Promise<string> {
  const settings = parse(await readFile(join(project, "Pulumi.yaml"), "utf8"));
  return stringify({ ...settings, main: join(project, settings.main) });
}
