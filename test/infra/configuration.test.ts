// The program's configuration: its defaults, and one sentence for each wrong value.
import { readFileSync } from "node:fs";
import { RunError } from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { readConfiguration } from "../../infra/configuration.ts";
import { ConfigurationError } from "../../infra/configuration-error.ts";

const read = (options: Record<string, string>) =>
  readConfiguration(
    Object.fromEntries(
      Object.entries(options).map(([option, value]) => [`federation-broker:${option}`, value]),
    ),
    "federation-broker",
  );

const policy =
  '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:ListBucket","Resource":"*"}}';

describe("the configuration", () => {
  it("has a default for everything", () => {
    expect(read({})).toEqual({
      bucketName: undefined,
      outsideBucketName: undefined,
      brokerName: undefined,
      brokerPath: "/federation/",
      brokerPolicy: "scoped",
    });
  });

  it("takes every option", () => {
    expect(
      read({
        bucketName: "my-bucket",
        outsideBucketName: "my-other-bucket",
        brokerName: "A_b+c=d,e.f@g-h",
        brokerPath: "/a/b/",
        brokerPolicy: "guide",
      }),
    ).toEqual({
      bucketName: "my-bucket",
      outsideBucketName: "my-other-bucket",
      brokerName: "A_b+c=d,e.f@g-h",
      brokerPath: "/a/b/",
      brokerPolicy: "guide",
    });
  });

  it("leaves the options of others alone", () => {
    expect(
      readConfiguration({ "aws:region": "eu-west-1", "other:bucketName": "X" }, "federation-broker"),
    ).toEqual(read({}));
  });

  it("takes a policy document of one's own", () => {
    expect(read({ brokerPolicy: `${policy}\n` }).brokerPolicy).toEqual({ document: `${policy}\n` });
  });

  it("takes the longest values and not one character more", () => {
    expect(read({ bucketName: "b".repeat(63) }).bucketName).toHaveLength(63);
    expect(() => read({ bucketName: "b".repeat(64) })).toThrow(ConfigurationError);
    expect(read({ brokerName: "b".repeat(64) }).brokerName).toHaveLength(64);
    expect(() => read({ brokerName: "b".repeat(65) })).toThrow(ConfigurationError);
    expect(read({ brokerPath: `/${"p".repeat(510)}/` }).brokerPath).toHaveLength(512);
    expect(() => read({ brokerPath: `/${"p".repeat(511)}/` })).toThrow(ConfigurationError);
    expect(read({ brokerPath: "/" }).brokerPath).toBe("/");
  });
});

const bucketRule =
  "3 to 63 lower-case letters, digits and hyphens with a letter or a digit at both ends, and none of S3's reserved prefixes and suffixes";
const nameRule = "1 to 64 letters, digits and the characters _+=,.@-";
const pathRule = "a path that begins and ends with a slash, of at most 512 visible ASCII characters";
const policyRule = "scoped, guide, or an IAM policy as a JSON text";

describe("a wrong value is one sentence:", () => {
  it.each([
    ["bucketName", "My-Bucket", bucketRule],
    ["bucketName", "", bucketRule],
    ["bucketName", "ab", bucketRule],
    ["bucketName", "my.bucket", bucketRule],
    ["bucketName", "my_bucket", bucketRule],
    ["bucketName", "-bucket", bucketRule],
    ["bucketName", "bucket-", bucketRule],
    ["bucketName", "xn--bucket", bucketRule],
    ["bucketName", "sthree-bucket", bucketRule],
    ["bucketName", "amzn-s3-demo-bucket", bucketRule],
    ["bucketName", "bucket-s3alias", bucketRule],
    ["bucketName", "bucket--x-s3", bucketRule],
    ["bucketName", "bucket\n", bucketRule],
    ["outsideBucketName", "UPPER", bucketRule],
    ["brokerName", "", nameRule],
    ["brokerName", "my broker", nameRule],
    ["brokerName", "a/b", nameRule],
    ["brokerName", "brökér", nameRule],
    ["brokerPath", "", pathRule],
    ["brokerPath", "federation", pathRule],
    ["brokerPath", "/federation", pathRule],
    ["brokerPath", "/a b/", pathRule],
    ["brokerPolicy", "", policyRule],
    ["brokerPolicy", "scopd", policyRule],
    ["brokerPolicy", "SCOPED", policyRule],
    ["brokerPolicy", "[]", policyRule],
    ["brokerPolicy", "policy.json", policyRule],
  ])("%s %j", (option, value, rule) => {
    expect(() => read({ [option]: value })).toThrow(
      new ConfigurationError(
        `The option federation-broker:${option} is ${JSON.stringify(value)}, but it must be ${rule}.`,
      ),
    );
  });

  it("an option that does not exist", () => {
    expect(() => read({ bucketname: "my-bucket" })).toThrow(
      new ConfigurationError(
        "There is no option federation-broker:bucketname; the options are bucketName, outsideBucketName, brokerName, brokerPath, brokerPolicy.",
      ),
    );
    expect(() => read({ toString: "x" })).toThrow("There is no option federation-broker:toString;");
  });

  it("a policy that is not JSON", () => {
    expect(() => read({ brokerPolicy: '{\n  "Statement": oops\n}' })).toThrow(
      /^The option federation-broker:brokerPolicy holds a policy that IAM would refuse, at line 2, column 16 \(\$\.Statement\): .+\.$/,
    );
  });

  it("a document that is JSON but no policy", () => {
    expect(() => read({ brokerPolicy: '{"Version":"2012-10-17","Statement":[{"Efect":"Allow"}]}' })).toThrow(
      /^The option federation-broker:brokerPolicy holds a policy that IAM would refuse, at line 1, column 39 \(\$\.Statement\[0\]\.Efect\): .+\.$/,
    );
  });

  it("a policy that is longer than IAM takes, white space between its words not counted", () => {
    const sized = (resource: string) =>
      `{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "s3:Get*", "Resource": "${resource}" } }`;
    const longest = `arn:aws:s3:::${"b".repeat(1947)}`;
    expect(read({ brokerPolicy: sized(longest) }).brokerPolicy).toEqual({ document: sized(longest) });
    expect(() => read({ brokerPolicy: sized(`${longest}b`) })).toThrow(
      new ConfigurationError(
        "The option federation-broker:brokerPolicy holds a policy that IAM would refuse, at line 1, column 1 ($): The document has 2049 characters and may have 2048; shorten it or split it.",
      ),
    );
  });

  it("one name for two buckets", () => {
    expect(() => read({ bucketName: "same", outsideBucketName: "same" })).toThrow(
      new ConfigurationError(
        'The options federation-broker:bucketName and federation-broker:outsideBucketName are both "same", but they must name two buckets.',
      ),
    );
  });

  it("is printed by Pulumi without a stack trace", () => {
    expect(RunError.isInstance(new ConfigurationError("x"))).toBe(true);
  });
});

describe("the stack file that comes with the project", () => {
  it("shows every option", () => {
    const file = readFileSync(`${import.meta.dirname}/../../Pulumi.dev.yaml`, "utf8");
    const shown = new Set(Array.from(file.matchAll(/federation-broker:(\w+):/g), ([, option]) => option));
    expect([...shown]).toEqual([
      "bucketName",
      "outsideBucketName",
      "brokerName",
      "brokerPath",
      "brokerPolicy",
    ]);
  });
});
