// Tags of users, policies and instance profiles: set, read, taken away, and seen by policies.
import {
  CreateInstanceProfileCommand,
  CreatePolicyCommand,
  CreateUserCommand,
  GetUserCommand,
  ListInstanceProfileTagsCommand,
  ListPolicyTagsCommand,
  ListUserTagsCommand,
  type Tag,
  TagInstanceProfileCommand,
  TagPolicyCommand,
  TagUserCommand,
  UntagInstanceProfileCommand,
  UntagPolicyCommand,
  UntagUserCommand,
} from "@aws-sdk/client-iam";
import { describe, expect } from "vitest";
import type { Sandbox } from "../../clients.ts";
import { testInOwnSandbox as it, sandbox } from "../../sandbox.ts";
import { createUser, document } from "../../seed.ts";

let iam: Sandbox["iam"];
it.beforeEach(async ({ sandbox }) => {
  iam = sandbox.iam;
});

const tags = (...pairs: string[]): Tag[] =>
  pairs.map((pair) => pair.split("=")).map(([Key = "", Value = ""]) => ({ Key, Value }));
const written = (list: Tag[] | undefined) => list?.map(({ Key, Value }) => `${Key}=${Value}`);

/** The three operations of one kind of resource, on one resource that is made for it. */
const kinds = [
  {
    kind: "user",
    async make() {
      await iam.send(new CreateUserCommand({ UserName: "ann" }));
      return {
        tag: (...pairs: string[]) => iam.send(new TagUserCommand({ UserName: "ann", Tags: tags(...pairs) })),
        untag: (...TagKeys: string[]) => iam.send(new UntagUserCommand({ UserName: "ann", TagKeys })),
        list: (more: object = {}) => iam.send(new ListUserTagsCommand({ UserName: "ann", ...more })),
      };
    },
  },
  {
    kind: "policy",
    async make() {
      const PolicyDocument = document({ Action: "s3:*" });
      const { Policy } = await iam.send(new CreatePolicyCommand({ PolicyName: "p", PolicyDocument }));
      const PolicyArn = Policy?.Arn ?? "";
      return {
        tag: (...pairs: string[]) => iam.send(new TagPolicyCommand({ PolicyArn, Tags: tags(...pairs) })),
        untag: (...TagKeys: string[]) => iam.send(new UntagPolicyCommand({ PolicyArn, TagKeys })),
        list: (more: object = {}) => iam.send(new ListPolicyTagsCommand({ PolicyArn, ...more })),
      };
    },
  },
  {
    kind: "instance profile",
    async make() {
      const InstanceProfileName = "i";
      await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName }));
      return {
        tag: (...pairs: string[]) =>
          iam.send(new TagInstanceProfileCommand({ InstanceProfileName, Tags: tags(...pairs) })),
        untag: (...TagKeys: string[]) =>
          iam.send(new UntagInstanceProfileCommand({ InstanceProfileName, TagKeys })),
        list: (more: object = {}) =>
          iam.send(new ListInstanceProfileTagsCommand({ InstanceProfileName, ...more })),
      };
    },
  },
];

describe.each(kinds)("the tags of a $kind", ({ make }) => {
  it("are added, changed, taken away and listed by pages", async () => {
    const { tag, untag, list } = await make();
    await tag("b=1", "a=2");
    await tag("a=", "c=3");
    expect(written((await list()).Tags)).toEqual(["a=", "b=1", "c=3"]);
    const first = await list({ MaxItems: 2 });
    expect(first).toMatchObject({ IsTruncated: true, Marker: expect.any(String) });
    expect(written(first.Tags)).toEqual(["a=", "b=1"]);
    expect(await list({ Marker: first.Marker })).toMatchObject({ IsTruncated: false, Tags: tags("c=3") });
    await untag("b", "none");
    expect(written((await list()).Tags)).toEqual(["a=", "c=3"]);
  });

  it("are fifty at most", async () => {
    const { tag } = await make();
    await tag(...Array.from({ length: 50 }, (_, i) => `k${i}=`));
    await tag("k0=changed");
    await expect(tag("one-more=")).rejects.toMatchObject({
      ...{ name: "LimitExceededException", $metadata: { httpStatusCode: 409 } },
    });
  });

  it("cannot have AWS's own keys", async () => {
    const { tag } = await make();
    await expect(tag("aws:x=y")).rejects.toMatchObject({ name: "InvalidInputException" });
  });
});

describe("keys that differ only in case", () => {
  it("are one key of a user, written as the last wrote it", async () => {
    const { tag, untag, list } = await (kinds[0] ?? expect.fail()).make();
    await tag("Team=red");
    await tag("team=blue");
    expect(written((await list()).Tags)).toEqual(["team=blue"]);
    await expect(tag("a=1", "A=2")).rejects.toMatchObject({
      ...{ name: "InvalidInputException", $metadata: { httpStatusCode: 400 } },
      message: "Duplicate tag keys found. Please note that Tag keys are case insensitive.",
    });
    await untag("TEAM");
    expect((await list()).Tags).toEqual([]);
  });

  it("are two keys of a policy", async () => {
    const { tag, untag, list } = await (kinds[1] ?? expect.fail()).make();
    await tag("a=lowercase", "A=uppercase");
    expect(written((await list()).Tags)).toEqual(["A=uppercase", "a=lowercase"]);
    await expect(tag("a=1", "a=2")).rejects.toMatchObject({ message: "Duplicate tag keys found." });
    await untag("a");
    expect(written((await list()).Tags)).toEqual(["A=uppercase"]);
  });
});

describe("policies", () => {
  it.each(["aws:ResourceTag/team", "iam:ResourceTag/Team"])("see a user's tags as %s", async (key) => {
    const red = { Action: "iam:GetUser", Condition: { StringEquals: { [key]: "red" } } };
    const boss = sandbox.as(await createUser(sandbox, "boss", [red])).iam;
    await iam.send(new CreateUserCommand({ UserName: "ann", Tags: tags("team=red") }));
    await iam.send(new CreateUserCommand({ UserName: "bob", Tags: tags("team=blue") }));
    await boss.send(new GetUserCommand({ UserName: "ann" }));
    for (const UserName of ["bob", "boss", "none"])
      await expect(boss.send(new GetUserCommand({ UserName }))).rejects.toMatchObject({
        name: "AccessDenied",
      });
  });

  it("see the keys that are taken away as aws:TagKeys", async () => {
    const boss = sandbox.as(
      await createUser(sandbox, "boss", [
        {
          Action: ["iam:TagUser", "iam:UntagUser"],
          Condition: { "ForAllValues:StringEquals": { "aws:TagKeys": ["team"] } },
        },
      ]),
    ).iam;
    await iam.send(new CreateUserCommand({ UserName: "ann", Tags: tags("cost=1") }));
    await boss.send(new TagUserCommand({ UserName: "ann", Tags: tags("team=red") }));
    await boss.send(new UntagUserCommand({ UserName: "ann", TagKeys: ["team"] }));
    await expect(
      boss.send(new UntagUserCommand({ UserName: "ann", TagKeys: ["cost"] })),
    ).rejects.toMatchObject({ name: "AccessDenied" });
  });
});
