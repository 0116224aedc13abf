// What sts:GetFederationToken refuses: code, status and text as AWS writes them.
import { CreateAccessKeyCommand, DeleteAccessKeyCommand } from "@aws-sdk/client-iam";
import { describe, expect } from "vitest";
import { type Keys, startSandbox } from "../clients.ts";
import { sendForm } from "../raw.ts";
import { testInSharedSandbox as it, sandbox } from "../sandbox.ts";
import { createUser, document } from "../seed.ts";

let broker: Keys;
it.beforeAll(async ({ sandbox }) => {
  broker = await createUser(sandbox, "Broker", [{ Action: "sts:*" }]);
});

const form = (parameters: Record<string, string>) =>
  new URLSearchParams({ Action: "GetFederationToken", Version: "2011-06-15", Name: "User1", ...parameters });

const federate = (parameters: Record<string, string>, keys = broker, region = "us-east-1") =>
  sendForm(sandbox, "sts", form(parameters).toString(), { keys, region });

const tags = (...list: readonly (readonly [string, string])[]) =>
  Object.fromEntries(
    list.flatMap(([key, value], index) => [
      [`Tags.member.${index + 1}.Key`, key],
      [`Tags.member.${index + 1}.Value`, value],
    ]),
  );

const constraint = (value: string, path: string, rule: string) =>
  `1 validation error detected: ${value} at '${path}' failed to satisfy constraint: ${rule}`;

const tagPattern = "[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]";
const long = "x".repeat(2049);

describe("a parameter that breaks a constraint is a ValidationError", () => {
  it.each([
    [{ Name: "x" }, constraint("Value 'x'", "name", "Member must have length greater than or equal to 2")],
    [
      { Name: "x".repeat(33) },
      constraint(
        "Value 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'",
        "name",
        "Member must have length less than or equal to 32",
      ),
    ],
    [
      { Name: "User 1" },
      constraint("Value 'User 1'", "name", "Member must satisfy regular expression pattern: [\\w+=,.@-]*"),
    ],
    [
      { DurationSeconds: "899" },
      constraint("Value '899'", "durationSeconds", "Member must have value greater than or equal to 900"),
    ],
    [
      { DurationSeconds: "129601" },
      constraint("Value '129601'", "durationSeconds", "Member must have value less than or equal to 129600"),
    ],
    [
      { Policy: long },
      constraint(`Value '${long}'`, "policy", "Member must have length less than or equal to 2048"),
    ],
    [
      { Policy: "€" },
      constraint(
        "Value '€'",
        "policy",
        "Member must satisfy regular expression pattern: [\\u0009\\u000A\\u000D\\u0020-\\u00FF]+",
      ),
    ],
    [
      { "PolicyArns.member.1.arn": "arn:aws:iam::aws" },
      constraint(
        "Value 'arn:aws:iam::aws'",
        "policyArns.1.member.arn",
        "Member must have length greater than or equal to 20",
      ),
    ],
    [
      Object.fromEntries(
        Array.from({ length: 11 }, (_, n) => [
          `PolicyArns.member.${n + 1}.arn`,
          "arn:aws:iam::aws:policy/ReadOnlyAccess",
        ]),
      ),
      constraint("Value", "policyArns", "Member must have length less than or equal to 10"),
    ],
    [
      tags(...Array.from({ length: 51 }, (_, n) => [`key${n}`, ""] as const)),
      constraint("Value", "tags", "Member must have length less than or equal to 50"),
    ],
    [
      tags(["a*", "b"]),
      constraint(
        "Value 'a*'",
        "tags.1.member.key",
        `Member must satisfy regular expression pattern: ${tagPattern}+`,
      ),
    ],
    [
      tags(["a", "y".repeat(257)]),
      constraint(
        `Value '${"y".repeat(257)}'`,
        "tags.1.member.value",
        "Member must have length less than or equal to 256",
      ),
    ],
  ])("%#", async (parameters: Record<string, string>, message) => {
    expect(await federate(parameters)).toMatchObject({ status: 400, code: "ValidationError", message });
  });

  it("several are reported at once", async () => {
    expect(await federate({ Name: "x", DurationSeconds: "1" })).toMatchObject({
      ...{ status: 400, code: "ValidationError" },
      message:
        "2 validation errors detected: Value 'x' at 'name' failed to satisfy constraint: Member must have length greater than or equal to 2; Value '1' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900",
    });
  });
});

it.each([
  "arn:aws:iam::aws:policy/NoSuchPolicyOfAws",
  "arn:aws:iam::999999999999:policy/AnotherAccounts",
  "arn:aws:iam::aws:role/NotAPolicyAtAll",
  "this-is-no-arn-at-all",
])("a managed policy that this account has not: %s", async (arn) => {
  expect(await federate({ "PolicyArns.member.1.arn": arn })).toMatchObject({
    ...{ status: 400, code: "ValidationError", message: `${arn} is invalid` },
  });
});

it.each([
  [["Project", "1"] as const, ["project", "2"] as const],
  [["a", "1"] as const, ["a", "1"] as const],
])("tag keys that are the same in any case (%#)", async (...list) => {
  expect(await federate(tags(...list))).toMatchObject({
    ...{ status: 400, code: "InvalidParameterValue" },
    message: "Duplicate tag keys found. Please note that Tag keys are case insensitive.",
  });
});

it("tag keys of AWS's own", async () => {
  expect(await federate(tags(["aws:project", "1"]))).toMatchObject({
    ...{ status: 400, code: "InvalidParameterValue" },
    message: "Tag keys that start with aws: are reserved for AWS.",
  });
});

it.each([
  ["{", "The policy is not in the valid JSON format."],
  ["no JSON", "The policy is not in the valid JSON format."],
  ["{}", "Syntax errors in policy."],
  ['{"Version":"2012-10-17","Statement":[]}', "Syntax errors in policy."],
  ['{"Statement":{"Effect":"allow","Action":"s3:*","Resource":"*"}}', "The policy failed legacy parsing"],
  ['{"Statement":{"Effect":"Allow","Resource":"*"}}', "Policy statement must contain actions."],
  ['{"Statement":{"Effect":"Allow","Action":"s3:*"}}', "Policy statement must contain resources."],
  [
    '{"Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*","Principal":"*"}}',
    "Policy document should not specify a principal.",
  ],
])("a session policy that is none: %s", async (Policy, message) => {
  expect(await federate({ Policy })).toMatchObject({
    ...{ status: 400, code: "MalformedPolicyDocument", message },
  });
});

describe("what takes more than the space there is for session policies and tags", () => {
  const actions = Array.from({ length: 60 }, (_, n) => `s${n}:${((n + 7) ** 5).toString(36)}Op${n * n}`);

  it("a policy", async () => {
    const Policy = JSON.stringify({ Statement: { Effect: "Allow", Action: actions, Resource: "*" } });
    expect(Policy.length).toBeLessThan(2048);
    expect(await federate({ Policy })).toMatchObject({
      ...{ status: 400, code: "PackedPolicyTooLarge" },
      message: expect.stringMatching(
        /^Packed policy consumes 1\d\d% of allotted space, please use smaller policy\.$/,
      ),
    });
  });

  it("tags", async () => {
    const list = actions.slice(0, 50).map((value, n) => [`k${n}`, value.repeat(3)] as const);
    expect(await federate(tags(...list))).toMatchObject({
      ...{ status: 400, code: "PackedPolicyTooLarge" },
      message: expect.stringMatching(/^Packed size of session tags consumes 1\d\d% of allotted space\.$/),
    });
  });
});

it("an opt-in region that the account has not enabled", async () => {
  expect(await federate({}, broker, "ap-east-1")).toMatchObject({
    ...{ status: 403, code: "RegionDisabledException" },
    message: `STS is not activated in this region for account:${sandbox.loopback.accountId}. Your account administrator can activate STS in this region using the IAM Console.`,
  });
});

describe("whom it refuses", () => {
  it("a session, made by any user or root", async () => {
    const wide = { Name: "User1", Policy: document({ Action: "*" }) };
    for (const creator of [broker, sandbox.root]) {
      expect(await federate({}, await sandbox.federate(creator, wide))).toMatchObject({
        ...{ status: 403, code: "AccessDenied" },
        message: "Cannot call GetFederationToken with session credentials",
      });
    }
  });

  it("a user whom no policy allows it for that name", async () => {
    const account = sandbox.loopback.accountId;
    const resource = `arn:aws:sts::${account}:federated-user/Team*`;
    const keys = await createUser(sandbox, "narrow", [
      { Action: "sts:GetFederationToken", Resource: resource },
    ]);
    expect(await federate({ Name: "TeamRed" }, keys)).toMatchObject({ status: 200 });
    expect(await federate({ Name: "User1" }, keys)).toMatchObject({
      ...{ status: 403, code: "AccessDenied" },
      message: `User: arn:aws:iam::${account}:user/narrow is not authorized to perform: sts:GetFederationToken on resource: arn:aws:sts::${account}:federated-user/User1 because no identity-based policy allows the sts:GetFederationToken action`,
    });
  });

  it("a key that is unknown, or deleted", async () => {
    const invalid = {
      ...{ status: 403, code: "InvalidClientTokenId" },
      message: "The security token included in the request is invalid",
    };
    const unknown = { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "wJalrXUtnFEMI" };
    expect(await federate({}, unknown)).toMatchObject(invalid);
    const { AccessKey } = await sandbox.iam.send(new CreateAccessKeyCommand({ UserName: "Broker" }));
    const { AccessKeyId = "", SecretAccessKey = "" } = AccessKey ?? {};
    const keys = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey };
    expect(await federate({}, keys)).toMatchObject({ status: 200 });
    await sandbox.iam.send(new DeleteAccessKeyCommand({ UserName: "Broker", AccessKeyId }));
    expect(await federate({}, keys)).toMatchObject(invalid);
  });

  it("a wrong secret", async () => {
    expect(await federate({}, { ...broker, secretAccessKey: "wrong" })).toMatchObject({
      ...{ status: 403, code: "SignatureDoesNotMatch" },
      message: expect.stringMatching(
        /^The request signature we calculated does not match the signature you provided\. Check your AWS Secret Access Key and signing method\. Consult the service documentation for details\./,
      ),
    });
  });

  it("a token that has expired", async () => {
    const other = await startSandbox();
    const session = await other.federate(other.root, { Name: "User1", DurationSeconds: 900 });
    other.wait(901);
    const signing = { keys: session, date: new Date(Date.now() + 901_000) };
    const asked = "Action=GetCallerIdentity&Version=2011-06-15";
    expect(await sendForm(other, "sts", asked, signing)).toMatchObject({
      ...{ status: 403, code: "ExpiredToken" },
      message: "The security token included in the request is expired",
    });
    await other.close();
  });
});
