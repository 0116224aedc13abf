// What a deployment sends to AWS, and in which order.
import * as aws from "@pulumi/aws";
import { describe, expect, it } from "vitest";
import { run, wholeProgram } from "./deploy-to-stand-in.ts";

describe("the calls", () => {
  it("are one for each resource, and one for the identity", async () => {
    const { begun } = await run(wholeProgram, {
      config: { bucketName: "inside", outsideBucketName: "outside", brokerName: "u" },
    });
    expect(begun.toSorted()).toEqual([
      "CreateAccessKey u",
      "CreatePolicy",
      "CreateUser u",
      "GetCallerIdentity",
      "PUT /inside",
      "PUT /inside/canary.txt",
      "PUT /inside?encryption",
      "PUT /inside?ownershipControls",
      "PUT /inside?policy",
      "PUT /inside?publicAccessBlock",
      "PUT /inside?versioning",
      "PUT /outside",
      "PUT /outside?encryption",
      "PUT /outside?ownershipControls",
      "PUT /outside?policy",
      "PUT /outside?publicAccessBlock",
      "PUT /outside?versioning",
      "PutUserPolicy u",
    ]);
  });

  it.each([
    ["PUT /inside", "PUT /inside?publicAccessBlock"],
    ["PUT /inside?publicAccessBlock", "PUT /inside?policy"],
    ["PUT /inside?versioning", "PUT /inside/canary.txt"],
    ["CreatePolicy", "CreateUser u"],
    ["CreateUser u", "PutUserPolicy u"],
    ["PutUserPolicy u", "CreateAccessKey u"],
  ])("%s is answered before %s is sent", async (first, second) => {
    const { events } = await run(wholeProgram, {
      config: { bucketName: "inside", outsideBucketName: "outside", brokerName: "u" },
    });
    expect(events).toContain(`end ${first}`);
    expect(events.indexOf(`begin ${second}`)).toBeGreaterThan(events.indexOf(`end ${first}`));
  });

  it("are awaited even for a resource that no output depends on", async () => {
    const { events } = await run(async () => {
      new aws.iam.User("user", { name: "u" });
      return {};
    });
    expect(events).toEqual(["begin CreateUser u", "end CreateUser u"]);
  });

  it("ask in us-east-1 whether the bucket is there, because S3 would answer 200", async () => {
    const { begun } = await run(async () => ({ a: new aws.s3.Bucket("b", { bucket: "mine" }).arn }), {
      region: "us-east-1",
    });
    expect(begun).toEqual(["HEAD /mine", "PUT /mine", "GetCallerIdentity"]);
  });
});
