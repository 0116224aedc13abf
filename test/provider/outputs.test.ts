// What a deployment gives back: the program's outputs, and which of them are secret.
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { outputsOf, wholeProgram } from "./deploy-to-stand-in.ts";
import { plantedSecret } from "./recording-server.ts";

describe("the outputs", () => {
  it("are those of the program, the secret key marked", async () => {
    const outputs = await outputsOf(wholeProgram, { config: { brokerName: "u" } });
    expect(outputs).toMatchObject({
      contractVersion: { value: 1, secret: false },
      partition: { value: "aws", secret: false },
      region: { value: "eu-central-1", secret: false },
      accountId: { value: "111122223333", secret: false },
      bucketName: { value: "federation-bucket-abababa", secret: false },
      outsideBucketArn: { value: "arn:aws:s3:::outside-bucket-abababa", secret: false },
      brokerUserArn: { value: "arn:aws:iam::111122223333:user/federation/u", secret: false },
      brokerPolicyName: { value: "federation", secret: false },
      brokerAccessKeyId: { value: "AKIAPLANTED", secret: false },
      brokerSecretAccessKey: { value: plantedSecret, secret: true },
    });
  });

  it("stay secret when the program forgets to say so", async () => {
    const outputs = await outputsOf(async () => ({
      key: new aws.iam.AccessKey("key", { user: "u" }).secret,
    }));
    expect(outputs).toEqual({ key: { value: plantedSecret, secret: true } });
  });

  it("stay secret when they come from a secret input", async () => {
    const outputs = await outputsOf(async () => ({
      name: new aws.iam.User("user", { name: pulumi.secret("u") }).name,
    }));
    expect(outputs).toEqual({ name: { value: "u", secret: true } });
  });

  it("come from named exports, from a default export and from a function", async () => {
    expect(await outputsOf(async () => ({ one: 1, two: pulumi.output(2) }))).toEqual({
      one: { value: 1, secret: false },
      two: { value: 2, secret: false },
    });
    expect(await outputsOf(async () => ({ default: { one: 1 } }))).toEqual({
      one: { value: 1, secret: false },
    });
    expect(await outputsOf(async () => ({ default: async () => ({ one: 1 }) }))).toEqual({
      one: { value: 1, secret: false },
    });
  });

  it("follow the configuration, whose keys may leave the project's name out", async () => {
    const config = { plain: "a", "federation-broker:whole": "b", "aws:region": "c" };
    const outputs = await outputsOf(
      async () => ({
        plain: new pulumi.Config().get("plain"),
        whole: new pulumi.Config().get("whole"),
        foreign: new pulumi.Config("aws").get("region"),
        stack: pulumi.getStack(),
      }),
      { config },
    );
    expect(Object.values(outputs).map(({ value }) => value)).toEqual(["a", "b", "c", "test"]);
  });
});

describe("two deployments in one process", () => {
  it("run one after the other, each with its own configuration and names", async () => {
    const program = async () => {
      await new Promise(setImmediate); // long enough for the other deployment to come between
      return { who: new pulumi.Config().require("who"), name: new aws.iam.User("user").name };
    };
    const [first, second] = await Promise.all([
      outputsOf(program, { config: { who: "first" } }),
      outputsOf(program, { config: { who: "second" } }),
    ]);
    expect(first.who?.value).toBe("first");
    expect(second.who?.value).toBe("second");
    expect(first.name?.value).toBe("user-abababa");
  });
});
