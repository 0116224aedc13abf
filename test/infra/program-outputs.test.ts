// The program under strict stand-ins: what it exports, what is secret, and what is known at preview.
import { describe, expect, it } from "vitest";
import { bucketPolicy, guidePolicy, scopedPolicy } from "./expected-documents.ts";
import { answerCall, inputsOf, resourceState, runProgram } from "./run-program.ts";

describe("the broker's policy", () => {
  it("is the guide's document when the stack asks for it", async () => {
    const run = await runProgram({ brokerPolicy: "guide" });
    expect(inputsOf(run, "federation-broker-policy")?.policy).toBe(guidePolicy);
    expect(run.outputs.brokerPolicy).toBe(guidePolicy);
  });

  it("is the stack's own document, character by character", async () => {
    const own =
      '{ "Statement" : {"Effect":"Allow","Action":"sts:GetFederationToken","Resource":"*"},\n "Version":"2012-10-17"}';
    const run = await runProgram({ brokerPolicy: own });
    expect(inputsOf(run, "federation-broker-policy")?.policy).toBe(own);
    expect(run.outputs.brokerPolicy).toBe(own);
  });
});

describe("the outputs", () => {
  it("are everything that the broker and the smoke suite need", async () => {
    const { outputs } = await runProgram();
    expect(outputs).toEqual({
      contractVersion: 1,
      partition: "aws",
      region: "eu-central-1",
      accountId: "111122223333",
      bucketName: "federation-bucket-5eed123",
      bucketArn: "bucket-arn-of-federation-bucket-5eed123",
      bucketPolicy: bucketPolicy("federation-bucket-5eed123"),
      encryption: "AES256",
      canaryKey: "canary.txt",
      outsideBucketName: "outside-bucket-5eed123",
      outsideBucketArn: "bucket-arn-of-outside-bucket-5eed123",
      outsideBucketPolicy: bucketPolicy("outside-bucket-5eed123"),
      brokerUserName: "federation-broker-5eed123",
      brokerUserArn: "arn-of-federation-broker",
      brokerPolicyName: "federation",
      brokerPolicy: scopedPolicy,
      brokerBoundaryArn: "arn:aws:iam::111122223333:policy/federation/federation-broker-boundary-5eed123",
      brokerBoundary: guidePolicy,
      brokerAccessKeyId: "federation-broker-key-1-id",
      brokerSecretAccessKey: "planted-secret-of-federation-broker-key-1",
      keySerial: 1,
      secretOutputs: ["brokerSecretAccessKey"],
    });
  });

  it("give the broker's tags and those that its sessions may pass, if any", async () => {
    const { outputs } = await runProgram({
      brokerTags: JSON.stringify({ Team: "identity" }),
      sessionTags: JSON.stringify(["team"]),
    });
    expect(outputs).toMatchObject({ brokerTags: { Team: "identity" }, sessionTags: ["team"] });
  });

  it("give the names that may be federated, where the stack limits them", async () => {
    const { outputs } = await runProgram({ federatedNames: JSON.stringify(["User?", "ci-*"]) });
    expect(outputs).toMatchObject({ federatedNames: ["User?", "ci-*"] });
  });

  it("say that the stack is disposable, where it is", async () => {
    const { outputs } = await runProgram({ disposable: "true" });
    expect(outputs).toMatchObject({ disposable: true });
  });

  it("hide the secret key and nothing else", async () => {
    const { secretOutputs } = await runProgram();
    expect(secretOutputs).toEqual(["brokerSecretAccessKey"]);
  });
});

describe("at preview", () => {
  it("every policy document is known, though no ARN and no secret is", async () => {
    const run = await runProgram({}, { preview: true });
    expect(inputsOf(run, "federation-broker")?.permissionsBoundary).toBe(
      "arn:aws:iam::111122223333:policy/federation/federation-broker-boundary-5eed123",
    );
    expect(run.outputs.secretOutputs).toEqual(["brokerSecretAccessKey"]);
    expect(run.outputs.brokerUserArn).toBeUndefined();
    expect(run.outputs.brokerSecretAccessKey).toBeUndefined();
    expect(inputsOf(run, "federation-broker-policy")?.policy).toBe(scopedPolicy);
    expect(inputsOf(run, "federation-bucket-policy")?.policy).toBe(bucketPolicy("federation-bucket-5eed123"));
    expect(inputsOf(run, "outside-bucket-policy")?.policy).toBe(bucketPolicy("outside-bucket-5eed123"));
    expect(run.outputs.brokerPolicy).toBe(scopedPolicy);
  });
});

describe("a wrong configuration", () => {
  it("stops the program before any resource is made", async () => {
    await expect(runProgram({ brokerPolicy: "scopd" })).rejects.toThrow(
      'The option federation-broker:brokerPolicy is "scopd"',
    );
  });
});

describe("the stand-in for AWS's provider", () => {
  it("refuses a resource type that no test expects", () => {
    expect(() => resourceState({ type: "aws:sqs/queue:Queue", name: "q", inputs: {} })).toThrow(
      "the program made a aws:sqs/queue:Queue, which no test expects",
    );
  });

  it("refuses a function that no test expects", () => {
    expect(() => answerCall({ token: "aws:index/getArn:getArn" })).toThrow(
      "the program called aws:index/getArn:getArn, which no test expects",
    );
  });
});
