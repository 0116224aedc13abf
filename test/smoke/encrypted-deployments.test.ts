// A stack whose option `encryption` is a KMS key, from its configuration to the verdict: the program is deployed, and the
// promises are asked. What a key policy allows decides who may read, beside S3.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html

import { IAMClient } from "@aws-sdk/client-iam";
import { DisableKeyCommand, KMSClient, PutKeyPolicyCommand } from "@aws-sdk/client-kms";
import {
  DeleteBucketEncryptionCommand,
  GetBucketEncryptionCommand,
  HeadObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openCatalogue } from "../../catalogue/open-catalogue.ts";
import { readSeed } from "../../loopback/seed/read-seed.ts";
import { type Loopback, startLoopback } from "../../loopback/start-loopback.ts";
import { deploy } from "../../provider/deploy.ts";
import { readTarget, type Target } from "../../smoke/deployment/target.ts";
import { type Promised, promises as shipped } from "../../smoke/promises.ts";
import { runSmoke } from "../../smoke/run-smoke.ts";
import { predictPromises } from "../../smoke/unprobed/predict-promises.ts";
import { isLeftOut } from "../in-full.ts";
import { createUser, document } from "../loopback/seed.ts";
import { faults } from "./run-rows.ts";

const id = "1234abcd-12ab-34cd-56ef-1234567890ab";
const account = "111122223333";
const key = `arn:aws:kms:us-east-1:${account}:key/${id}`;
const root = { Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: "kms:*" };
const session = (name: string) => `arn:aws:sts::${account}:federated-user/${name}`;

let loopback: Loopback;
let kms: KMSClient;
let s3: S3Client;
const clients = () => {
  const { endpoint, region, accessKeyId, secretAccessKey } = loopback;
  return { endpoint, region, credentials: { accessKeyId, secretAccessKey } };
};
beforeEach(async () => {
  loopback = await startLoopback({ accountId: account, seed: readSeed(`keys: [{ id: ${id} }]`) });
  kms = new KMSClient(clients());
  s3 = new S3Client(clients());
});
afterEach(async () => {
  kms.destroy();
  s3.destroy();
  await loopback.close();
});

/** Deploys the program with the key, and gives the deployment as the suite takes it. */
async function deployed(config: Readonly<Record<string, string>> = {}): Promise<Target> {
  const { credentials: operator, ...where } = clients();
  const outputs = await deploy({
    program: () => import("../../infra/index.ts"),
    ...{ project: "federation-broker", stack: "test" },
    config: { "aws:region": where.region, encryption: key, bucketName: "inside", ...config },
    aws: { ...where, credentials: operator },
  });
  const plain = Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value]));
  return readTarget(plain, { endpoint: where.endpoint, operator });
}

/** The account's, and one that lets the sessions of one name decrypt. */
const putKeyPolicy = (name: string) => {
  const decrypting = { Principal: { AWS: session(name) }, Action: "kms:Decrypt" };
  return kms.send(new PutKeyPolicyCommand({ KeyId: id, Policy: document(root, decrypting) }));
};

/** A grant that lets one session read every object, and what the table must say for it. */
const granted = {
  resourceGrants: JSON.stringify([{ federatedUser: "User1", actions: ["s3:GetObject"], keys: "*" }]),
};
/** Both are sessions with the name User1. */
const readers = ["User1", "User1ForAnHour"];
const reads = { action: "s3:GetObject", resource: "the canary" } as const;
const isRead = ({ principal, action, resource }: Pick<Promised, "principal" | "action" | "resource">) =>
  readers.includes(principal) && action === reads.action && resource === reads.resource;
const withGrant = {
  promises: [
    ...shipped.filter((promised) => !isRead(promised)),
    ...readers.map((principal): Promised => ({ principal, ...reads, expect: "allowed" })),
  ],
};

describe("a stack that is encrypted by a KMS key", () => {
  const inFull = test.skipIf(isLeftOut("REQUIRE_ENGINE", "four more runs on an encrypted stack"));

  test("keeps every promise, and nothing that it allows is unlisted", async () => {
    const target = await deployed();
    expect(target).toMatchObject({ encryption: key, encryptionKey: { arn: key } });
    for (const Bucket of ["inside", target.outsideBucket?.name]) {
      const { ServerSideEncryptionConfiguration } = await s3.send(new GetBucketEncryptionCommand({ Bucket }));
      expect(ServerSideEncryptionConfiguration?.Rules).toEqual([
        {
          ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms", KMSMasterKeyID: key },
          BucketKeyEnabled: true,
        },
      ]);
    }
    expect(await s3.send(new HeadObjectCommand({ Bucket: "inside", Key: "canary.txt" }))).toMatchObject({
      ...{ ServerSideEncryption: "aws:kms", SSEKMSKeyId: key, BucketKeyEnabled: true },
    });
    const run = await runSmoke(target, { catalogue: await openCatalogue() });
    expect(faults(run.rows)).toEqual([]);
    expect(run.exitCode).toBe(0);
    expect(run.unread).toEqual([]);
  });

  inFull("whose session may read and decrypt keeps the promise that it can read", async () => {
    const target = await deployed(granted);
    await putKeyPolicy("User1");
    const run = await runSmoke(target, withGrant);
    expect(faults(run.rows)).toEqual([]);
    const row = run.rows.find(isRead);
    expect(row).toMatchObject({ prediction: { outcome: "allowed", key: { outcome: "allowed", key } } });
  });

  test("whose session may read but not decrypt breaks it, and the advice names the key", async () => {
    const run = await runSmoke(await deployed(granted), withGrant);
    expect(faults(run.rows)).toContain("fail: User1 s3:GetObject the canary: wrongly denied");
    const row = run.rows.find(isRead);
    expect(row).toMatchObject({
      explanation: `It must be allowed, but it was denied: no session policy allows the kms:Decrypt action.`,
      advice: [
        `S3 allows it, but its object is encrypted by ${key}, and reading it needs kms:Decrypt on that key, too.`,
        "Allow kms:Decrypt in the key's policy to the principal itself, or to the account and in every policy of the principal.",
      ],
    });
  });

  inFull("does not keep the promise that a session is denied because only the key stops it", async () => {
    const run = await runSmoke(await deployed(granted));
    const row = run.rows.find(isRead);
    expect(row).toMatchObject({
      ...{ verdict: "fail", finding: "wrongly allowed" },
      explanation:
        "It must be denied, but S3 allowed it: only KMS refused to decrypt for it (no session policy allows the kms:Decrypt action).",
    });
  });

  test("of an operator who may not read the key policy is inconclusive where it matters, by name", async () => {
    const target = await deployed(granted);
    await putKeyPolicy("User1");
    const iam = new IAMClient(clients());
    const operator = await createUser({ iam }, "operator", [
      { Action: ["s3:*", "iam:*", "sts:*", "kms:Decrypt", "kms:GenerateDataKey"] },
    ]);
    iam.destroy();
    const run = await runSmoke({ ...target, operator }, withGrant);
    expect(faults(run.rows).toSorted()).toEqual([
      ...["Granted", "User1", "User1ForAnHour"].map(
        (name) => `inconclusive: ${name} s3:GetObject the canary: not as predicted`,
      ),
    ]);
    expect(run.rows.find(({ verdict }) => verdict === "inconclusive")?.explanation).toBe(
      `The observation is as promised, but it could not be predicted: Reading the object needs kms:Decrypt on ${key}, whose key policy is not known: the operator could not read it with kms:GetKeyPolicy (AccessDeniedException: User: arn:aws:iam::${account}:user/operator is not authorized to perform: kms:GetKeyPolicy on resource: ${key} because no identity-based policy allows the kms:GetKeyPolicy action).`,
    );
  });

  test("is predicted without a call only where no key is asked", async () => {
    const target = await deployed(granted);
    const options = { ...withGrant, catalogue: await openCatalogue(), now: new Date() };
    const { rows } = await predictPromises(target, options);
    const row = rows.find(isRead);
    expect(row).toMatchObject({
      verdict: "inconclusive",
      explanation: `It could not be predicted: Reading the object needs kms:Decrypt on ${key}, whose key policy is not known: nobody asked KMS for it.`,
    });
    const policy = document(root);
    const known = await predictPromises({ ...target, encryptionKey: { arn: key, policy } }, options);
    const denied = known.rows.find(isRead);
    expect(denied).toMatchObject({
      verdict: "fail",
      explanation: `It must be allowed, but KMS is predicted to refuse ${key}.`,
    });
  });

  inFull("whose default encryption was changed by hand is not as deployed", async () => {
    const target = await deployed();
    await s3.send(new DeleteBucketEncryptionCommand({ Bucket: "inside" }));
    const run = await runSmoke(target);
    expect(faults(run.rows)).toEqual([
      "fail: operator s3:GetEncryptionConfiguration the bucket: not as deployed",
    ]);
    expect(run.rows.find(({ verdict }) => verdict === "fail")).toMatchObject({
      advice: [`The outputs say: ${key}`, "Deployed is: AES256", expect.any(String)],
    });
  });

  inFull("whose key is disabled proves no denial of a read", async () => {
    const target = await deployed();
    await kms.send(new DisableKeyCommand({ KeyId: id }));
    const run = await runSmoke(target);
    expect(run.exitCode).toBe(2);
    expect(faults(run.rows)).toContain("inconclusive: User1 s3:GetObject the canary: control failed");
  });
});

test("a key that does not exist stops the deployment at the first object, with S3's answer", async () => {
  const encryption = key.replace("1234abcd", "00000000");
  await expect(deployed({ encryption })).rejects.toThrow(
    `KMS.NotFoundException: Key '${encryption}' does not exist`,
  );
});
