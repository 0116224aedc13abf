// The provider as Pulumi's engine meets it, asked over gRPC.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ServedProvider, serveProvider } from "../../../loopback/pulumi/engine/serve-provider.ts";
import { type Sandbox, startSandbox } from "../clients.ts";
import { engineClient } from "./engine-client.ts";

let sandbox: Sandbox;
let provider: ServedProvider;
let engine: ReturnType<typeof engineClient>;

beforeAll(async () => {
  sandbox = await startSandbox();
  const { endpoint, region } = sandbox.loopback;
  provider = await serveProvider({ endpoint, region, credentials: sandbox.root });
  engine = engineClient(provider.port);
  await engine.configure();
});

afterAll(async () => {
  engine.close();
  await provider.close();
  await sandbox.close();
});

const user = "aws:iam/user:User";

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
