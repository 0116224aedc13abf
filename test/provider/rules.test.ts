// Rules judge a program before any resource is made; the project's own rules are passed in.
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { rulesFor } from "../../infra/guardrails/rules-for.ts";
import { readConfiguration } from "../../infra/read-configuration.ts";
import type { PlannedResource, Rules } from "../../provider/program/preview.ts";
import { failureOf, run, wholeProgram } from "./deploy-to-stand-in.ts";

const silent: Rules = { resource: () => [], outputs: () => [] };

/** Rules that note what they are asked. */
function listening() {
  const resources: PlannedResource[] = [];
  const secrecy: [string, boolean][] = [];
  const rules: Rules = {
    resource(resource) {
      resources.push(resource);
      return [];
    },
    outputs(asked) {
      secrecy.push(...asked);
      return [];
    },
  };
  return { resources, secrecy, rules };
}

const twoResources = async () => ({
  default() {
    const bucket = new aws.s3.Bucket("bucket", { bucket: "mine" }, { protect: true });
    const key = new aws.iam.AccessKey("key", { user: pulumi.secret("u") });
    new aws.s3.BucketPolicy("policy", { bucket: bucket.bucket, policy: bucket.arn });
    return { secret: pulumi.secret(key.secret), bucket: bucket.bucket };
  },
});

describe("rules", () => {
  it("see every resource and every output, and then all of it is made", async () => {
    const { resources, secrecy, rules } = listening();
    const { begun } = await run(twoResources, { rules });
    const seen = resources.map(({ name, type, protect }) => [name, type, protect]);
    expect(seen.toSorted()).toEqual([
      ["bucket", "aws:s3/bucket:Bucket", true],
      ["key", "aws:iam/accessKey:AccessKey", false],
      ["policy", "aws:s3/bucketPolicy:BucketPolicy", false],
    ]);
    expect(secrecy).toEqual([
      ["secret", true],
      ["bucket", false],
    ]);
    expect(begun.toSorted()).toEqual([
      "CreateAccessKey u",
      "GetCallerIdentity",
      "PUT /mine",
      "PUT /mine?policy",
    ]);
  });

  it("read what is known, secret or not, and cannot read what is not", async () => {
    const { resources, rules } = listening();
    await run(twoResources, { rules });
    const properties = Object.fromEntries(resources.map((resource) => [resource.name, resource.properties]));
    expect(properties.key?.user).toBe("u");
    expect(properties.policy?.bucket).toBe("mine");
    expect(() => properties.policy?.policy).toThrow(
      'the property "policy" is not known before the deployment',
    );
  });

  it("refuse with every violation, before anything is made", async () => {
    const rules: Rules = {
      resource: ({ name }) => (name === "key" ? [] : [`No ${name}.`]),
      outputs: () => ["No outputs."],
    };
    const { begun, result } = await run(twoResources, { rules });
    expect(result).toMatchObject({
      status: "rejected",
      reason: {
        name: "DeploymentError",
        message: "Nothing was deployed, because rules refuse it:\n- No bucket.\n- No policy.\n- No outputs.",
      },
    });
    expect(begun).toEqual([]);
  });

  it("apply before the program's own mistakes", async () => {
    const failure = await failureOf(wholeProgram, { rules: silent, config: { keySerial: "0" } });
    expect(failure.name).toBe("ConfigurationError");
  });
});

describe("the guardrails", () => {
  const guarded = (config: Record<string, string>) =>
    rulesFor(
      readConfiguration(
        Object.fromEntries(
          Object.entries(config).map(([name, value]) => [`federation-broker:${name}`, value]),
        ),
        "federation-broker",
      ),
    );

  it("let the program pass", async () => {
    const config = { brokerName: "u", sessionTags: '["team"]', denyOtherAccounts: "true" };
    const { result } = await run(wholeProgram, { config, rules: guarded(config) });
    expect(result.status).toBe("fulfilled");
  });

  it("refuse a broker that may do more, and nothing is made", async () => {
    const config = {
      brokerPolicy:
        '{"Version":"2012-10-17","Statement":[{"Sid":"TooMuch","Effect":"Allow","Action":"s3:*","Resource":"*"}]}',
    };
    const { begun, result } = await run(wholeProgram, { config, rules: guarded(config) });
    expect(result).toMatchObject({
      reason: {
        message:
          'Nothing was deployed, because rules refuse it:\n- "federation-broker-policy" (aws:iam/userPolicy:UserPolicy) allows s3:GetObject in statement 1 (Sid TooMuch), which is beyond a broker\'s ceiling: take it out of the document.',
      },
    });
    expect(begun).toEqual(["GetCallerIdentity"]);
  });
});
