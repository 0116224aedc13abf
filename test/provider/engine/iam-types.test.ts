// Every resource type of IAM: made, read, compared, changed and deleted on a loopback.
import { CreateGroupCommand, CreatePolicyCommand, CreateRoleCommand } from "@aws-sdk/client-iam";
import { describe } from "vitest";
import { testInSharedSandbox as it, sandbox } from "../../loopback/sandbox.ts";
import { createUser } from "../../loopback/seed.ts";
import { type Life, live } from "./life.ts";

const allow = (action: string) =>
  `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"${action}","Resource":"*"}]}`;
const trust = (service: string) =>
  `{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Service":"${service}.amazonaws.com"},"Action":"sts:AssumeRole"}}`;

it.beforeAll(async ({ sandbox }) => {
  const { iam } = sandbox;
  await createUser({ iam }, "someone");
  await createUser({ iam }, "another");
  for (const GroupName of ["g", "h"]) await iam.send(new CreateGroupCommand({ GroupName }));
  await iam.send(new CreateRoleCommand({ RoleName: "r", AssumeRolePolicyDocument: trust("ec2") }));
  await iam.send(new CreatePolicyCommand({ PolicyName: "Limit", PolicyDocument: allow("s3:*") }));
});

const limit = "arn:aws:iam::ACCOUNT:policy/Limit";

const lives: Life[] = [
  {
    type: "aws:iam/user:User",
    inputs: { name: "u", tags: { stack: "own" } },
    id: "u",
    state: {
      ...{ name: "u", path: "/", forceDestroy: false, tags: { stack: "own" }, tagsAll: { stack: "own" } },
      ...{ arn: "arn:aws:iam::ACCOUNT:user/u", uniqueId: /^AIDA/ },
    },
    next: {
      inputs: { name: "renamed", path: "/x/", permissionsBoundary: limit, forceDestroy: true },
      changes: [
        ...["forceDestroy add", "name update", "path update", "permissionsBoundary add"],
        "tags.stack delete",
      ],
      state: {
        ...{ name: "renamed", path: "/x/", permissionsBoundary: limit, forceDestroy: true },
        tagsAll: { stack: "test" },
        ...{ arn: "arn:aws:iam::ACCOUNT:user/x/renamed", uniqueId: /^AIDA/ },
      },
    },
  },
  {
    type: "aws:iam/userPolicy:UserPolicy",
    inputs: { name: "p", user: "someone", policy: allow("s3:Get*") },
    id: "someone:p",
    state: { name: "p", user: "someone", policy: allow("s3:Get*") },
    next: {
      inputs: { name: "p", user: "someone", policy: allow("s3:List*") },
      changes: ["policy update"],
      state: { name: "p", user: "someone", policy: allow("s3:List*") },
    },
  },
  {
    type: "aws:iam/userPolicy:UserPolicy",
    inputs: { name: "p", user: "someone", policy: allow("s3:Get*") },
    id: "someone:p",
    state: { name: "p", user: "someone", policy: allow("s3:Get*") },
    next: {
      inputs: { name: "q", user: "another", policy: allow("s3:Get*") },
      changes: ["name update replaces", "user update replaces"],
    },
  },
  {
    type: "aws:iam/policy:Policy",
    inputs: { name: "P", policy: allow("s3:Get*"), description: "what it is for" },
    id: "arn:aws:iam::ACCOUNT:policy/P",
    state: {
      ...{
        name: "P",
        path: "/",
        policy: allow("s3:Get*"),
        description: "what it is for",
        attachmentCount: 0,
      },
      tagsAll: { stack: "test" },
      ...{ arn: "arn:aws:iam::ACCOUNT:policy/P", policyId: /^ANPA/ },
    },
    next: {
      inputs: { name: "P", policy: allow("s3:List*"), description: "what it is for", tags: { a: "1" } },
      changes: ["policy update", "tags.a add"],
      state: {
        ...{
          name: "P",
          path: "/",
          policy: allow("s3:List*"),
          description: "what it is for",
          attachmentCount: 0,
        },
        ...{ tags: { a: "1" }, tagsAll: { a: "1", stack: "test" } },
        ...{ arn: "arn:aws:iam::ACCOUNT:policy/P", policyId: /^ANPA/ },
      },
    },
  },
  {
    type: "aws:iam/policy:Policy",
    inputs: { name: "P", policy: allow("s3:Get*") },
    id: "arn:aws:iam::ACCOUNT:policy/P",
    state: {
      ...{ name: "P", path: "/", policy: allow("s3:Get*"), attachmentCount: 0 },
      tagsAll: { stack: "test" },
      ...{ arn: "arn:aws:iam::ACCOUNT:policy/P", policyId: /^ANPA/ },
    },
    next: {
      inputs: { name: "Q", path: "/x/", description: "other", policy: allow("s3:Get*") },
      changes: ["description add replaces", "name update replaces", "path update replaces"],
    },
  },
  {
    type: "aws:iam/userPolicyAttachment:UserPolicyAttachment",
    inputs: { user: "someone", policyArn: limit },
    id: `someone/${limit}`,
    state: { user: "someone", policyArn: limit },
    next: { inputs: { user: "another", policyArn: limit }, changes: ["user update replaces"] },
  },
  {
    type: "aws:iam/accessKey:AccessKey",
    inputs: { user: "someone" },
    id: /^AKIA/,
    state: {
      ...{ user: "someone", status: "Active", createDate: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/ },
      ...{ secret: /^.{40}$/, sesSmtpPasswordV4: /^B.{43}$/ },
    },
    next: {
      inputs: { user: "someone", status: "Inactive" },
      changes: ["status update"],
      state: {
        ...{ user: "someone", status: "Inactive", createDate: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/ },
        ...{ secret: /^.{40}$/, sesSmtpPasswordV4: /^B.{43}$/ },
      },
    },
  },
  {
    type: "aws:iam/accessKey:AccessKey",
    inputs: { user: "someone", status: "Inactive" },
    id: /^AKIA/,
    state: {
      ...{ user: "someone", status: "Inactive", createDate: /Z$/ },
      ...{ secret: /^.{40}$/, sesSmtpPasswordV4: /^B.{43}$/ },
    },
    next: { inputs: { user: "another", status: "Inactive" }, changes: ["user update replaces"] },
  },
  {
    type: "aws:iam/group:Group",
    inputs: { name: "readers" },
    id: "readers",
    state: { name: "readers", path: "/", arn: "arn:aws:iam::ACCOUNT:group/readers", uniqueId: /^AGPA/ },
    next: {
      inputs: { name: "writers", path: "/x/" },
      changes: ["name update", "path update"],
      state: { name: "writers", path: "/x/", arn: "arn:aws:iam::ACCOUNT:group/x/writers", uniqueId: /^AGPA/ },
    },
  },
  {
    type: "aws:iam/groupMembership:GroupMembership",
    inputs: { name: "m", group: "g", users: ["someone", "another"] },
    id: "m",
    state: { name: "m", group: "g", users: ["someone", "another"] },
    next: {
      inputs: { name: "m", group: "g", users: ["another"] },
      changes: ["users update"],
      state: { name: "m", group: "g", users: ["another"] },
    },
    remains: { name: "m", group: "g", users: [] },
  },
  {
    type: "aws:iam/userGroupMembership:UserGroupMembership",
    inputs: { user: "someone", groups: ["h", "g"] },
    id: "someone/g/h",
    state: { user: "someone", groups: ["h", "g"] },
    next: {
      inputs: { user: "someone", groups: ["g"] },
      changes: ["groups update"],
      state: { user: "someone", groups: ["g"] },
    },
    remains: { user: "someone", groups: [] },
  },
  {
    type: "aws:iam/role:Role",
    inputs: { name: "role", assumeRolePolicy: trust("ec2") },
    id: "role",
    state: {
      ...{ name: "role", path: "/", assumeRolePolicy: trust("ec2"), maxSessionDuration: 3600 },
      ...{ forceDetachPolicies: false, tagsAll: { stack: "test" } },
      ...{ arn: "arn:aws:iam::ACCOUNT:role/role", uniqueId: /^AROA/, createDate: /Z$/ },
    },
    next: {
      inputs: {
        ...{ name: "role", assumeRolePolicy: trust("lambda"), maxSessionDuration: 7200, description: "d" },
        ...{ permissionsBoundary: limit, forceDetachPolicies: true, tags: { a: "1" } },
      },
      changes: [
        ...["assumeRolePolicy update", "description add", "forceDetachPolicies add"],
        ...["maxSessionDuration update", "permissionsBoundary add", "tags.a add"],
      ],
      state: {
        ...{ name: "role", path: "/", assumeRolePolicy: trust("lambda"), maxSessionDuration: 7200 },
        ...{ description: "d", permissionsBoundary: limit, forceDetachPolicies: true },
        ...{ tags: { a: "1" }, tagsAll: { a: "1", stack: "test" } },
        ...{ arn: "arn:aws:iam::ACCOUNT:role/role", uniqueId: /^AROA/, createDate: /Z$/ },
      },
    },
  },
  {
    type: "aws:iam/rolePolicy:RolePolicy",
    inputs: { name: "p", role: "r", policy: allow("s3:Get*") },
    id: "r:p",
    state: { name: "p", role: "r", policy: allow("s3:Get*") },
    next: {
      inputs: { name: "p", role: "r", policy: allow("s3:List*") },
      changes: ["policy update"],
      state: { name: "p", role: "r", policy: allow("s3:List*") },
    },
  },
  {
    type: "aws:iam/accountAlias:AccountAlias",
    inputs: { accountAlias: "example-corp" },
    id: "example-corp",
    state: { accountAlias: "example-corp" },
    next: { inputs: { accountAlias: "example-org" }, changes: ["accountAlias update replaces"] },
  },
];

describe("a resource of the type lives as AWS's provider lets it live:", () => {
  it.each(lives)("$type, $inputs", (life) => live(sandbox, life));
});
