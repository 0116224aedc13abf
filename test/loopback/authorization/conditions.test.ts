// Condition keys that a request sets: the policy sees the same values as the operation.
import { CreateBucketCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { describe, expect } from "vitest";
import { type Keys, startSandbox } from "../clients.ts";
import { sendForm, sendSigned } from "../raw.ts";
import { testInSharedSandbox as it, sandbox } from "../sandbox.ts";
import { createUser } from "../seed.ts";

it.beforeAll(async ({ sandbox }) => {
  await sandbox.s3.send(new CreateBucketCommand({ Bucket: "bucket" }));
  for (const Key of ["public/a", "secret/b"])
    await sandbox.s3.send(new PutObjectCommand({ Bucket: "bucket", Key, Body: "x" }));
});

describe("a caller who may list only one prefix", () => {
  let keys: Keys;
  it.beforeAll(async ({ sandbox }) => {
    const Condition = { StringEquals: { "s3:prefix": "public/" } };
    keys = await createUser(sandbox, "lister", [{ Action: "s3:ListBucket", Condition }]);
  });
  const list = (query: string) => sendSigned(sandbox, { path: `/bucket?list-type=2${query}` }, { keys });

  it.each(["&prefix=public/", "&prefix=public%2F", "&%70refix=public/"])("sees it: %s", async (query) => {
    const { status, body } = await list(query);
    expect(status).toBe(200);
    expect(body).toContain("<Key>public/a</Key>");
  });

  it.each([
    "",
    "&prefix=",
    "&prefix",
    "&prefix=secret/",
    "&Prefix=public/",
    "&prefix=public",
    "&prefix=public%252F",
    "&prefix=secret/&prefix=public/",
  ])("sees nothing else: %j", async (query) => {
    expect(await list(query)).toMatchObject({ status: 403, code: "AccessDenied" });
  });

  it("is judged by the prefix that is listed, if there are two", async () => {
    const { status, body } = await list("&prefix=public/&prefix=secret/");
    expect(status).toBe(200);
    expect(body).not.toContain("secret/b");
  });

  it("cannot give the key's value in a header", async () => {
    const headers = [["prefix", "public/"]] as const;
    const raw = { path: "/bucket?list-type=2&prefix=secret/", headers };
    expect(await sendSigned(sandbox, raw, { keys })).toMatchObject({ status: 403 });
  });
});

describe("where a request comes from", () => {
  const spoofed = [
    ["X-Forwarded-For", "203.0.113.9"],
    ["Forwarded", "for=203.0.113.9"],
    ["X-Real-IP", "203.0.113.9"],
  ] as const;

  it.each([
    ["127.0.0.1/32", 200],
    ["203.0.113.9/32", 403],
  ])("is its connection, not its headers: %s", async (address, status) => {
    const Condition = { IpAddress: { "aws:SourceIp": address } };
    const name = `from-${address.replace("/", "-")}`;
    const keys = await createUser(sandbox, name, [{ Action: "s3:ListBucket", Condition }]);
    const answer = await sendSigned(sandbox, { path: "/bucket?list-type=2", headers: spoofed }, { keys });
    expect(answer.status).toBe(status);
  });
});

it("a policy that applies until a time uses the loopback's clock", async () => {
  const moving = await startSandbox();
  await moving.s3.send(new CreateBucketCommand({ Bucket: "bucket" }));
  const until = new Date(Date.now() + 600_000).toISOString().replace(/\.\d+/, "");
  const Condition = { DateLessThan: { "aws:CurrentTime": until } };
  const keys = await createUser(moving, "ann", [{ Action: "s3:ListBucket", Condition }]);
  const list = () => sendSigned(moving, { path: "/bucket?list-type=2" }, { keys });
  expect(await list()).toMatchObject({ status: 200 });
  moving.wait(700);
  expect(await list()).toMatchObject({ status: 403, code: "AccessDenied" });
  await moving.close();
});

describe("a key that AWS sets is there without being sent", () => {
  it.each<[condition: object, status: number]>([
    [{ Bool: { "aws:ViaAWSService": "false" } }, 200],
    [{ BoolIfExists: { "aws:ViaAWSService": "true" } }, 403],
    [{ NumericGreaterThanEquals: { "s3:TlsVersion": "1.2" } }, 200],
    [{ NumericLessThanIfExists: { "s3:TlsVersion": "1.2" } }, 403],
    [{ Null: { "s3:TlsVersion": "true" } }, 403],
    [{ NumericGreaterThan: { "aws:EpochTime": "1577836800" } }, 200],
    [{ Null: { "aws:UserAgent": "true" } }, 403],
    [{ StringEquals: { "aws:UserAgent": "" } }, 200],
  ])("%j: %i", async (Condition, status) => {
    const name = `set-${JSON.stringify(Condition).replaceAll(/[^A-Za-z0-9]/g, "")}`;
    const keys = await createUser(sandbox, name.slice(0, 60), [{ Action: "s3:ListBucket", Condition }]);
    expect(await sendSigned(sandbox, { path: "/bucket?list-type=2" }, { keys })).toMatchObject({ status });
  });
});

describe("authorization comes before the body", () => {
  it.each(["policy", "versioning", "publicAccessBlock", "ownershipControls", "encryption"])(
    "of ?%s, which an empty one does not hide",
    async (subresource) => {
      const keys = await createUser(sandbox, `no-${subresource}`);
      const raw = { method: "PUT", path: `/bucket?${subresource}` };
      expect(await sendSigned(sandbox, raw, { keys })).toMatchObject({ status: 403, code: "AccessDenied" });
      const answer = await sendSigned(sandbox, raw);
      expect(answer.status).toBe(400);
      expect(answer.code).toBe(subresource === "policy" ? "MalformedPolicy" : "MalformedXML");
    },
  );

  it("and before an invalid policy", async () => {
    const keys = await createUser(sandbox, "none");
    const form = "Action=PutUserPolicy&Version=2010-05-08&UserName=none&PolicyName=p&PolicyDocument=x";
    expect(await sendForm(sandbox, "iam", form, { keys })).toMatchObject({
      status: 403,
      code: "AccessDenied",
    });
  });
});

describe("a caller who may list all buckets", () => {
  it.each(["*", "arn:aws:s3:::*"])(
    "may when the policy says so of %s, as AWS's guides do",
    async (Resource) => {
      const name = Resource === "*" ? "of-all" : "of-s3";
      const keys = await createUser(sandbox, name, [{ Action: "s3:ListAllMyBuckets", Resource }]);
      expect(await sendSigned(sandbox, { path: "/" }, { keys })).toMatchObject({ status: 200 });
    },
  );

  it("may not if the policy allows it only for one bucket", async () => {
    const keys = await createUser(sandbox, "of-one", [
      { Action: "s3:ListAllMyBuckets", Resource: "arn:aws:s3:::bucket" },
    ]);
    expect(await sendSigned(sandbox, { path: "/" }, { keys })).toMatchObject({
      status: 403,
      code: "AccessDenied",
    });
  });
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-requestedregion:
// IAM's calls are always made to us-east-1.
it("aws:RequestedRegion is STS's region in the scope, and us-east-1 for IAM", async () => {
  const away = await startSandbox({ region: "eu-west-1" });
  const asked = async (requested: string) => {
    const Condition = { StringEquals: { "aws:RequestedRegion": requested } };
    const Action = ["iam:ListUsers", "sts:GetSessionToken", "sts:GetFederationToken"];
    const keys = await createUser(away, `in-${requested}`, [{ Action, Condition }]);
    const users = await sendForm(away, "iam", "Action=ListUsers&Version=2010-05-08", {
      keys,
      region: "eu-west-1",
    });
    const federate = "Action=GetFederationToken&Version=2011-06-15&Name=one";
    const statuses = [users.status];
    for (const region of ["eu-west-1", "us-east-1"])
      statuses.push((await sendForm(away, "sts", federate, { keys, region })).status);
    return statuses;
  };
  expect(await asked("us-east-1")).toEqual([200, 403, 200]);
  expect(await asked("eu-west-1")).toEqual([403, 200, 403]);
  await away.close();
});
