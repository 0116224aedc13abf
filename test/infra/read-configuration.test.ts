// The program's configuration: its defaults, every option, and the sentence for a wrong one.
import { readFileSync } from "node:fs";
import { RunError } from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { ConfigurationError } from "../../infra/configuration-error.ts";
import { readConfiguration } from "../../infra/read-configuration.ts";

const keys = (options: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(options).map(([option, value]) => [`federation-broker:${option}`, value]),
  );

const read = (options: Record<string, string>) => readConfiguration(keys(options), "federation-broker");

const policy =
  '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:ListBucket","Resource":"*"}}';

const defaults = {
  bucketName: undefined,
  bucketPrefix: "federation-bucket",
  encryption: "AES256",
  versioning: true,
  noncurrentVersionDays: undefined,
  logBucket: undefined,
  denyOtherAccounts: false,
  resourceGrants: [],
  disposable: false,
  outsideBucket: true,
  outsideBucketName: undefined,
  brokerName: undefined,
  brokerPath: "/federation/",
  brokerTags: {},
  brokerPolicy: "scoped",
  federatedNames: ["*"],
  sessionTags: [],
  allowedNetworks: [],
  permissionsBoundary: "ceiling",
  keySerial: 1,
  retire: undefined,
};

describe("the configuration", () => {
  it("has a default for everything", () => {
    expect(read({})).toEqual(defaults);
  });

  it("takes every option", () => {
    expect(
      read({
        bucketName: "my-bucket",
        encryption: "arn:aws-cn:kms:cn-north-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
        versioning: "true",
        noncurrentVersionDays: "30",
        logBucket: "my-logs",
        denyOtherAccounts: "true",
        resourceGrants: '[{"federatedUser":"User1","actions":["s3:GetObject"],"keys":"reports/*"}]',
        disposable: "true",
        outsideBucket: "true",
        outsideBucketName: "my-other-bucket",
        brokerName: "A_b+c=d,e.f@g-h",
        brokerPath: "/a/b/",
        brokerTags: '{"team":"identity","cost center":""}',
        brokerPolicy: "scoped",
        federatedNames: '["User?","ci-*"]',
        sessionTags: '["team","project"]',
        allowedNetworks: '["203.0.113.0/24","2001:db8::/32"]',
        permissionsBoundary: "arn:aws-us-gov:iam::111122223333:policy/team/boundary",
        keySerial: "7",
        retire: "deactivate",
      }),
    ).toEqual({
      ...defaults,
      bucketName: "my-bucket",
      encryption: "arn:aws-cn:kms:cn-north-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
      noncurrentVersionDays: 30,
      logBucket: "my-logs",
      denyOtherAccounts: true,
      resourceGrants: [{ federatedUser: "User1", actions: ["s3:GetObject"], keys: "reports/*" }],
      disposable: true,
      outsideBucketName: "my-other-bucket",
      brokerName: "A_b+c=d,e.f@g-h",
      brokerPath: "/a/b/",
      brokerTags: { team: "identity", "cost center": "" },
      federatedNames: ["User?", "ci-*"],
      sessionTags: ["team", "project"],
      allowedNetworks: ["203.0.113.0/24", "2001:db8::/32"],
      permissionsBoundary: "arn:aws-us-gov:iam::111122223333:policy/team/boundary",
      keySerial: 7,
      retire: "deactivate",
    });
    expect(read({ bucketPrefix: "acme", outsideBucket: "false", versioning: "false" })).toEqual({
      ...defaults,
      bucketPrefix: "acme",
      outsideBucket: false,
      versioning: false,
    });
    expect(read({ brokerPolicy: "guide", permissionsBoundary: "none" })).toEqual({
      ...defaults,
      brokerPolicy: "guide",
      permissionsBoundary: "none",
    });
  });

  it("leaves the options of others alone", () => {
    expect(
      readConfiguration({ "aws:region": "eu-west-1", "other:bucketName": "X" }, "federation-broker"),
    ).toEqual(defaults);
  });

  it.each(["us-gov-west-1", "cn-north-1", "ap-southeast-4", "eusc-de-east-1"])(
    "takes the region %s",
    (region) => {
      expect(readConfiguration({ "aws:region": region }, "federation-broker")).toEqual(defaults);
    },
  );

  it("accepts the stack's own policy document", () => {
    expect(read({ brokerPolicy: `${policy}\n` }).brokerPolicy).toEqual({ document: `${policy}\n` });
  });

  it("takes the longest values and not one character more", () => {
    expect(read({ bucketName: "b".repeat(63) }).bucketName).toHaveLength(63);
    expect(() => read({ bucketName: "b".repeat(64) })).toThrow(ConfigurationError);
    expect(read({ bucketPrefix: "b".repeat(55) }).bucketPrefix).toHaveLength(55);
    expect(() => read({ bucketPrefix: "b".repeat(56) })).toThrow(ConfigurationError);
    expect(read({ brokerName: "b".repeat(64) }).brokerName).toHaveLength(64);
    expect(() => read({ brokerName: "b".repeat(65) })).toThrow(ConfigurationError);
    expect(read({ brokerPath: `/${"p".repeat(510)}/` }).brokerPath).toHaveLength(512);
    expect(() => read({ brokerPath: `/${"p".repeat(511)}/` })).toThrow(ConfigurationError);
    expect(read({ brokerPath: "/" }).brokerPath).toBe("/");
    expect(read({ noncurrentVersionDays: "36500" }).noncurrentVersionDays).toBe(36500);
    expect(() => read({ noncurrentVersionDays: "36501" })).toThrow(ConfigurationError);
  });
});

describe("an own policy that IAM would refuse is named with its place:", () => {
  it("one that is not JSON", () => {
    expect(() => read({ brokerPolicy: '{\n  "Statement": oops\n}' })).toThrow(
      /^The option federation-broker:brokerPolicy holds a policy that IAM would refuse, at line 2, column 16 \(\$\.Statement\): .+\.$/,
    );
  });

  it("one that is JSON but no policy", () => {
    expect(() => read({ brokerPolicy: '{"Version":"2012-10-17","Statement":[{"Efect":"Allow"}]}' })).toThrow(
      /^The option federation-broker:brokerPolicy holds a policy that IAM would refuse, at line 1, column 39 \(\$\.Statement\[0\]\.Efect\): .+\.$/,
    );
  });

  it("one that is longer than IAM allows, white space between its words not counted", () => {
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
});

describe("an error", () => {
  it("names an option that does not exist, and those that do", () => {
    expect(() => read({ bucketname: "my-bucket" })).toThrow(
      new ConfigurationError(
        "There is no option federation-broker:bucketname; the options are bucketName, bucketPrefix, encryption, versioning, noncurrentVersionDays, logBucket, denyOtherAccounts, resourceGrants, disposable, outsideBucket, outsideBucketName, brokerName, brokerPath, brokerTags, brokerPolicy, federatedNames, sessionTags, allowedNetworks, permissionsBoundary, keySerial, retire.",
      ),
    );
    expect(() => read({ toString: "x" })).toThrow("There is no option federation-broker:toString;");
  });

  it("names an option that still has the name that the project was copied under", () => {
    expect(() => readConfiguration({ "federation-broker:disposable": "true" }, "my-broker")).toThrow(
      new ConfigurationError(
        "The option federation-broker:disposable is of the project federation-broker, but this one is called my-broker: write disposable alone.",
      ),
    );
    expect(readConfiguration({ "pulumi:tags": "{}", "other:thing": "x" }, "my-broker")).toEqual(defaults);
  });

  it("never shows the value of an option that is a secret", () => {
    for (const [option, value] of [
      ["brokerName", "hush hush"],
      ["brokerPolicy", '{"Statement":[{"hush hush":1}]}'],
    ] as const) {
      const key = `federation-broker:${option}`;
      const readSecret = () => readConfiguration({ [key]: value }, "federation-broker", new Set([key]));
      expect(readSecret).toThrow(`The option ${key} is a secret of another form, but it must be `);
      expect(readSecret).not.toThrow(/hush/);
    }
  });

  it("is printed by Pulumi without a stack trace", () => {
    expect(RunError.isInstance(new ConfigurationError("x"))).toBe(true);
  });
});

const options = [
  "bucketName",
  "bucketPrefix",
  "encryption",
  "versioning",
  "noncurrentVersionDays",
  "logBucket",
  "denyOtherAccounts",
  "resourceGrants",
  "disposable",
  "outsideBucket",
  "outsideBucketName",
  "brokerName",
  "brokerPath",
  "brokerTags",
  "brokerPolicy",
  "federatedNames",
  "sessionTags",
  "allowedNetworks",
  "permissionsBoundary",
  "keySerial",
  "retire",
];

it("every option is shown in the stack file that comes with the project", () => {
  const file = readFileSync(`${import.meta.dirname}/../../Pulumi.dev.yaml`, "utf8");
  const shown = new Set(Array.from(file.matchAll(/^ {2}(?:# )?(\w+):(?: |$)/gm), ([, option]) => option));
  expect([...shown].sort()).toEqual([...options].sort());
});

it("`pulumi new` asks for options that exist, and its defaults are right", () => {
  const { template } = parse(readFileSync(`${import.meta.dirname}/../../Pulumi.yaml`, "utf8"));
  const asked = Object.entries<{ default: string; description: string }>(template.config);
  expect(asked.map(([name]) => name)).toEqual(["aws:region", "bucketPrefix", "brokerPolicy", "disposable"]);
  const answers = asked.map(([name, { default: answer }]) => [
    name.includes(":") ? name : `federation-broker:${name}`,
    answer,
  ]);
  expect(readConfiguration(Object.fromEntries(answers), "federation-broker")).toEqual(defaults);
});

it("every option is in the table of docs/options.md", () => {
  const file = readFileSync(`${import.meta.dirname}/../../docs/options.md`, "utf8");
  const shown = Array.from(file.matchAll(/^\| `(\w+)` \|/gm), ([, option]) => option);
  expect(shown.filter((option) => options.includes(option ?? "")).sort()).toEqual([...options].sort());
});
