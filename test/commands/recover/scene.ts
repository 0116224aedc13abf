// What a test checks after a kill: the recovery, the stack's state, and everything in the account.
import { IAMClient, ListAccessKeysCommand, ListPoliciesCommand, ListUsersCommand } from "@aws-sdk/client-iam";
import { ListBucketsCommand, ListObjectVersionsCommand, S3Client } from "@aws-sdk/client-s3";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { expect } from "vitest";
import { runEngine } from "../../../commands/engine/run-engine.ts";
import { summaryOf } from "../../../commands/engine/summary.ts";
import type { ThrowAwayStack } from "../../../commands/engine/throw-away-stack.ts";
import { recoverStack } from "../../../commands/recover/recover-stack.ts";
import { readStackState } from "../../../commands/recover/stack-state.ts";
import { pulumi, shortLived } from "../../engine.ts";

export interface AwsAtHand {
  readonly endpoint: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

const quiet = ["--yes", "--skip-preview", "--suppress-outputs"] as const;

/** The arguments of an update that a test kills. */
export const updateArguments = (stack: ThrowAwayStack): string[] => [
  "up",
  ...quiet,
  "--stack",
  stack.name,
  "--non-interactive",
];

/** The stack, with more in the environment of every command about it. */
export function inEnvironment(stack: ThrowAwayStack, more: Readonly<Record<string, string>>): ThrowAwayStack {
  const environment = { ...stack.environment, ...shortLived, ...more };
  const context = { pulumi: pulumi ?? "", folder: stack.folder, environment, telling: true };
  const run: ThrowAwayStack["run"] = (...args) =>
    runEngine(context, [...args, "--stack", stack.name], { show: false });
  return { ...stack, environment, run };
}

/**
 * Recovers, and expects that the stack is up, that nothing is orphaned or duplicated, and that the key works.
 *
 * @param keys how many access keys the broker has in the end
 * @returns what was printed for the person
 */
export async function expectRecovery(stack: ThrowAwayStack, aws: AwsAtHand, keys = 1): Promise<string> {
  const { name, folder, environment } = stack;
  const { endpoint, accessKeyId, secretAccessKey } = aws;
  const credentials = { accessKeyId, secretAccessKey };
  const told: string[] = [];
  const tell = (line: string) => told.push(line);
  const status = await recoverStack({
    folder,
    stack: name,
    yes: true,
    quiet: true,
    environment,
    aws: { endpoint, credentials },
    tell,
  });
  expect({ status, told }).toMatchObject({ status: 0 });
  const state = await stateOf(stack);
  expect(state.pending).toEqual([]);
  const known = (type: string) =>
    state.resources
      .filter((one) => one.type === type)
      .map(({ id }) => id)
      .toSorted();
  expect(await inAccount(aws)).toEqual({
    buckets: known("aws:s3/bucket:Bucket"),
    users: known("aws:iam/user:User"),
    keys: known("aws:iam/accessKey:AccessKey"),
    policies: known("aws:iam/policy:Policy"),
    objects: ["canary.txt"],
  });
  expect(known("aws:iam/accessKey:AccessKey")).toHaveLength(keys);
  await expectKeyToWork(stack, aws);
  return told.join("\n");
}

async function stateOf({ folder, environment, name }: ThrowAwayStack) {
  const engine = { pulumi: pulumi ?? "", folder, environment };
  const { stdout } = await runEngine(engine, ["stack", "export", "--stack", name], { show: false });
  return readStackState(JSON.parse(stdout));
}

/** Every name in the account, and every version of every object. */
async function inAccount({ endpoint, region, accessKeyId, secretAccessKey }: AwsAtHand) {
  const settings = { endpoint, region, credentials: { accessKeyId, secretAccessKey } };
  const iam = new IAMClient(settings);
  const s3 = new S3Client({ ...settings, forcePathStyle: true });
  const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
  const { Users = [] } = await iam.send(new ListUsersCommand({}));
  const { Policies = [] } = await iam.send(new ListPoliciesCommand({ Scope: "Local" }));
  const keys = await Promise.all(
    Users.map(async ({ UserName }) => {
      const { AccessKeyMetadata = [] } = await iam.send(new ListAccessKeysCommand({ UserName }));
      return AccessKeyMetadata.map(({ AccessKeyId }) => AccessKeyId);
    }),
  );
  const objects = await Promise.all(
    Buckets.map(async ({ Name }) => {
      const { Versions = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket: Name }));
      return Versions.map(({ Key }) => Key);
    }),
  );
  iam.destroy();
  s3.destroy();
  return {
    buckets: Buckets.map(({ Name }) => Name).toSorted(),
    users: Users.map(({ UserName }) => UserName).toSorted(),
    keys: keys.flat().toSorted(),
    policies: Policies.map(({ Arn }) => Arn).toSorted(),
    objects: objects.flat(),
  };
}

async function expectKeyToWork(
  { name, folder, environment }: ThrowAwayStack,
  { endpoint, region }: AwsAtHand,
) {
  const engine = { pulumi: pulumi ?? "", folder, environment };
  const { stdout } = await runEngine(
    engine,
    ["stack", "output", "--json", "--show-secrets", "--stack", name],
    { show: false },
  );
  const outputs = JSON.parse(stdout);
  const credentials = {
    accessKeyId: String(outputs.brokerAccessKeyId),
    secretAccessKey: String(outputs.brokerSecretAccessKey),
  };
  const sts = new STSClient({ endpoint, region, credentials, maxAttempts: 1 });
  const { Arn } = await sts.send(new GetCallerIdentityCommand({}));
  expect(Arn).toBe(outputs.brokerUserArn);
  sts.destroy();
}

/** Expects that another update finds nothing to do. */
export async function expectNoChange(stack: ThrowAwayStack): Promise<void> {
  const { status, events } = await stack.run("up", ...quiet, "--expect-no-changes");
  expect({ status, changed: Object.keys(summaryOf(events)) }).toEqual({ status: 0, changed: ["same"] });
}
