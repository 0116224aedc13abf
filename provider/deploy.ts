// Deploys a Pulumi program from inside this process: no CLI, no engine, no state; every resource is created by
// AWS SDK calls over HTTP.
import * as pulumi from "@pulumi/pulumi";
import { type AwsTarget, connect } from "./aws/clients.ts";
import { callFunction } from "./program/call-function.ts";
import { createForProgram } from "./program/create-for-program.ts";
import { trackCalls } from "./program/pending-calls.ts";
import { ORGANIZATION, preview, type Rules } from "./program/preview.ts";
import type { Random } from "./properties/autoname.ts";
import { trackSecrets } from "./properties/secrets.ts";

/** A program and where to deploy it. */
export interface Deployment {
  /**
   * Imports the program and gives its exports, or runs it and gives its outputs. As with Pulumi's own runner, a
   * default export replaces the exports, and a function is replaced by its result.
   */
  program: () => Promise<Record<string, unknown>>;
  project: string;
  stack: string;
  /** The stack's configuration; a key without a colon is the project's own, as on Pulumi's command line. */
  config: Readonly<Record<string, string>>;
  aws: AwsTarget;
  /** The random bytes of resource names; by default the system's. */
  random?: Random;
  /** Judge the program before any resource is made; it must then be a function, because it runs twice. */
  rules?: Rules;
}

/** The stack's outputs by name, as Pulumi's Automation API gives them. */
export type StackOutputs = Record<string, { value: unknown; secret: boolean }>;

// Pulumi's runtime keeps one deployment per process, so each waits for the one before it.
let turn: Promise<unknown> = Promise.resolve();

/**
 * Deploys a program and gives its outputs, once every call has been answered.
 *
 * @throws DeploymentError for the first resource or function that fails; nothing that depends on it is started
 * @throws the program's own error when the program itself throws
 */
export function deploy(deployment: Deployment): Promise<StackOutputs> {
  const deployed = turn.then(() => run(deployment));
  turn = deployed.catch(() => {});
  return deployed;
}

async function run(deployment: Deployment): Promise<StackOutputs> {
  const { project, stack, aws, random, rules } = deployment;
  const clients = connect(aws);
  const context = { clients, random, secrets: trackSecrets(aws.credentials.secretAccessKey) };
  const calls = trackCalls();
  try {
    if (rules !== undefined) {
      await preview({ clients, rules, project, stack }, () => start(deployment));
    }
    await pulumi.runtime.setMocks(
      {
        newResource: (resource) => calls.start(() => createForProgram(context, resource)),
        call: (call) => calls.start(() => callFunction(clients, call)),
      },
      project,
      stack,
      false,
      ORGANIZATION,
    );
    return await Promise.race([resolveOutputs(deployment), calls.failure]);
  } catch (error) {
    pulumi.runtime.terminateRpcs(); // otherwise Pulumi reports pending calls when the process exits
    throw error;
  } finally {
    await calls.stop();
    clients.destroy();
  }
}

/** Runs the program with its stack's configuration. */
async function start({ program, project, config }: Deployment): Promise<object> {
  pulumi.runtime.setAllConfig(
    Object.fromEntries(
      Object.entries(config).map(([key, value]) => [key.includes(":") ? key : `${project}:${key}`, value]),
    ),
  );
  const exported = await program();
  const chosen = "default" in exported ? exported.default : exported;
  return await (typeof chosen === "function" ? chosen() : chosen);
}

async function resolveOutputs(deployment: Deployment): Promise<StackOutputs> {
  const outputs = await start(deployment);
  const resolved = await Promise.all(Object.entries(outputs).map(resolveOutput));
  await pulumi.runtime.disconnect(); // waits for the resources that no output depends on
  return Object.fromEntries(resolved);
}

async function resolveOutput([name, exported]: [string, unknown]) {
  const output = pulumi.output(exported);
  // `promise` is missing from the declarations; `apply` would stay silent about an output that is rejected.
  const value = await (output as unknown as { promise(): Promise<unknown> }).promise();
  return [name, { value, secret: await pulumi.isSecret(output) }] as const;
}
