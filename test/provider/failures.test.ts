// How a deployment fails: in one line, with AWS's answer, and with nothing left under way.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import * as aws from "@pulumi/aws";
import { describe, expect, it } from "vitest";
import { deploy } from "../../provider/deploy.ts";
import { DeploymentError } from "../../provider/errors/deployment-error.ts";
import { failureOf, outputsOf, run, userExists, wholeProgram } from "./deploy-to-stand-in.ts";
import { startRecordingServer } from "./recording-server.ts";

describe("a failed creation", () => {
  it("is one line that names the resource and gives AWS's answer", async () => {
    const failure = await failureOf(async () => ({ n: new aws.iam.User("user", { name: "taken" }).name }), {
      refusals: { "CreateUser taken": userExists },
    });
    expect(failure).toBeInstanceOf(DeploymentError);
    expect(failure.message).toBe(
      'the resource "user" (aws:iam/user:User) could not be created: EntityAlreadyExists: User with name taken already exists.',
    );
  });

  it("is one line that names the function, when AWS does not answer it", async () => {
    const failure = await failureOf(async () => ({ a: aws.getCallerIdentityOutput().accountId }), {
      refusals: {
        GetCallerIdentity: {
          status: 403,
          code: "InvalidClientTokenId",
          message: "The security token included in the request is invalid",
        },
      },
    });
    expect(failure).toBeInstanceOf(DeploymentError);
    expect(failure.message).toBe(
      "the function aws:index/getCallerIdentity:getCallerIdentity could not be answered: InvalidClientTokenId: The security token included in the request is invalid",
    );
  });

  it("stops what depends on it, and lets nothing start after it", async () => {
    const { begun, result } = await run(wholeProgram, {
      config: { bucketName: "inside", outsideBucketName: "outside", brokerName: "taken" },
      refusals: { "CreateUser taken": userExists },
    });
    expect(result.status).toBe("rejected");
    expect(begun).toContain("CreateUser taken");
    expect(begun).not.toContain("PutUserPolicy taken");
    expect(begun).not.toContain("CreateAccessKey taken");
    expect(begun).not.toContain("PUT /inside/canary.txt");
  });

  it("is reported once every call under way has been answered", async () => {
    const { events } = await run(wholeProgram, {
      refusals: { "PUT /federation-bucket": { status: 409, code: "BucketAlreadyExists", message: "taken" } },
    });
    const begun = events.filter((event) => event.startsWith("begin")).length;
    expect(events.filter((event) => event.startsWith("end")).length).toBe(begun);
  });

  it("does not take over the account's own bucket in us-east-1", async () => {
    const failure = await failureOf(async () => ({ n: new aws.s3.Bucket("b", { bucket: "mine" }).id }), {
      region: "us-east-1",
      refusals: { "HEAD /mine": { status: 200, code: "", message: "" } },
    });
    expect(failure.message).toBe(
      'the resource "b" (aws:s3/bucket:Bucket) could not be created: BucketAlreadyOwnedByYou: the bucket "mine" is there already, and what exists is not taken over',
    );
  });

  it("leaves the next deployment in the same process alone", async () => {
    await failureOf(async () => ({ n: new aws.iam.User("user", { name: "taken" }).name }), {
      refusals: { "CreateUser taken": userExists },
    });
    const outputs = await outputsOf(async () => ({ n: new aws.iam.User("user", { name: "free" }).name }));
    expect(outputs).toEqual({ n: { value: "free", secret: false } });
  });

  it("leaves the process to end as it wants, with nothing printed", async () => {
    await using server = await startRecordingServer({ "CreateUser taken": userExists });
    const script = `
      import * as aws from "@pulumi/aws";
      import { deploy } from "./provider/deploy.ts";
      const program = async () => {
        const { name } = new aws.iam.User("user", { name: "taken" });
        return { key: new aws.iam.AccessKey("key", { user: name }).id };
      };
      const credentials = { accessKeyId: "A", secretAccessKey: "operators-own-secret" };
      const target = { endpoint: "${server.endpoint}", region: "eu-central-1", credentials };
      await deploy({ program, project: "p", stack: "s", config: {}, aws: target }).catch(() => {});
    `;
    const child = spawn(process.execPath, ["--input-type=module", "--eval", script], {
      cwd: `${import.meta.dirname}/../..`,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const [stdout, stderr, [status]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, "exit"),
    ]);
    expect({ stdout, stderr, status }).toEqual({ stdout: "", stderr: "", status: 0 });
  });

  it("says so when nobody listens at the endpoint", async () => {
    const { endpoint } = await (async () => {
      await using server = await startRecordingServer();
      return server;
    })();
    const deployment = deploy({
      program: async () => ({ n: new aws.iam.User("user", { name: "u" }).name }),
      project: "p",
      stack: "s",
      config: {},
      aws: {
        endpoint,
        region: "eu-central-1",
        credentials: { accessKeyId: "A", secretAccessKey: "operators-own-secret" },
      },
    });
    await expect(deployment).rejects.toThrow(
      /^the resource "user" \(aws:iam\/user:User\) could not be created: connect ECONNREFUSED 127\.0\.0\.1:\d+$/,
    );
  });
});

describe("a program that throws", () => {
  it("is reported with its own error", async () => {
    const failure = await failureOf(wholeProgram, { config: { brokerPath: "federation" } });
    expect(failure.name).toBe("ConfigurationError");
    expect(failure.message).toContain('The option federation-broker:brokerPath is "federation"');
  });
});
