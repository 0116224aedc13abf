// Runs the Pulumi program under a strict stand-in for AWS's provider, which refuses everything that it does not know.
import * as pulumi from "@pulumi/pulumi";
import type { MockCallArgs, MockMonitor, MockResourceArgs } from "@pulumi/pulumi/runtime/mocks.js";
import program from "../../infra/index.ts";
import { watchOptions } from "./resource-options.ts";

/** What the program asked for. */
export interface ProgramRun {
  /** Every resource by its type, its logical name and its inputs; in the order of creation. */
  resources: { type: string; name: string; inputs: Record<string, unknown> }[];
  /** `type::name`, where a type is preceded by the type of its parent and a dollar sign; sorted. */
  urns: string[];
  /** `begin NAME` and `end NAME` of every creation. */
  events: string[];
  outputs: Record<string, unknown>;
  secretOutputs: string[];
  /** The logical names of the resources that are protected. */
  protected: string[];
  /** The names that a resource was known by before, by its logical name. */
  aliases: Record<string, string[]>;
}

/** What is there before the program runs. */
export interface Before {
  /** At preview the provider knows names but neither ARNs nor secrets, as AWS's does. */
  preview?: boolean;
  /** The outputs of the stack's last deployment. */
  outputs?: Record<string, unknown>;
  partition?: string;
}

type State = (name: string, inputs: Record<string, string>) => Record<string, string>;

const noOutputs: State = () => ({});
const named: State = (name, inputs) => ({
  name: inputs.name ?? `${name}-5eed123`,
  arn: `arn-of-${inputs.name ?? name}`,
});

const states: Record<string, State> = {
  "aws:s3/bucket:Bucket": (name, { bucket = `${name}-5eed123` }) => ({
    bucket,
    arn: `bucket-arn-of-${bucket}`,
  }),
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": noOutputs,
  "aws:s3/bucketLogging:BucketLogging": noOutputs,
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": noOutputs,
  "aws:s3/bucketPolicy:BucketPolicy": noOutputs,
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": noOutputs,
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": noOutputs,
  "aws:s3/bucketVersioning:BucketVersioning": noOutputs,
  "aws:s3/bucketObjectv2:BucketObjectv2": noOutputs,
  "aws:iam/policy:Policy": named,
  "aws:iam/user:User": named,
  "aws:iam/userPolicy:UserPolicy": noOutputs,
  "aws:iam/accessKey:AccessKey": (name) => ({ secret: `planted-secret-of-${name}` }),
  "federation-broker:index:Broker": noOutputs,
  "federation-broker:index:PrivateBucket": noOutputs,
};

/** The outputs of a provider function; an unknown one throws. */
export function answerCall(
  { token }: Pick<MockCallArgs, "token">,
  before: Before = {},
): Record<string, unknown> {
  const calls: Record<string, Record<string, unknown>> = {
    "aws:index/getCallerIdentity:getCallerIdentity": { accountId: "111122223333" },
    "aws:index/getPartition:getPartition": { partition: before.partition ?? "aws" },
    "aws:index/getRegion:getRegion": { region: "eu-central-1" },
    "pulumi:pulumi:readStackOutputs": { outputs: before.outputs ?? {}, secretOutputNames: [] },
  };
  const result = calls[token];
  if (result === undefined) throw new Error(`the program called ${token}, which no test expects`);
  return result;
}

/** The properties that AWS decides; an unknown resource type throws. */
export function resourceState({ type, name, inputs }: Pick<MockResourceArgs, "type" | "name" | "inputs">) {
  const state = states[type];
  if (state === undefined) throw new Error(`the program made a ${type}, which no test expects`);
  return state(name, inputs);
}

/**
 * Runs the program.
 *
 * @param config the program's own options, without the project's name
 */
export async function runProgram(
  config: Record<string, string> = {},
  before: Before = {},
): Promise<ProgramRun> {
  const { preview = false } = before;
  const run: ProgramRun = {
    resources: [],
    urns: [],
    events: [],
    outputs: {},
    secretOutputs: [],
    protected: [],
    aliases: {},
  };
  await pulumi.runtime.setMocks(
    {
      call: (call) => answerCall(call, before),
      async newResource({ type, name, inputs, custom = true }) {
        run.events.push(`begin ${name}`);
        if (custom) run.resources.push({ type, name, inputs });
        const { arn, secret, ...known } = resourceState({ type, name, inputs });
        await new Promise(setImmediate);
        run.events.push(`end ${name}`);
        const decided = preview ? known : { arn, secret, ...known };
        return { id: preview || !custom ? "" : `${name}-id`, state: { ...inputs, ...decided } };
      },
    },
    "federation-broker",
    "test",
    preview,
    "organization",
  );
  const monitor = pulumi.runtime.getMonitor() as unknown as MockMonitor;
  watchOptions(monitor, run);
  pulumi.runtime.setAllConfig(
    Object.fromEntries(
      Object.entries(config).map(([option, value]) => [`federation-broker:${option}`, value]),
    ),
  );
  const outputs = await program();
  await pulumi.runtime.disconnect();
  for (const [name, exported] of Object.entries(outputs)) {
    const output = pulumi.output<unknown>(exported);
    run.outputs[name] = await (output as unknown as { promise(): Promise<unknown> }).promise();
    if (await pulumi.isSecret(output)) run.secretOutputs.push(name);
  }
  run.urns = [...monitor.resources.keys()].map((urn) => urn.split("::").slice(2).join("::")).sort();
  return run;
}

/** Types and inputs by logical name; the names of resources are unique in this program. */
export const byName = (resources: ProgramRun["resources"]) =>
  Object.fromEntries(resources.map(({ name, type, inputs }) => [name, { type, inputs }]));

/** The inputs of the resource of that name. */
export const inputsOf = (run: ProgramRun, name: string) => byName(run.resources)[name]?.inputs;
