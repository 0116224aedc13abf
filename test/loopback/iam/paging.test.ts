// Marker, MaxItems and IsTruncated: every list gives each entry once, with pages of any size.
import * as client from "@aws-sdk/client-iam";
import { describe, expect } from "vitest";
import type { Sandbox } from "../clients.ts";
import { testInSharedSandbox as it, sandbox } from "../sandbox.ts";
import { document } from "../seed.ts";

let iam: Sandbox["iam"];
const names = ["a", "B", "c"];
const PolicyDocument = document({ Action: "s3:*" });
const trust = JSON.stringify({
  Version: "2012-10-17",
  Statement: { Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" },
});

it.beforeAll(async ({ sandbox }) => {
  iam = sandbox.iam;
  const UserName = "a";
  for (const name of names) {
    const policy = { PolicyName: name, PolicyDocument };
    await iam.send(new client.CreateUserCommand({ UserName: name }));
    await iam.send(new client.CreateGroupCommand({ GroupName: name }));
    await iam.send(new client.CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: trust }));
    await iam.send(new client.CreateInstanceProfileCommand({ InstanceProfileName: name }));
    const { Policy } = await iam.send(new client.CreatePolicyCommand(policy));
    const PolicyArn = Policy?.Arn ?? "";
    await iam.send(new client.PutUserPolicyCommand({ UserName, ...policy }));
    await iam.send(new client.AttachUserPolicyCommand({ UserName, PolicyArn }));
    await iam.send(new client.AddUserToGroupCommand({ GroupName: name, UserName }));
    await iam.send(new client.AddUserToGroupCommand({ GroupName: "a", UserName: name }));
    await iam.send(new client.TagUserCommand({ UserName, Tags: [{ Key: name, Value: "" }] }));
  }
  const PolicyArn = `arn:aws:iam::${sandbox.loopback.accountId}:policy/a`;
  for (let count = 0; count < 2; count += 1)
    await iam.send(new client.CreatePolicyVersionCommand({ PolicyArn, PolicyDocument }));
  for (const name of names.slice(1))
    await iam.send(new client.AttachUserPolicyCommand({ UserName: name, PolicyArn }));
});

/** Each list, its input, and where its entries are. */
const lists: readonly [operation: string, input: object, entries: string][] = [
  ["ListUsers", {}, "Users"],
  ["ListGroups", {}, "Groups"],
  ["ListRoles", {}, "Roles"],
  ["ListInstanceProfiles", {}, "InstanceProfiles"],
  ["ListPolicies", { Scope: "Local" }, "Policies"],
  ["ListUserPolicies", { UserName: "a" }, "PolicyNames"],
  ["ListAttachedUserPolicies", { UserName: "a" }, "AttachedPolicies"],
  ["ListGroupsForUser", { UserName: "a" }, "Groups"],
  ["GetGroup", { GroupName: "a" }, "Users"],
  ["ListUserTags", { UserName: "a" }, "Tags"],
  ["ListPolicyVersions", { PolicyArn: "a" }, "Versions"],
  ["ListEntitiesForPolicy", { PolicyArn: "a" }, "PolicyUsers"],
  ["GetAccountAuthorizationDetails", { Filter: ["User"] }, "UserDetailList"],
];

type Answer = Record<string, unknown> & { IsTruncated?: boolean | undefined; Marker?: string | undefined };

async function page(operation: string, input: object): Promise<Answer> {
  const commands = new Map<string, unknown>(Object.entries(client));
  const Command = commands.get(`${operation}Command`) as new (input: object) => client.ListUsersCommand;
  const arn = { PolicyArn: `arn:aws:iam::${sandbox.loopback.accountId}:policy/a` };
  return { ...(await iam.send(new Command("PolicyArn" in input ? { ...input, ...arn } : input))) };
}

describe("the pages of a list", () => {
  it.each(lists)("of %s hold each entry once", async (operation, input, entries) => {
    const whole = await page(operation, input);
    expect(whole[entries]).toHaveLength(3);
    expect(whole).toMatchObject({ IsTruncated: false });
    expect(whole).not.toHaveProperty("Marker");
    for (const MaxItems of [1, 2, 3]) {
      const found: unknown[] = [];
      let Marker: string | undefined;
      do {
        const answer = await page(operation, { ...input, MaxItems, ...(Marker && { Marker }) });
        const part = answer[entries] as unknown[];
        expect(part.length).toBeLessThanOrEqual(MaxItems);
        expect(answer.IsTruncated).toBe(answer.Marker !== undefined);
        found.push(...part);
        Marker = answer.Marker;
      } while (Marker !== undefined);
      expect(found).toEqual(whole[entries]);
    }
  });

  it("begin after the last entry seen, even if it was deleted", async () => {
    const first = await page("ListGroups", { MaxItems: 2 });
    expect(first).toMatchObject({ Groups: [{ GroupName: "a" }, { GroupName: "B" }] });
    await iam.send(new client.CreateGroupCommand({ GroupName: "aa" }));
    const second = await page("ListGroups", { Marker: first.Marker });
    expect(second).toMatchObject({ Groups: [{ GroupName: "c" }], IsTruncated: false });
    await iam.send(new client.DeleteGroupCommand({ GroupName: "aa" }));
  });

  it("accept only markers that were given out", async () => {
    await expect(page("ListUsers", { Marker: "***" })).rejects.toMatchObject({
      ...{ name: "ValidationError", message: "Invalid Marker." },
    });
  });
});
