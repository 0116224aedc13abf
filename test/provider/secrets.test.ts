// No secret reaches an error or the console.
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { LogLine } from "../../loopback/log-line.ts";
import { startLoopback } from "../../loopback/start-loopback.ts";
import { type Deployment, deploy } from "../../provider/deploy.ts";
import { failureOf, outputsOf, wholeProgram } from "./deploy-to-stand-in.ts";
import { plantedSecret } from "./recording-server.ts";

describe("a secret", () => {
  const written: string[] = [];

  beforeEach(() => {
    written.length = 0;
    for (const stream of [process.stdout, process.stderr]) {
      vi.spyOn(stream, "write").mockImplementation((chunk) => {
        written.push(String(chunk));
        return true;
      });
    }
    for (const level of ["log", "info", "warn", "error", "debug"] as const) {
      vi.spyOn(console, level).mockImplementation((...parts) => {
        written.push(parts.map((part) => String(part?.stack ?? part)).join(" "));
      });
    }
  });

  afterEach(() => {
    vi.restoreAllMocks();
  });

  const everything = (error: Error) => {
    const seen = [error.message, error.stack, JSON.stringify(error), String(error.cause)];
    for (const key of Reflect.ownKeys(error)) seen.push(String(Reflect.get(error, key)));
    return [...seen, ...written].join("\n");
  };

  it("reaches no error when a later creation fails with it in hand", async () => {
    const failure = await failureOf(
      async () => {
        const { secret } = new aws.iam.AccessKey("key", { user: "u" });
        return { copy: new aws.iam.UserPolicy("copy", { user: "u", policy: secret }).id };
      },
      {
        refusals: {
          "PutUserPolicy u": {
            status: 400,
            code: "MalformedPolicyDocument",
            message: "Syntax errors in policy.",
          },
        },
      },
    );
    expect(failure.message).toBe(
      'the resource "copy" (aws:iam/userPolicy:UserPolicy) could not be created: MalformedPolicyDocument: Syntax errors in policy.',
    );
    expect(everything(failure)).not.toContain(plantedSecret);
    expect(everything(failure)).not.toContain("operators-own-secret");
  });

  it("reaches no error when AWS's answer quotes it", async () => {
    const failure = await failureOf(
      async () => {
        const { secret } = new aws.iam.AccessKey("key", { user: "u" });
        const path = pulumi.secret("/planted-input/");
        return { copy: new aws.iam.User("copy", { name: pulumi.unsecret(secret), path }).id };
      },
      {
        refusals: {
          "CreateUser planted": {
            status: 400,
            code: "ValidationError",
            message: `'${plantedSecret}' under '/planted-input/' failed; signed with operators-own-secret`,
          },
        },
      },
    );
    expect(failure.message).toBe(
      "the resource \"copy\" (aws:iam/user:User) could not be created: ValidationError: '[secret]' under '[secret]' failed; signed with [secret]",
    );
    expect(everything(failure)).not.toContain(plantedSecret);
  });

  it("reaches no error, no console and no log line of the loopback", async () => {
    const lines: LogLine[] = [];
    const loopback = await startLoopback({ log: (line) => lines.push(line) });
    const { endpoint, region, accessKeyId, secretAccessKey } = loopback;
    const credentials = { accessKeyId, secretAccessKey };
    const deployed = (program: Deployment["program"]) =>
      deploy({
        program,
        project: "federation-broker",
        stack: "s",
        config: {},
        aws: { endpoint, region, credentials },
      });
    const { brokerSecretAccessKey } = await deployed(wholeProgram);
    let second = "";
    const failing = deployed(async () => {
      const { name } = new aws.iam.User("user", { name: "user" });
      const { secret } = new aws.iam.AccessKey("key", { user: name });
      secret.apply((value) => {
        second = value;
      });
      return { copy: new aws.iam.UserPolicy("copy", { user: name, policy: secret }).id };
    });
    const failure = await failing.catch((error) => error);
    await loopback.close();
    const seen = everything(failure) + JSON.stringify(lines);
    expect(failure.message).toContain(
      'the resource "copy" (aws:iam/userPolicy:UserPolicy) could not be created: Malformed',
    );
    for (const secret of [brokerSecretAccessKey?.value, second, secretAccessKey]) {
      expect(secret).toHaveLength(40);
      expect(seen).not.toContain(secret);
    }
    expect(lines.map(({ operation }) => operation)).toContain("iam:CreateAccessKey");
  });

  it("reaches no error when it has the wrong type, or a property is unknown", async () => {
    const failure = await failureOf(async () => {
      const { secret } = new aws.iam.AccessKey("key", { user: "u" });
      return { copy: new aws.s3.Bucket("copy", { bucket: "b", acl: secret, tags: { secret } }).id };
    });
    expect(failure.message).toContain('the property "acl" is not one that this deployment can set');
    expect(everything(failure)).not.toContain(plantedSecret);
  });

  it("is not written anywhere by a deployment that succeeds", async () => {
    await outputsOf(wholeProgram);
    expect(written.join("\n")).not.toContain(plantedSecret);
  });

  it("stays secret among all the tags of a resource", async () => {
    const outputs = await outputsOf(async () => {
      const { tagsAll } = new aws.iam.User("u", { name: "u", tags: { a: pulumi.secret("hush") } });
      return { tagsAll };
    });
    expect(outputs.tagsAll).toEqual({ value: { a: "hush" }, secret: true });
  });

  it("would be found by this search", () => {
    console.error(new Error(plantedSecret));
    expect(everything(new Error("x"))).toContain(plantedSecret);
  });
});
