// The policy simulator: what it decides, which statements it names, and whom it will not simulate.
import {
  AddUserToGroupCommand,
  CreateGroupCommand,
  GetContextKeysForCustomPolicyCommand,
  GetContextKeysForPrincipalPolicyCommand,
  PutGroupPolicyCommand,
  PutUserPermissionsBoundaryCommand,
  SimulateCustomPolicyCommand,
  type SimulateCustomPolicyCommandInput,
  SimulatePrincipalPolicyCommand,
} from "@aws-sdk/client-iam";
import { describe, expect } from "vitest";
import type { Sandbox } from "../../clients.ts";
import { testInSharedSandbox as it, sandbox } from "../../sandbox.ts";
import { createUser, document } from "../../seed.ts";

let iam: Sandbox["iam"];
let ann: string;
it.beforeAll(async ({ sandbox }) => {
  iam = sandbox.iam;
  ann = `arn:aws:iam::${sandbox.loopback.accountId}:user/ann`;
  await createUser(sandbox, "ann", [{ Action: "s3:GetObject" }]);
  await iam.send(new CreateGroupCommand({ GroupName: "devs" }));
  await iam.send(new AddUserToGroupCommand({ GroupName: "devs", UserName: "ann" }));
  const PolicyDocument = document({ Action: "s3:PutObject" }, { Effect: "Deny", Action: "s3:PutObjectAcl" });
  await iam.send(new PutGroupPolicyCommand({ GroupName: "devs", PolicyName: "put", PolicyDocument }));
});

const custom = async (input: Partial<SimulateCustomPolicyCommandInput>) => {
  const all = { PolicyInputList: [], ActionNames: ["s3:GetObject"], ...input };
  return (await iam.send(new SimulateCustomPolicyCommand(all))).EvaluationResults ?? [];
};
const decisions = async (input: Partial<SimulateCustomPolicyCommandInput>) =>
  (await custom(input)).map(({ EvalDecision }) => EvalDecision);

const reading = `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:Get*",
      "Resource": "arn:aws:s3:::bucket/*"
    },
    { "Effect": "Deny", "Action": "s3:GetObjectAcl", "Resource": "*" }
  ]
}`;

describe("SimulateCustomPolicy", () => {
  it("decides each action on each resource and names the statements that matched", async () => {
    const results = await custom({
      PolicyInputList: [document({ Action: "iam:*" }), reading],
      ActionNames: ["s3:GetObject", "s3:GetObjectAcl"],
      ResourceArns: ["arn:aws:s3:::bucket/key", "arn:aws:s3:::other/key"],
    });
    const allow = {
      ...{ SourcePolicyId: "PolicyInputList.2", SourcePolicyType: "IAM Policy" },
      ...{ StartPosition: { Line: 3, Column: 17 }, EndPosition: { Line: 8, Column: 6 } },
    };
    expect(results).toMatchObject([
      {
        ...{ EvalActionName: "s3:GetObject", EvalResourceName: "arn:aws:s3:::bucket/key" },
        ...{ EvalDecision: "allowed", MatchedStatements: [allow] },
        ResourceSpecificResults: [{ EvalResourceDecision: "allowed", MatchedStatements: [allow] }],
      },
      { EvalResourceName: "arn:aws:s3:::other/key", EvalDecision: "implicitDeny", MatchedStatements: [] },
      {
        ...{ EvalActionName: "s3:GetObjectAcl", EvalDecision: "explicitDeny" },
        MatchedStatements: [{ StartPosition: { Line: 8, Column: 6 }, EndPosition: { Line: 9, Column: 71 } }],
      },
      { EvalActionName: "s3:GetObjectAcl", EvalDecision: "explicitDeny" },
    ]);
  });

  // Recorded: https://github.com/aws/aws-cli/blob/develop/awscli/examples/iam/simulate-custom-policy.rst. The second
  // has the lines and columns in the sample of https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulateCustomPolicy.html
  it.for([
    [
      '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"dynamodb:*","Resource":"*","Condition":{"DateGreaterThan":{"aws:CurrentTime":"2018-08-16T12:00:00Z"}}}}',
      { StartPosition: { Line: 1, Column: 38 }, EndPosition: { Line: 1, Column: 167 } },
    ],
    [
      '{\n  "Version":"2012-10-17",\n  "Statement":{\n    "Effect":"Allow",\n    "Action":"dynamodb:*",\n    "Resource":"*"\n  }\n}',
      { StartPosition: { Line: 3, Column: 16 }, EndPosition: { Line: 7, Column: 4 } },
    ],
  ] as const)("places a statement that stands alone (%#)", async ([policy, position]) => {
    const ContextEntries: SimulateCustomPolicyCommandInput["ContextEntries"] = [
      {
        ContextKeyName: "aws:CurrentTime",
        ...{ ContextKeyValues: ["2019-04-25T11:00:00Z"], ContextKeyType: "date" },
      },
    ];
    const input = { PolicyInputList: [policy], ActionNames: ["dynamodb:CreateBackup"], ContextEntries };
    expect(await custom(input)).toMatchObject([{ EvalDecision: "allowed", MatchedStatements: [position] }]);
  });

  it("answers by pages", async () => {
    const input = { PolicyInputList: [reading], ActionNames: ["s3:GetObject", "s3:PutObject"], MaxItems: 1 };
    const first = await iam.send(new SimulateCustomPolicyCommand(input));
    expect(first).toMatchObject({
      IsTruncated: true,
      EvaluationResults: [{ EvalActionName: "s3:GetObject" }],
    });
    const second = await iam.send(new SimulateCustomPolicyCommand({ ...input, Marker: first.Marker }));
    expect(second).toMatchObject({
      ...{ IsTruncated: false, EvaluationResults: [{ EvalActionName: "s3:PutObject" }] },
    });
  });

  it("obeys a boundary, a resource policy and context", async () => {
    const PolicyInputList = [document({ Action: "s3:*" })];
    expect(await decisions({ PolicyInputList })).toEqual(["allowed"]);
    const bounded = { PermissionsBoundaryPolicyInputList: [document({ Action: "iam:*" })] };
    expect(await custom({ PolicyInputList, ...bounded })).toMatchObject([
      {
        ...{ EvalDecision: "implicitDeny" },
        PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: false },
      },
    ]);
    const ResourcePolicy = document({
      ...{ Principal: { AWS: ann }, Action: "s3:GetObject", Resource: "arn:aws:s3:::bucket/*" },
    });
    const ResourceArns = ["arn:aws:s3:::bucket/key"];
    expect(await decisions({ ResourcePolicy, ResourceArns, CallerArn: ann })).toEqual(["allowed"]);
    const fromHome = document({
      Action: "s3:GetObject",
      Condition: { IpAddress: { "aws:SourceIp": "192.0.2.0/24" } },
    });
    const at = (address: string) => ({
      PolicyInputList: [fromHome],
      ContextEntries: [
        { ContextKeyName: "aws:SourceIp", ContextKeyType: "ip" as const, ContextKeyValues: [address] },
      ],
    });
    expect(await decisions(at("192.0.2.7"))).toEqual(["allowed"]);
    expect(await decisions(at("198.51.100.7"))).toEqual(["implicitDeny"]);
    expect(await custom({ PolicyInputList: [fromHome] })).toMatchObject([
      { EvalDecision: "implicitDeny", MissingContextValues: ["aws:SourceIp"] },
    ]);
  });

  it("takes a key that its context does not give as absent, also one that AWS always sets", async () => {
    const overHttp = {
      Effect: "Deny",
      Action: "s3:*",
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    };
    const PolicyInputList = [
      document({ Action: "s3:*" }),
      JSON.stringify({
        Version: "2012-10-17",
        Statement: { ...overHttp, Resource: "*" },
      }),
    ];
    expect(await custom({ PolicyInputList })).toMatchObject([
      { EvalDecision: "allowed", MissingContextValues: ["aws:SecureTransport"] },
    ]);
  });

  it.each(["sts::123456789012:federated-user/User1", "sts::123456789012:assumed-role/r/s"])(
    "simulates users only, not arn:aws:%s",
    async (name) => {
      const CallerArn = `arn:aws:${name}`;
      await expect(custom({ PolicyInputList: [reading], CallerArn })).rejects.toMatchObject({
        ...{ name: "InvalidInputException", $metadata: { httpStatusCode: 400 } },
        message: `Invalid Entity Arn: ${CallerArn} does not clearly define entity type and name.`,
      });
    },
  );

  it("takes the caller from the context if no ARN names one, with keys in any case", async () => {
    const own = document({ Action: "s3:GetObject", Resource: "arn:aws:s3:::bucket/${aws:username}/*" });
    const asked = (name: string, value: string) => ({
      PolicyInputList: [own],
      ResourceArns: ["arn:aws:s3:::bucket/ann/key"],
      ContextEntries: [
        { ContextKeyName: name, ContextKeyType: "string" as const, ContextKeyValues: [value] },
      ],
    });
    expect(await decisions(asked("aws:username", "ann"))).toEqual(["allowed"]);
    expect(await decisions(asked("AWS:UserName", "ann"))).toEqual(["allowed"]);
    expect(await decisions(asked("aws:username", "bob"))).toEqual(["implicitDeny"]);
    expect(await decisions(asked("aws:PrincipalArn", ann))).toEqual(["allowed"]);
  });

  it("refuses a text that is no policy", async () => {
    await expect(custom({ PolicyInputList: ["{}"] })).rejects.toMatchObject({
      ...{ name: "InvalidInputException", message: "Syntax errors in policy." },
    });
  });
});

describe("SimulatePrincipalPolicy", () => {
  const simulate = async (more: object) => {
    const input = { PolicySourceArn: ann, ActionNames: ["s3:GetObject"], ...more };
    return (await iam.send(new SimulatePrincipalPolicyCommand(input))).EvaluationResults;
  };

  it("takes the policies of a user and of its groups", async () => {
    const ActionNames = ["s3:GetObject", "s3:PutObject", "s3:PutObjectAcl", "s3:DeleteObject"];
    expect(await simulate({ ActionNames })).toMatchObject([
      { EvalDecision: "allowed", MatchedStatements: [{ SourcePolicyId: "user_ann_own" }] },
      { EvalDecision: "allowed", MatchedStatements: [{ SourcePolicyId: "group_devs_put" }] },
      { EvalDecision: "explicitDeny", MatchedStatements: [{ SourcePolicyId: "group_devs_put" }] },
      { EvalDecision: "implicitDeny", MatchedStatements: [] },
    ]);
  });

  it("gives the same decisions as the user's real calls, boundary included", async () => {
    const keys = await createUser(sandbox, "bob", [{ Action: "*" }]);
    const PermissionsBoundary = "arn:aws:iam::aws:policy/IAMReadOnlyAccess";
    await iam.send(new PutUserPermissionsBoundaryCommand({ UserName: "bob", PermissionsBoundary }));
    const PolicySourceArn = ann.replace("ann", "bob");
    const ActionNames = ["iam:GetContextKeysForCustomPolicy", "iam:CreateGroup"];
    expect(await simulate({ PolicySourceArn, ActionNames })).toMatchObject([
      { EvalDecision: "allowed" },
      { EvalDecision: "implicitDeny" },
    ]);
    const bob = sandbox.as(keys).iam;
    await bob.send(new GetContextKeysForCustomPolicyCommand({ PolicyInputList: [reading] }));
    await expect(bob.send(new CreateGroupCommand({ GroupName: "g" }))).rejects.toMatchObject({
      name: "AccessDenied",
    });
  });

  it("does not simulate federated sessions: that is outside the simulator's contract", async () => {
    const PolicySourceArn = `arn:aws:sts::${sandbox.loopback.accountId}:federated-user/User1`;
    await expect(simulate({ PolicySourceArn })).rejects.toMatchObject({
      ...{ name: "InvalidInputException" },
      message: `Invalid Entity Arn: ${PolicySourceArn} does not clearly define entity type and name.`,
    });
  });

  it("finds no policies of a user who does not exist", async () => {
    await expect(simulate({ PolicySourceArn: ann.replace("ann", "none") })).rejects.toMatchObject({
      ...{ name: "NoSuchEntityException", message: "The user with name none cannot be found." },
    });
  });

  it.each([
    ["of another account", () => "arn:aws:iam::999999999999:user/ann"],
    ["under another path", () => ann.replace("user/", "user/team/")],
  ])("knows nobody %s who has the same name", async (_, arn) => {
    await expect(simulate({ PolicySourceArn: arn() })).rejects.toMatchObject({
      ...{ name: "NoSuchEntityException", message: "The user with name ann cannot be found." },
    });
  });

  it("takes context with keys in any case, also for the keys that it knows itself", async () => {
    const here = {
      IpAddress: { "aws:SourceIp": "192.0.2.0/24" },
      StringEquals: { "aws:userid": "AIDAEXAMPLE" },
    };
    const PolicyInputList = [document({ Action: "s3:DeleteObject", Condition: here })];
    const entry = (ContextKeyName: string, ContextKeyType: "ip" | "string", value: string) => ({
      ...{ ContextKeyName, ContextKeyType, ContextKeyValues: [value] },
    });
    const ContextEntries = [
      entry("AWS:SOURCEIP", "ip", "192.0.2.7"),
      entry("AWS:UserId", "string", "AIDAEXAMPLE"),
    ];
    const ActionNames = ["s3:DeleteObject"];
    expect(await simulate({ ActionNames, PolicyInputList, ContextEntries })).toMatchObject([
      { EvalDecision: "allowed", MissingContextValues: [] },
    ]);
  });
});

describe("GetContextKeys", () => {
  const PolicyInputList = [
    document({
      Action: "s3:GetObject",
      Resource: "arn:aws:s3:::bucket/${aws:username}/*",
      Condition: {
        StringEquals: { "aws:PrincipalTag/team": "${aws:RequestTag/team}" },
        IpAddress: { "aws:SourceIp": "192.0.2.0/24" },
      },
    }),
  ];
  const keys = ["aws:PrincipalTag/team", "aws:RequestTag/team", "aws:SourceIp", "aws:username"];

  it("lists the keys of conditions and variables, each once", async () => {
    const { ContextKeyNames } = await iam.send(new GetContextKeysForCustomPolicyCommand({ PolicyInputList }));
    expect(ContextKeyNames).toEqual(keys);
    const ofAnn = new GetContextKeysForPrincipalPolicyCommand({ PolicySourceArn: ann, PolicyInputList });
    expect((await iam.send(ofAnn)).ContextKeyNames).toEqual(keys);
  });
});
