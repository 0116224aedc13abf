// Each probe that is not harmless does to a bucket what it says, and asks for the permission that it says.
import * as s3 from "@aws-sdk/client-s3";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Loopback, startLoopback } from "../../../loopback/start-loopback.ts";
import { classify } from "../../../smoke/answers/outcome.ts";
import { tryProbe } from "../../../smoke/answers/try-probe.ts";
import { closeClients, openClients } from "../../../smoke/calls/clients.ts";
import { readTarget } from "../../../smoke/deployment/target.ts";
import { probes } from "../../../smoke/probes/probes.ts";
import { resources } from "../../../smoke/resources.ts";
import { type Seeded, seed } from "../seed.ts";

const Bucket = "seeded-inside";
const OUTSIDE = "seeded-outside";

let loopback: Loopback;
let seeded: Seeded;
beforeEach(async () => {
  loopback = await startLoopback();
  seeded = await seed(loopback);
});
afterEach(() => loopback.close());

/** The operator's call. */
async function make(action: string, resource: string) {
  const target = readTarget(seeded.outputs, { endpoint: loopback.endpoint });
  const probe = probes.get(action);
  const located = resources[resource]?.(target, "federation-broker-probe-0");
  if (probe?.destroys === undefined || located === undefined) throw new Error("no such probe or resource");
  const clients = openClients(target, seeded.operator);
  try {
    const result = await tryProbe(probe, clients, located, target);
    const { outcome, reason } = classify(probe, result, { temporary: false, identified: true, signed: true });
    return { destroys: probe.destroys, seen: [outcome, reason] };
  } finally {
    closeClients(clients);
  }
}

/** Whether the account still has the bucket. */
const has = async (name: string) =>
  (await seeded.s3.send(new s3.ListBucketsCommand({}))).Buckets?.some(({ Name }) => Name === name);

test("the website configuration is deleted", async () => {
  const WebsiteConfiguration = { IndexDocument: { Suffix: "index.html" } };
  await seeded.s3.send(new s3.PutBucketWebsiteCommand({ Bucket, WebsiteConfiguration }));
  expect(await make("s3:DeleteBucketWebsite", "the bucket")).toEqual({
    destroys: "the bucket's website configuration is deleted, if it has one",
    seen: ["allowed", ""],
  });
  await expect(seeded.s3.send(new s3.GetBucketWebsiteCommand({ Bucket }))).rejects.toMatchObject({
    name: "NoSuchWebsiteConfiguration",
  });
});

test("public access is blocked where it was not", async () => {
  await seeded.s3.send(new s3.DeletePublicAccessBlockCommand({ Bucket }));
  expect(await make("s3:PutBucketPublicAccessBlock", "the bucket")).toEqual({
    destroys: "all public access to the bucket is blocked, whatever was set before",
    seen: ["allowed", ""],
  });
  const { PublicAccessBlockConfiguration } = await seeded.s3.send(
    new s3.GetPublicAccessBlockCommand({ Bucket }),
  );
  expect(PublicAccessBlockConfiguration).toEqual({
    BlockPublicAcls: true,
    BlockPublicPolicy: true,
    IgnorePublicAcls: true,
    RestrictPublicBuckets: true,
  });
});

test("the bucket's policy is deleted", async () => {
  expect(await make("s3:DeleteBucketPolicy", "the bucket")).toEqual({
    destroys: "the bucket's policy is deleted",
    seen: ["allowed", ""],
  });
  await expect(seeded.s3.send(new s3.GetBucketPolicyCommand({ Bucket }))).rejects.toMatchObject({
    name: "NoSuchBucketPolicy",
  });
});

test("an empty bucket is deleted, and one with an object in it is kept", async () => {
  const destroys = "the bucket is deleted, if nothing is in it";
  expect(await make("s3:DeleteBucket", "the outside bucket")).toEqual({ destroys, seen: ["allowed", ""] });
  expect(await has(OUTSIDE)).toBe(false);
  expect(await make("s3:DeleteBucket", "the bucket")).toEqual({
    destroys,
    seen: ["allowed", "authorization passed: BucketNotEmpty"],
  });
  expect(await has(Bucket)).toBe(true);
});
