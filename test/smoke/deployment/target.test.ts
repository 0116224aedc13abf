// Stack outputs in, a target or one clear sentence out.
import { expect, test } from "vitest";
import { readTarget } from "../../../smoke/deployment/target.ts";
import { outputs } from "../outputs.ts";

test("outputs become a target, with how it is reached", () => {
  const operator = { accessKeyId: "AKIAOPERATOR", secretAccessKey: "operator-secret" };
  expect(readTarget(outputs, { endpoint: "http://127.0.0.1:4000", operator })).toEqual({
    partition: "aws",
    region: "eu-west-1",
    accountId: "111122223333",
    endpoint: "http://127.0.0.1:4000",
    bucket: { name: "inside", arn: "arn:aws:s3:::inside", policy: outputs.bucketPolicy },
    outsideBucket: { name: "outside", arn: "arn:aws:s3:::outside", policy: outputs.outsideBucketPolicy },
    canaryKey: "canary.txt",
    broker: {
      userName: "broker",
      userArn: "arn:aws:iam::111122223333:user/federation/broker",
      policyName: "federation",
      policy: outputs.brokerPolicy,
      credentials: { accessKeyId: "AKIABROKER", secretAccessKey: "broker-secret" },
    },
    operator,
  });
});

test("AWS itself needs no endpoint, and a run no operator", () => {
  const target = readTarget(outputs);
  expect(Object.hasOwn(target, "endpoint")).toBe(false);
  expect(Object.hasOwn(target, "operator")).toBe(false);
});

test("a deployment may have no outside bucket, and then none of its outputs", () => {
  const { outsideBucketName, outsideBucketArn, outsideBucketPolicy, ...rest } = outputs;
  expect(Object.hasOwn(readTarget(rest), "outsideBucket")).toBe(false);
  expect(
    readTarget({ ...rest, outsideBucketName, outsideBucketArn, outsideBucketPolicy }).outsideBucket,
  ).toEqual({ name: "outside", arn: "arn:aws:s3:::outside", policy: outsideBucketPolicy });
});

test("the broker's boundary is read where the deployment made one", () => {
  expect(Object.hasOwn(readTarget(outputs).broker, "boundary")).toBe(false);
  expect(readTarget({ ...outputs, brokerBoundary: "{}" }).broker.boundary).toBe("{}");
});

test.for(Object.keys(outputs).filter((name) => name !== "contractVersion"))(
  "a missing %s is named",
  (name) => {
    expect(() => readTarget({ ...outputs, [name]: undefined })).toThrow(
      `The stack output "${name}" is missing: deploy this stack again.`,
    );
  },
);

test("an output of another type is named, and its value is not shown", () => {
  expect(() => readTarget({ ...outputs, brokerSecretAccessKey: { hush: "broker-secret" } })).toThrow(
    'The stack output "brokerSecretAccessKey" must be a string, but it is an object.',
  );
});

test("a hidden secret says how to show it", () => {
  expect(() => readTarget({ ...outputs, brokerSecretAccessKey: "[secret]" })).toThrow(
    'The stack output "brokerSecretAccessKey" is hidden: export the outputs again, with --show-secrets.',
  );
});

test("outputs of something else are recognised by the missing contract", () => {
  expect(() => readTarget({ url: "https://example.com" })).toThrow(/"contractVersion" is missing/);
});

test("another contract version is refused", () => {
  expect(() => readTarget({ ...outputs, contractVersion: 2 })).toThrow(
    'The stack output "contractVersion" is 2, but this suite reads version 1: deploy and probe with the same release.',
  );
});

test.for([null, [], "{}", 7])("%j is not a set of outputs", (value) => {
  expect(() => readTarget(value)).toThrow(
    "The stack outputs are not a JSON object: give what `pulumi stack output --json --show-secrets` prints.",
  );
});

test("every error is the one that commands turn into exit status 3", () => {
  expect(() => readTarget({})).toThrow(expect.objectContaining({ name: "ConfigurationError" }));
});

test("tags are read where the stack has some, and a wrong value is named", () => {
  const tagged = { ...outputs, brokerTags: { Team: "identity" }, sessionTags: ["team"] };
  expect(readTarget(tagged).broker).toMatchObject({ tags: { Team: "identity" }, sessionTags: ["team"] });
  expect(() => readTarget({ ...outputs, brokerTags: ["Team"] })).toThrow(
    'The stack output "brokerTags" must be a mapping of texts: deploy this stack again.',
  );
  expect(() => readTarget({ ...outputs, sessionTags: "team" })).toThrow(
    'The stack output "sessionTags" must be a list of texts: deploy this stack again.',
  );
});

test("the names that may be federated are read where the stack limits them, and a wrong value is named", () => {
  expect(readTarget({ ...outputs, federatedNames: ["ci-*"] }).broker.federatedNames).toEqual(["ci-*"]);
  expect(Object.hasOwn(readTarget(outputs).broker, "federatedNames")).toBe(false);
  expect(() => readTarget({ ...outputs, federatedNames: "ci-*" })).toThrow(
    'The stack output "federatedNames" must be a list of texts: deploy this stack again.',
  );
});

test("a stack is disposable only where it says so, in its own word", () => {
  expect(Object.hasOwn(readTarget(outputs), "disposable")).toBe(false);
  expect(readTarget({ ...outputs, disposable: true }).disposable).toBe(true);
  for (const disposable of [false, "true", 1])
    expect(() => readTarget({ ...outputs, disposable })).toThrow(
      'The stack output "disposable" must be true, or left out: deploy this stack again.',
    );
});
