// The provider as Pulumi's engine meets it, asked over gRPC.
import { status } from "@grpc/grpc-js";
import messages from "@pulumi/pulumi/proto/provider_pb.js";
import structs from "google-protobuf/google/protobuf/struct_pb.js";
import { afterAll, describe, expect } from "vitest";
import { type ServedProvider, serveProvider } from "../../../provider/serve-provider.ts";
import { testInSharedSandbox as it, sandbox } from "../../loopback/sandbox.ts";
import { createUser, document } from "../../loopback/seed.ts";
import { attach } from "./attach.ts";
import { engineClient, halfDone } from "./engine-client.ts";

let provider: ServedProvider;
let engine: ReturnType<typeof engineClient>;

it.beforeAll(async ({ sandbox }) => {
  const { endpoint, region } = sandbox.loopback;
  provider = await serveProvider({ endpoint, region });
  engine = engineClient(provider.port);
  await engine.configure(rootKeys());
});

afterAll(async () => {
  engine.close();
  await provider.close();
});

const user = "aws:iam/user:User";
const rootKeys = () => ({
  accessKey: sandbox.root.accessKeyId,
  secretKey: secret(sandbox.root.secretAccessKey),
});
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const secret = (value: unknown) => ({
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  value,
});

function configureRequest(args: Record<string, unknown>): messages.ConfigureRequest {
  const request = new messages.ConfigureRequest();
  request.setArgs(structs.Struct.fromJavaScript(args as Parameters<typeof structs.Struct.fromJavaScript>[0]));
  return request;
}

function identityRequest(): messages.InvokeRequest {
  const request = new messages.InvokeRequest();
  request.setTok("aws:index/getCallerIdentity:getCallerIdentity");
  return request;
}

const allow = (action: string) => document({ Action: action });

describe("the inputs of a resource", () => {
  it("come back complete, with a name made from the seed", async () => {
    const { inputs } = await engine.check(user, "broker", {});
    expect(inputs).toEqual({
      name: expect.stringMatching(/^broker-[0-9a-f]{7}$/),
      path: "/",
      forceDestroy: false,
      __defaults: ["forceDestroy", "name", "path"],
    });
    expect((await engine.check(user, "broker", {})).inputs).toEqual(inputs);
    expect((await engine.check(user, "broker", {}, undefined, "other")).inputs.name).not.toBe(inputs.name);
    expect((await engine.check(user, "broker", {}, inputs, "other")).inputs.name).toBe(inputs.name);
  });
});

describe("the inputs of a resource, when they are wrong,", () => {
  it.each([
    [
      user,
      { nam: "u" },
      { property: "nam", reason: 'the property "nam" is not one that this deployment can set' },
    ],
    [
      "aws:s3/bucketObjectv2:BucketObjectv2",
      { bucket: "b", key: "k", source: { path: "index.ts" } },
      {
        property: "source",
        reason: 'the property "source" must be a StringAsset, or a FileAsset given by its absolute path',
      },
    ],
    [user, { name: 5 }, { property: "name", reason: 'the property "name" must be a string' }],
    [
      "aws:iam/userPolicy:UserPolicy",
      { user: "u" },
      { property: "policy", reason: 'the property "policy" is missing' },
    ],
    [
      "aws:iam/userGroupMembership:UserGroupMembership",
      { user: "u", groups: "g" },
      { property: "groups", reason: 'the property "groups" must be a list of strings' },
    ],
  ])("are refused by the property's name: %s %j", async (type, inputs, failure) => {
    expect((await engine.check(type, "x", inputs)).failures).toEqual([failure]);
  });

  it("are refused by the resource's name when it is too long for a suffix", async () => {
    await expect(engine.check(user, "u".repeat(60), {})).rejects.toThrow(
      /is longer than 64 characters; give the property "name" in the program$/,
    );
  });
});

describe("a value", () => {
  const type = "aws:iam/userPolicy:UserPolicy";

  it("that is secret stays secret, and makes the output secret", async () => {
    await createUser(sandbox, "secretive");
    const given = { user: "secretive", name: "p", policy: secret(allow("s3:GetObject")) };
    const { inputs } = await engine.check(type, "p", given);
    expect(inputs).toEqual({ ...given, __defaults: [] });
    const { properties } = await engine.create(type, "p", inputs);
    expect(properties).toEqual(given);
  });

  it("that AWS's schema calls a secret is one, and stays one after a refresh", async () => {
    const key = "aws:iam/accessKey:AccessKey";
    const { id, properties } = await engine.create(key, "k", { user: "secretive", status: "Active" });
    expect(properties).toMatchObject({
      secret: secret(expect.stringMatching(/^.{40}$/)),
      sesSmtpPasswordV4: secret(expect.stringMatching(/^.{44}$/)),
    });
    expect((await engine.read(key, "k", id, properties, { user: "secretive" })).properties).toEqual(
      properties,
    );
    await engine.delete(key, "k", id, properties);
  });

  it("that is unknown at a preview stays unknown", async () => {
    const { inputs, failures } = await engine.check(type, "p", {
      user: unknown,
      policy: { Statement: [unknown] },
    });
    expect(failures).toEqual([]);
    expect(inputs).toMatchObject({ user: unknown, policy: unknown });
    const { id, properties } = await engine.create(type, "p", inputs, true);
    expect({ id, properties }).toMatchObject({ id: "", properties: { user: unknown, policy: unknown } });
  });

  it("that is a document as an object is deployed as its text", async () => {
    const { inputs } = await engine.check(type, "p", {
      user: "u",
      name: "p",
      policy: { Version: "2012-10-17" },
    });
    expect(inputs.policy).toBe('{"Version":"2012-10-17"}');
  });
});

describe("a preview", () => {
  it("knows names and tags, and neither ids nor ARNs", async () => {
    const bucket = "aws:s3/bucket:Bucket";
    const { inputs } = await engine.check(bucket, "Box", { tags: { a: "1" } });
    const before = sandbox.log.length;
    expect(await engine.create(bucket, "Box", inputs, true)).toEqual({
      id: "",
      properties: {
        bucket: expect.stringMatching(/^box-[0-9a-f]{7}$/),
        ...{ forceDestroy: false, region: "us-east-1", tags: { a: "1" }, tagsAll: { a: "1" } },
        ...{
          arn: unknown,
          bucketDomainName: unknown,
          bucketRegion: unknown,
          bucketRegionalDomainName: unknown,
        },
      },
    });
    expect(sandbox.log.length).toBe(before);
  });

  it("of a changed content does not know the new entity tag", async () => {
    const object = "aws:s3/bucketObjectv2:BucketObjectv2";
    const olds = { bucket: "b", key: "k", content: "one", etag: "e", versionId: "v", arn: "a" };
    const news = { bucket: "b", key: "k", content: "two" };
    expect(await engine.update(object, "o", "b/k", olds, news, { preview: true })).toMatchObject({
      ...{ content: "two", etag: unknown, versionId: unknown, arn: "a" },
    });
    const tagged = await engine.update(
      object,
      "o",
      "b/k",
      olds,
      { ...olds, tags: { a: "1" } },
      { preview: true },
    );
    expect(tagged).toMatchObject({ etag: "e", versionId: "v" });
  });
});

describe("a difference", () => {
  const bucket = "aws:s3/bucket:Bucket";
  const state = {
    bucket: "box",
    forceDestroy: false,
    region: "us-east-1",
    tags: { a: "1" },
    tagsAll: { a: "1" },
  };
  const diff = (news: Record<string, unknown>, ignored: string[] = []) =>
    engine.diff(bucket, "b", "box", state, { bucket: "box", tags: { a: "1" }, ...news }, ignored);
  const none = { changes: false, replaces: [], deleteBeforeReplace: false, detail: {} };

  it.each([
    ["nothing", {}, [], none],
    ["a default that is spelled out", { forceDestroy: false, region: "us-east-1" }, [], none],
    ["a tag", { tags: { a: "2" } }, [], { ...none, changes: true, detail: { "tags.a": "UPDATE" } }],
    ["an ignored tag", { tags: { a: "2" } }, ["tags.a"], none],
    ["a tag, all being ignored", { tags: { a: "2", "x.y": "" } }, ["tags"], none],
    ["a tag by any name", { tags: { a: "2" } }, ["tags.*"], none],
    [
      "another tag than the ignored one",
      { tags: { "x.y": "" } },
      ["tags.a"],
      { ...none, changes: true, detail: { 'tags["x.y"]': "ADD" } },
    ],
    [
      "a random name",
      { bucket: "box-2", __defaults: ["bucket"] },
      [],
      { ...none, changes: true, replaces: ["bucket"], detail: { bucket: "UPDATE_REPLACE" } },
    ],
    [
      "a name of the program's",
      { bucket: "box2", __defaults: [] },
      [],
      {
        changes: true,
        replaces: ["bucket"],
        deleteBeforeReplace: true,
        detail: { bucket: "UPDATE_REPLACE" },
      },
    ],
    [
      "an unknown name",
      { bucket: unknown, __defaults: ["forceDestroy"] },
      [],
      {
        changes: true,
        replaces: ["bucket"],
        deleteBeforeReplace: true,
        detail: { bucket: "UPDATE_REPLACE" },
      },
    ],
  ])("is what it is: %s", async (_, news, ignored, expected) => {
    expect(await diff(news, ignored)).toEqual(expected);
  });

  it("between attachments deletes first, because AWS treats both as one", async () => {
    const type = "aws:iam/userPolicyAttachment:UserPolicyAttachment";
    const olds = { user: "u", policyArn: "arn:aws:iam::aws:policy/A" };
    expect(await engine.diff(type, "a", "id", olds, { ...olds, user: "v" })).toMatchObject({
      replaces: ["user"],
      deleteBeforeReplace: true,
    });
  });
});

describe("what is read", () => {
  it("for an import is what a program would have to contain", async () => {
    await createUser(sandbox, "there", [], { Path: "/x/", Tags: [{ Key: "a", Value: "1" }] });
    const { id, inputs, properties } = await engine.read(user, "there", "there");
    expect(id).toBe("there");
    expect(inputs).toEqual({ name: "there", path: "/x/", tags: { a: "1" }, __defaults: [] });
    expect(properties).toMatchObject({ name: "there", forceDestroy: false, uniqueId: expect.any(String) });
  });

  it("after a change by hand has the new values in the inputs that the program gave", async () => {
    const inputs = { name: "there", path: "/", __defaults: ["path"] };
    const olds = { name: "there", path: "/", forceDestroy: true, tagsAll: {} };
    expect(await engine.read(user, "there", "there", olds, inputs)).toMatchObject({
      inputs: { name: "there", path: "/x/", __defaults: ["path"] },
      properties: { path: "/x/", forceDestroy: true, tags: { a: "1" }, tagsAll: { a: "1" } },
    });
  });

  it("of an id of another form is refused", async () => {
    await expect(engine.read("aws:iam/rolePolicy:RolePolicy", "p", "nonsense")).rejects.toThrow(
      'the resource "p" (aws:iam/rolePolicy:RolePolicy) could not be read: the id "nonsense" is not of the form ROLE:NAME',
    );
  });
});

it("tags that are secret are so among all tags, too", async () => {
  const { properties } = await engine.create(user, "tagged", { name: "tagged", tags: secret({ a: "hush" }) });
  expect(properties).toMatchObject({ tags: secret({ a: "hush" }), tagsAll: secret({ a: "hush" }) });
});

describe("a resource that exists but not as it should be", () => {
  it("is reported to the engine with its secret, so that nothing is orphaned", async () => {
    const keys = await createUser(sandbox, "limited", [{ Action: "iam:CreateAccessKey" }]);
    const limited = engineClient(provider.port);
    await limited.configure({ accessKey: keys.accessKeyId, secretKey: secret(keys.secretAccessKey) });
    await createUser(sandbox, "target");
    const failure = await limited
      .create("aws:iam/accessKey:AccessKey", "k", { user: "target", status: "Inactive" })
      .catch((error) => error);
    limited.close();
    expect(failure.details).toMatch(
      /^the resource "k" \(aws:iam\/accessKey:AccessKey\) could not be created: AccessDenied: .* iam:UpdateAccessKey/,
    );
    const told = halfDone(failure);
    expect(told).toEqual({
      id: expect.stringMatching(/^AKIA/),
      properties: {
        ...{ user: "target", status: "Active", createDate: expect.stringMatching(/Z$/) },
        secret: secret(expect.stringMatching(/^.{40}$/)),
        sesSmtpPasswordV4: secret(expect.stringMatching(/^.{44}$/)),
      },
    });
    expect(
      await engine.diff("aws:iam/accessKey:AccessKey", "k", told.id, told.properties, {
        ...{ user: "target", status: "Inactive" },
      }),
    ).toMatchObject({ detail: { status: "UPDATE" } });
  });

  it("is reported with the changes of a failed update, or the next one would look for the old name", async () => {
    const actions = ["iam:CreateUser", "iam:GetUser", "iam:UpdateUser"];
    const keys = await createUser(sandbox, "renamer", [{ Action: actions }]);
    const limited = engineClient(provider.port);
    await limited.configure({ accessKey: keys.accessKeyId, secretKey: secret(keys.secretAccessKey) });
    const { id, properties } = await limited.create(user, "u", { name: "before", path: "/" });
    const news = { name: "after", path: "/", permissionsBoundary: "arn:aws:iam::aws:policy/ReadOnlyAccess" };
    const failure = await limited.update(user, "u", id, properties, news).catch((error) => error);
    expect(failure.details).toMatch(
      /^the resource "u" \(aws:iam\/user:User\) could not be updated: AccessDenied: .* iam:PutUserPermissionsBoundary/,
    );
    const told = halfDone(failure);
    expect(told).toMatchObject({ id: "before", properties: { name: "after", path: "/" } });
    expect(told.properties).not.toHaveProperty("permissionsBoundary");
    // A change that did nothing is reported with the old state.
    const refused = await limited
      .update(user, "u", id, told.properties, { ...news, name: "after" })
      .catch((error) => error);
    expect(halfDone(refused)).toEqual(told);
    limited.close();
    expect((await engine.diff(user, "u", id, told.properties, news)).detail).toEqual({
      permissionsBoundary: "ADD",
    });
  });
});

/** A connection from the port that another just had. Where somebody else takes it in between, all of it starts anew. */
async function attachFromPortOf(another: () => Promise<number>): ReturnType<typeof attach> {
  for (let attempt = 1; ; attempt += 1) {
    const localPort = await another();
    try {
      return await attach(provider.port, localPort);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE" || attempt === 20) throw error;
    }
  }
}

describe("each connection", () => {
  it("has its own keys and default tags", async () => {
    const keys = await createUser(sandbox, "deployer", [{ Action: "*" }]);
    const other = engineClient(provider.port);
    await other.configure({
      ...{ accessKey: keys.accessKeyId, secretKey: keys.secretAccessKey },
      defaultTags: '{"tags":{"team":"a"}}',
    });
    const asked = await Promise.all([
      other.invoke("aws:index/getCallerIdentity:getCallerIdentity"),
      engine.invoke("aws:index/getCallerIdentity:getCallerIdentity"),
      engine.invoke("aws:index/getRegion:getRegion"),
      engine.invoke("aws:index/getPartition:getPartition"),
    ]);
    const accountId = sandbox.loopback.accountId;
    expect(asked).toMatchObject([
      { arn: `arn:aws:iam::${accountId}:user/deployer`, accountId },
      { arn: `arn:aws:iam::${accountId}:root`, accountId },
      { region: "us-east-1" },
      { partition: "aws", dnsSuffix: "amazonaws.com" },
    ]);
    const news = { name: "there", path: "/x/", tags: { a: "1" } };
    const olds = { ...news, forceDestroy: false, tagsAll: { a: "1" } };
    expect((await other.diff(user, "there", "there", olds, news)).detail).toEqual({ "tagsAll.team": "ADD" });
    expect((await engine.diff(user, "there", "there", olds, news)).detail).toEqual({});
    other.close();
  });

  it("is configured before it is asked", async () => {
    const early = engineClient(provider.port);
    await expect(early.create(user, "u", { name: "u" })).rejects.toThrow(
      "the provider was asked before it was configured",
    );
    early.close();
  });

  it("acts for nobody who brings no keys: knowing the port gives no power", async () => {
    const other = engineClient(provider.port);
    const missing =
      "the properties accessKey and secretKey are missing, and this provider has no keys of its own: set them with pulumi config set aws:accessKey ID and pulumi config set --secret aws:secretKey SECRET";
    expect(await other.checkConfig({})).toEqual([{ property: "", reason: missing }]);
    await expect(other.configure({})).rejects.toThrow(
      `2 UNKNOWN: the provider aws cannot be configured: ${missing}`,
    );
    await expect(other.create(user, "u", { name: "u" })).rejects.toThrow(
      "the provider was asked before it was configured",
    );
    other.close();
  });

  it("acts for nobody who brings invented keys, and says so in one sentence", async () => {
    const { endpoint } = sandbox.loopback;
    const refusals = {
      "The security token included in the request is invalid": { accessKey: "AKIAI44QH8DHBEXAMPLE" },
      "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.":
        { secretKey: "invented" },
    };
    for (const [message, change] of Object.entries(refusals)) {
      const other = engineClient(provider.port);
      const code = "accessKey" in change ? "InvalidClientTokenId" : "SignatureDoesNotMatch";
      await expect(other.configure({ ...rootKeys(), ...change })).rejects.toThrow(
        `2 UNKNOWN: the provider aws cannot be configured: ${endpoint} does not accept the properties accessKey and secretKey (${code}: ${message}): set keys of its account`,
      );
      await expect(other.create(user, "u", { name: "u" })).rejects.toThrow(
        "the provider was asked before it was configured",
      );
      other.close();
    }
  });

  it("gives its secrets back as secrets, so that no state has them in clear", async () => {
    const checked = async (news: Record<string, unknown>) => {
      const request = new messages.CheckRequest();
      request.setNews(configureRequest(news).getArgs());
      const answer = await engine.call<messages.CheckRequest, messages.CheckResponse>("checkConfig", request);
      return answer.getInputs()?.toJavaScript();
    };
    const keys = { accessKey: "A", region: "us-east-1" };
    expect(await checked({ ...keys, secretKey: "s", token: "t" })).toEqual({
      ...{ ...keys, secretKey: secret("s"), token: secret("t") },
    });
    expect(await checked({ ...keys, secretKey: secret("s") })).toEqual({ ...keys, secretKey: secret("s") });
    expect(await checked({ ...keys, secretKey: unknown })).toEqual({ ...keys, secretKey: unknown });
  });

  it("takes its keys along when it ends: another one from the same port has none", async () => {
    const second = await attachFromPortOf(async () => {
      const first = await attach(provider.port);
      expect(await first.call("Configure", configureRequest(rootKeys()))).toBe(status.OK);
      expect(await first.call("Invoke", identityRequest())).toBe(status.OK);
      await first.close();
      return first.localPort;
    });
    expect(await second.call("Invoke", identityRequest())).toBe(status.FAILED_PRECONDITION);
    await second.close();
  });

  it("is refused a configuration that cannot be obeyed", async () => {
    const other = engineClient(provider.port);
    expect(await other.checkConfig({ profile: "me" })).toEqual([
      { property: "profile", reason: 'the property "profile" is not one that this deployment can set' },
    ]);
    await expect(other.configure({ ...rootKeys(), allowedAccountIds: '["111122223333"]' })).rejects.toThrow(
      /^2 UNKNOWN: the provider aws cannot be configured: the account \d{12} is ruled out by allowedAccountIds or forbiddenAccountIds$/,
    );
    other.close();
  });
});

describe("the schema", () => {
  it("has every resource type, with what it requires and what is secret", async () => {
    const request = new messages.GetSchemaRequest();
    const answer = await engine.call<messages.GetSchemaRequest, messages.GetSchemaResponse>(
      "getSchema",
      request,
    );
    const { name, resources } = JSON.parse(answer.getSchema());
    expect(name).toBe("aws");
    expect(Object.keys(resources)).toHaveLength(22);
    expect(resources["aws:iam/accessKey:AccessKey"]).toEqual({
      inputProperties: { user: { type: "string" }, status: { type: "string" } },
      requiredInputs: ["user"],
      properties: {
        ...{ user: { type: "string" }, status: { type: "string" } },
        createDate: { type: "string", secret: false },
        secret: { type: "string", secret: true },
        sesSmtpPasswordV4: { type: "string", secret: true },
      },
      required: ["user"],
    });
    expect(resources["aws:iam/user:User"].requiredInputs).toEqual([]);
  });
});

describe("a function", () => {
  it("that is not known is refused by its name", async () => {
    await expect(engine.invoke("aws:iam/getUser:getUser")).rejects.toThrow(
      "the function aws:iam/getUser:getUser could not be answered: this deployment does not know the function",
    );
  });
});

describe("a user", () => {
  it("is created, seen, changed and deleted", async () => {
    const { inputs } = await engine.check(user, "u", { name: "u", tags: { a: "1" } });
    const created = await engine.create(user, "u", inputs);
    const arn = `arn:aws:iam::${sandbox.loopback.accountId}:user/u`;
    expect(created).toEqual({
      id: "u",
      properties: {
        ...{ name: "u", path: "/", forceDestroy: false, tags: { a: "1" }, tagsAll: { a: "1" } },
        ...{ arn, uniqueId: expect.stringMatching(/^AIDA/) },
      },
    });
    const olds = created.properties;
    expect(await engine.read(user, "u", "u", olds, inputs)).toEqual({ id: "u", properties: olds, inputs });
    const { inputs: news } = await engine.check(
      user,
      "u",
      { name: "u", path: "/x/", tags: { b: "2" } },
      inputs,
    );
    expect(await engine.diff(user, "u", "u", olds, news)).toEqual({
      changes: true,
      replaces: [],
      deleteBeforeReplace: false,
      detail: { path: "UPDATE", "tags.a": "DELETE", "tags.b": "ADD" },
    });
    const updated = await engine.update(user, "u", "u", olds, news);
    expect(await engine.read(user, "u", "u", updated, news)).toEqual({
      id: "u",
      properties: updated,
      inputs: news,
    });
    await engine.delete(user, "u", "u", updated);
    expect((await engine.read(user, "u", "u", updated, news)).id).toBe("");
  });
});
