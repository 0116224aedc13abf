// Managed policies and their versions, through the real client; texts as recorded from AWS.
import {
  AttachUserPolicyCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  CreateUserCommand,
  DeletePolicyCommand,
  DeletePolicyVersionCommand,
  DetachUserPolicyCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  IAMServiceException,
  ListPoliciesCommand,
  type ListPoliciesCommandInput,
  ListPolicyVersionsCommand,
  SetDefaultPolicyVersionCommand,
  waitUntilPolicyExists,
} from "@aws-sdk/client-iam";
import { describe, expect } from "vitest";
import type { Sandbox } from "../../clients.ts";
import { refused } from "../../refused.ts";
import { testInOwnSandbox as it, sandbox } from "../../sandbox.ts";
import { createUser, document } from "../../seed.ts";

let iam: Sandbox["iam"];
let own: string;
it.beforeEach(async ({ sandbox }) => {
  iam = sandbox.iam;
  own = `arn:aws:iam::${sandbox.loopback.accountId}:policy`;
});

const PolicyDocument = document({ Action: "s3:ListBucket" });
const create = (PolicyName: string, more: object = {}) =>
  iam.send(new CreatePolicyCommand({ PolicyName, PolicyDocument, ...more }));
const noVersion = (arn: string, version: string) =>
  refused(
    "NoSuchEntityException",
    404,
    `Policy ${arn} version ${version} does not exist or is not attachable.`,
  );

describe("a managed policy", () => {
  it("is created and read; only GetPolicy shows its description, and an empty list of tags", async () => {
    const { Policy: created } = await create("p", { Path: "/a/b/", Description: "testing" });
    const shape = {
      ...{ PolicyName: "p", Path: "/a/b/", Arn: `${own}/a/b/p`, DefaultVersionId: "v1" },
      ...{ AttachmentCount: 0, PermissionsBoundaryUsageCount: 0, IsAttachable: true },
      PolicyId: expect.stringMatching(/^ANPA[A-Z2-7]{17}$/),
      ...{ CreateDate: expect.any(Date), UpdateDate: expect.any(Date) },
    };
    expect(created).toEqual(shape);
    const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn: `${own}/a/b/p` }));
    expect(Policy).toEqual({ ...shape, Description: "testing", Tags: [] });
    const { Policies } = await iam.send(new ListPoliciesCommand({ Scope: "Local" }));
    expect(Policies).toEqual([shape]);
    await waitUntilPolicyExists({ client: iam, maxWaitTime: 60 }, { PolicyArn: `${own}/a/b/p` });
  });

  it("has a unique name, in any case and under any path", async () => {
    await create("Mine");
    await expect(create("mine", { Path: "/other/" })).rejects.toMatchObject(
      refused(
        "EntityAlreadyExistsException",
        409,
        "A policy called mine already exists. Duplicate names are not allowed.",
      ),
    );
    await create("AdministratorAccess");
  });

  it("may have 6144 characters, white space not counted", async () => {
    const sized = (count: number) =>
      document({ Action: "s3:GetObject", Resource: `arn:aws:s3:::${"b".repeat(count)}` });
    const base = sized(0).length;
    await create("largest", { PolicyDocument: sized(6144 - base) + " ".repeat(100) });
    await expect(create("larger", { PolicyDocument: sized(6145 - base) })).rejects.toMatchObject(
      refused("LimitExceededException", 409, "Cannot exceed quota for PolicySize: 6144"),
    );
    await expect(create("none", { PolicyDocument: "{" })).rejects.toMatchObject(
      refused("MalformedPolicyDocumentException", 400, "Syntax errors in policy."),
    );
  });

  it.each(["", '"Version":"2008-10-17",'])("is of today's version, not: %s", async (version) => {
    const text = `{${version}"Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}`;
    const old = "Policy document must be version 2012-10-17 or greater.";
    const answer = refused("MalformedPolicyDocumentException", 400, old);
    await expect(create("old", { PolicyDocument: text })).rejects.toMatchObject(answer);
    await create("p");
    const newer = new CreatePolicyVersionCommand({ PolicyArn: `${own}/p`, PolicyDocument: text });
    await expect(iam.send(newer)).rejects.toMatchObject(answer);
  });

  it("names resources of the account's partition", async () => {
    const foreign = document({ Action: "s3:ListBucket", Resource: "arn:aws-cn:s3:::b" });
    await expect(create("foreign", { PolicyDocument: foreign })).rejects.toMatchObject(
      refused(
        "MalformedPolicyDocumentException",
        400,
        'Partition "aws-cn" is not valid for resource "arn:aws-cn:s3:::b".',
      ),
    );
  });

  it("that is attached, or that has several versions, cannot be deleted", async () => {
    const PolicyArn = `${own}/p`;
    await create("p");
    await iam.send(new CreateUserCommand({ UserName: "ann" }));
    await iam.send(new AttachUserPolicyCommand({ UserName: "ann", PolicyArn }));
    const remove = new DeletePolicyCommand({ PolicyArn });
    await expect(iam.send(remove)).rejects.toMatchObject(
      refused("DeleteConflictException", 409, "Cannot delete a policy attached to entities."),
    );
    await iam.send(new DetachUserPolicyCommand({ UserName: "ann", PolicyArn }));
    await iam.send(new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument }));
    await expect(iam.send(remove)).rejects.toMatchObject({
      name: "DeleteConflictException",
      message: expect.stringMatching(/^This policy has more than one version\./),
    });
    await iam.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId: "v2" }));
    await iam.send(remove);
    await expect(iam.send(new GetPolicyCommand({ PolicyArn }))).rejects.toMatchObject(
      refused("NoSuchEntityException", 404, `Policy ${PolicyArn} was not found.`),
    );
  });

  it.each(["longpolicynamebutnoarn", "arn:aws:iam::123456789012:user/ann", "arn:aws:s3:::bucket-bucket"])(
    "is named by an ARN, not by %s",
    async (PolicyArn) => {
      await expect(iam.send(new GetPolicyCommand({ PolicyArn }))).rejects.toMatchObject(
        refused("ValidationError", 400, `ARN ${PolicyArn} is not valid.`),
      );
    },
  );
});

describe("versions", () => {
  const versions = async () => {
    const { Versions } = await iam.send(new ListPolicyVersionsCommand({ PolicyArn: `${own}/p` }));
    return Versions?.map(({ VersionId, IsDefaultVersion }) => `${VersionId}${IsDefaultVersion ? "*" : ""}`);
  };
  const add = (more: object = {}) =>
    iam.send(new CreatePolicyVersionCommand({ PolicyArn: `${own}/p`, PolicyDocument, ...more }));

  it("are five at most, listed from the newest, and never have the same number", async () => {
    await create("p");
    for (let count = 2; count <= 5; count += 1) await add();
    expect(await versions()).toEqual(["v5", "v4", "v3", "v2", "v1*"]);
    await expect(add()).rejects.toMatchObject(
      refused(
        "LimitExceededException",
        409,
        "A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.",
      ),
    );
    await iam.send(new DeletePolicyVersionCommand({ PolicyArn: `${own}/p`, VersionId: "v5" }));
    const { PolicyVersion } = await add({ SetAsDefault: true });
    expect(PolicyVersion).toEqual({
      ...{ VersionId: "v6", IsDefaultVersion: true, CreateDate: expect.any(Date) },
    });
    expect(await versions()).toEqual(["v6*", "v4", "v3", "v2", "v1"]);
  });

  it("are read URL-encoded, and one of them is the default", async () => {
    const PolicyArn = `${own}/p`;
    await create("p");
    await add({ PolicyDocument: document({ Action: "iam:GetUser" }) });
    const read = (VersionId: string) => iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId }));
    expect(decodeURIComponent((await read("v2")).PolicyVersion?.Document ?? "")).toBe(
      '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Resource":"*","Action":"iam:GetUser"}]}',
    );
    await iam.send(new SetDefaultPolicyVersionCommand({ PolicyArn, VersionId: "v2" }));
    expect((await iam.send(new GetPolicyCommand({ PolicyArn }))).Policy?.DefaultVersionId).toBe("v2");
    await expect(
      iam.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId: "v2" })),
    ).rejects.toMatchObject(
      refused("DeleteConflictException", 409, "Cannot delete the default version of a policy."),
    );
    await expect(read("v9")).rejects.toMatchObject(noVersion(PolicyArn, "v9"));
    await expect(
      iam.send(new SetDefaultPolicyVersionCommand({ PolicyArn: `${own}/none`, VersionId: "v1" })),
    ).rejects.toMatchObject(noVersion(`${own}/none`, "v1"));
  });
});

describe("AWS's own policies", () => {
  const admin = "arn:aws:iam::aws:policy/AdministratorAccess";

  it("exist, with AWS's documents", async () => {
    const { Policies = [] } = await iam.send(new ListPoliciesCommand({ Scope: "AWS" }));
    expect(Policies.map(({ PolicyName, DefaultVersionId }) => `${PolicyName} ${DefaultVersionId}`)).toEqual([
      ...["AdministratorAccess v1", "AmazonS3FullAccess v2", "AmazonS3ReadOnlyAccess v3"],
      ...["IAMFullAccess v2", "IAMReadOnlyAccess v4", "IAMUserChangePassword v3", "PowerUserAccess v12"],
    ]);
    const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn: admin }));
    expect(Policy).toMatchObject({
      ...{ PolicyId: "ANPAIWMBCKSKIEE64ZLYK", CreateDate: new Date("2015-02-06T18:39:46Z") },
      Description: "Provides full access to AWS services and resources.",
    });
    const { PolicyVersion } = await iam.send(
      new GetPolicyVersionCommand({ PolicyArn: admin, VersionId: "v1" }),
    );
    expect(JSON.parse(decodeURIComponent(PolicyVersion?.Document ?? ""))).toEqual({
      ...{ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] },
    });
  });

  it.each([
    new CreatePolicyVersionCommand({ PolicyArn: admin, PolicyDocument }),
    new SetDefaultPolicyVersionCommand({ PolicyArn: admin, VersionId: "v1" }),
    new DeletePolicyCommand({ PolicyArn: admin }),
  ])("can be changed by nobody (%#)", async (command) => {
    const asked = iam.send(command as DeletePolicyCommand);
    await expect(asked).rejects.toBeInstanceOf(IAMServiceException);
    await expect(asked).rejects.toMatchObject({ name: "AccessDenied", $metadata: { httpStatusCode: 403 } });
  });

  it("grant what they say once they are attached", async () => {
    const keys = await createUser(sandbox, "ann");
    const asked = () => sandbox.as(keys).iam.send(new GetPolicyCommand({ PolicyArn: admin }));
    await expect(asked()).rejects.toMatchObject({
      name: "AccessDenied",
      message: `User: arn:aws:iam::${sandbox.loopback.accountId}:user/ann is not authorized to perform: iam:GetPolicy on resource: policy ${admin} because no identity-based policy allows the iam:GetPolicy action`,
    });
    const PolicyArn = "arn:aws:iam::aws:policy/IAMReadOnlyAccess";
    await iam.send(new AttachUserPolicyCommand({ UserName: "ann", PolicyArn }));
    await expect(asked()).resolves.toBeDefined();
    expect(sandbox.log.at(-1)?.because).toMatchObject([{ policy: "identity", name: "IAMReadOnlyAccess" }]);
  });
});

describe("ListPolicies", () => {
  it.each<[ListPoliciesCommandInput, string[]]>([
    [{ Scope: "Local" }, ["a", "b", "bounding"]],
    [{ Scope: "Local", PathPrefix: "/x/" }, ["b"]],
    [{ OnlyAttached: true }, ["IAMFullAccess", "a", "bounding"]],
    [{ PolicyUsageFilter: "PermissionsPolicy" }, ["IAMFullAccess", "a"]],
    [{ PolicyUsageFilter: "PermissionsBoundary" }, ["bounding"]],
  ])("filters: %j", async (input, expected) => {
    await create("a");
    await create("b", { Path: "/x/" });
    await create("bounding");
    await iam.send(new CreateUserCommand({ UserName: "ann", PermissionsBoundary: `${own}/bounding` }));
    for (const PolicyArn of [`${own}/a`, "arn:aws:iam::aws:policy/IAMFullAccess"])
      await iam.send(new AttachUserPolicyCommand({ UserName: "ann", PolicyArn }));
    const { Policies } = await iam.send(new ListPoliciesCommand(input));
    expect(Policies?.map(({ PolicyName }) => PolicyName)).toEqual(expected);
  });
});
