// Resources of S3 in their own region, in loopbacks of the same region and of another.
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { expect, it } from "vitest";
import { connect } from "../../../provider/aws/clients.ts";
import { startSandbox } from "../../loopback/clients.ts";
import { type Life, live } from "./life.ts";

const livesIn = (region: string): Life[] => [
  {
    type: "aws:s3/bucket:Bucket",
    inputs: { bucket: "mine", region },
    id: "mine",
    state: {
      ...{ bucket: "mine", forceDestroy: false, region, tagsAll: { stack: "test" } },
      arn: "arn:aws:s3:::mine",
      bucketDomainName: "mine.s3.amazonaws.com",
      bucketRegion: region,
      bucketRegionalDomainName: `mine.s3.${region}.amazonaws.com`,
    },
  },
  {
    type: "aws:s3/bucketVersioning:BucketVersioning",
    inputs: { bucket: "box", region, versioningConfiguration: { status: "Enabled" } },
    id: "box",
    state: { bucket: "box", region, versioningConfiguration: { status: "Enabled" } },
    remains: { bucket: "box", region, versioningConfiguration: { status: "Suspended" } },
  },
  {
    type: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
    inputs: { bucket: "box", region, blockPublicAcls: true },
    id: "box",
    state: {
      ...{ bucket: "box", region, blockPublicAcls: true, blockPublicPolicy: false },
      ...{ ignorePublicAcls: false, restrictPublicBuckets: false },
    },
  },
];

it.each([
  ["us-east-1", "eu-west-1"],
  ["us-east-1", "af-south-1"],
  ["eu-west-1", "eu-west-1"],
  ["eu-west-1", "us-east-1"],
] as const)("in a loopback of %s, resources live in %s", async (own, region) => {
  const sandbox = await startSandbox({ region: own });
  const { endpoint } = sandbox.loopback;
  const client = new S3Client({ endpoint, region, credentials: sandbox.root });
  const constrained = { CreateBucketConfiguration: { LocationConstraint: region as "eu-west-1" } };
  await client.send(new CreateBucketCommand({ Bucket: "box", ...(region !== "us-east-1" && constrained) }));
  for (const life of livesIn(region)) await live(sandbox, life);
  client.destroy();
  await sandbox.close();
});

it("the operator is asked for once, for all regions", async () => {
  const sandbox = await startSandbox();
  const { endpoint, region, accountId } = sandbox.loopback;
  const clients = connect({ endpoint, region, credentials: sandbox.root });
  for (const { identity } of [clients, clients.inRegion("eu-west-1"), clients.inRegion("us-west-2")])
    expect(await identity()).toMatchObject({ accountId });
  expect(sandbox.log.filter(({ operation }) => operation === "sts:GetCallerIdentity")).toHaveLength(1);
  clients.destroy();
  await sandbox.close();
});
