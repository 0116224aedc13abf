// The program deployed in this process and by Pulumi's real engine: the same is in the loopback afterwards.
import { join } from "node:path";
import { CreateBucketCommand } from "@aws-sdk/client-s3";
import { afterAll, describe, expect, it } from "vitest";
import { deploy } from "../../provider/deploy.ts";
import { serveProvider } from "../../provider/serve-provider.ts";
import { engineIsLeftOut, scratchProject } from "../engine.ts";
import { serveLanguageHost } from "../language-host.ts";
import { startSandbox } from "../loopback/clients.ts";
import { wholeState } from "./whole-state.ts";

const keyId = "1234abcd-12ab-34cd-56ef-1234567890ab";
const account = {
  accountId: "111122223333",
  root: { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY" },
  seed: { keys: [{ id: keyId }] },
};
const names = { bucketName: "inside", outsideBucketName: "outside", brokerName: "broker" };
/** Every option that adds something or shapes what is made. */
const options = {
  ...names,
  encryption: `arn:aws:kms:us-east-1:111122223333:key/${keyId}`,
  noncurrentVersionDays: "30",
  logBucket: "logs",
  denyOtherAccounts: "true",
  resourceGrants: '[{"federatedUser":"User1","actions":["s3:GetObject"],"keys":"reports/*"}]',
  disposable: "true",
  brokerPath: "/teams/",
  brokerTags: '{"team":"identity"}',
  federatedNames: '["User?"]',
  sessionTags: '["team"]',
  allowedNetworks: '["203.0.113.0/24"]',
};
const infra = join(import.meta.dirname, "..", "..", "infra");

/** The boundary's name ends at random, wherever it stands. */
const named = (state: Awaited<ReturnType<typeof wholeState>>): typeof state =>
  JSON.parse(JSON.stringify(state).replaceAll(/(federation-broker-boundary)-[0-9a-f]{7}/g, "$1-RANDOM"));

describe.skipIf(engineIsLeftOut())("the program", { timeout: 120_000 }, () => {
  const ends: (() => unknown)[] = [];
  afterAll(() => Promise.all(ends.map((end) => end())));

  async function sandbox() {
    const started = await startSandbox(account);
    ends.push(() => started.close());
    await started.s3.send(new CreateBucketCommand({ Bucket: "logs" }));
    const { endpoint, region } = started.loopback;
    return { started, target: { endpoint, region, credentials: account.root } };
  }

  async function byProcess(config: Readonly<Record<string, string>>) {
    const { started, target } = await sandbox();
    const program = () => import(join(infra, "index.ts"));
    await deploy({ program, project: "scratch", stack: "s", config, aws: target });
    return named(await wholeState(started));
  }

  async function byEngine(options: Readonly<Record<string, string>>) {
    const { started, target } = await sandbox();
    const [provider, host] = await Promise.all([serveProvider(target), serveLanguageHost()]);
    const project = scratchProject(infra);
    ends.push(() => provider.close(), host.close, project.remove);
    const attached = { ...host.environment, PULUMI_DEBUG_PROVIDERS: `aws:${provider.port}` };
    await project.makeStack("s", account.root);
    const config = Object.entries(options).flatMap(([name, value]) => ["--config", `${name}=${value}`]);
    const up = await project.run(["up", "--yes", "--skip-preview", "--stack", "s", ...config], attached);
    expect(up).toMatchObject({ status: 0 });
    return named(await wholeState(started));
  }

  it.each([
    ["few options", names],
    ["every option", options],
  ])("leaves the same behind, whoever deploys it, resource by resource: with %s", async (_, config) => {
    const [inProcess, withEngine] = [await byProcess(config), await byEngine(config)];
    expect(Object.keys(withEngine).toSorted()).toEqual([
      "bucket inside",
      "bucket logs",
      "bucket outside",
      "policy federation-broker-boundary-RANDOM",
      "user broker",
    ]);
    for (const [name, resource] of Object.entries(withEngine)) {
      expect({ [name]: resource }).toEqual({ [name]: inProcess[name] });
    }
    expect(Object.keys(inProcess)).toEqual(Object.keys(withEngine));
  });
});
