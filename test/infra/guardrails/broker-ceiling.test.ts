// The rule of the ceiling: which documents it accepts, and which action of a refused one it names.
import { describe, expect, it } from "vitest";
import { beyondCeiling } from "../../../infra/guardrails/beyond-ceiling.ts";
import { brokerPolicy, ceiling } from "../../../infra/policy-documents.ts";
import { judge } from "./judge.ts";

const names = { partition: "aws", accountId: "111122223333", bucketName: "inside" };
const scope = {
  federatedNames: ["User?"],
  sessionTags: ["team", "project"],
  allowedNetworks: ["203.0.113.0/24"],
};

const document = (...Statement: object[]) => JSON.stringify({ Version: "2012-10-17", Statement });
const allow = (elements: object) => document({ Effect: "Allow", Resource: "*", ...elements });

describe("below the ceiling is", () => {
  it.each<[why: string, text: string, sessionTags: string[]]>([
    ["the scoped policy", brokerPolicy("scoped", names), []],
    ["the scoped policy with everything", brokerPolicy("scoped", names, scope), ["team", "project"]],
    ["the guide's document", brokerPolicy("guide", names), []],
    ["the ceiling itself", ceiling(["team"]), ["team"]],
    ["one of the two actions", allow({ Action: "sts:GetFederationToken" }), []],
    ["an action in other letters", allow({ Action: "S3:listbucket" }), []],
    ["what the ceiling's own wildcard takes in", allow({ Action: "sts:GetFederationTokenX*" }), []],
    ["less of the tags", ceiling(["team"]), ["team", "project"]],
    ["a document that allows nothing", document({ Effect: "Deny", Action: "*", Resource: "*" }), []],
  ])("%s", (_, text, sessionTags) => {
    expect(beyondCeiling(text, ceiling(sessionTags))).toBeUndefined();
  });
});

const tagged = (tags: unknown, operator = "ForAllValues:StringEquals") =>
  allow({ Action: "sts:TagSession", Condition: { [operator]: { "aws:TagKeys": tags } } });

describe("beyond the ceiling is", () => {
  it.each<[why: string, text: string, action: string]>([
    ["everything", allow({ Action: "*" }), "s3:GetObject"],
    ["all of S3", allow({ Action: "s3:*" }), "s3:GetObject"],
    [
      "a pattern that takes in one action too many",
      allow({ Action: "s3:ListBucket*" }),
      "s3:ListBucketVersions",
    ],
    ["a pattern with a question mark", allow({ Action: "s3:ListBucke?" }), "s3:ListBucke~"],
    ["an action of which nobody has heard", allow({ Action: "s3:NewAction" }), "s3:NewAction"],
    ["a pattern of which nobody has heard", allow({ Action: "bedrock:*" }), "bedrock:Witness"],
    ["another operation of STS", allow({ Action: "sts:Assume*" }), "sts:AssumeRole"],
    [
      "a wildcard before the two actions",
      allow({ Action: "sts:*FederationToken" }),
      "sts:WitnessFederationToken",
    ],
    ["all but something", allow({ NotAction: ["s3:*", "iam:*", "sts:*", "ec2:*"] }), "witness:Witness"],
    [
      "all but the two actions",
      allow({ NotAction: ["s3:ListBucket", "sts:GetFederationToken"] }),
      "s3:GetObject",
    ],
    [
      "an action under a condition",
      allow({ Action: "s3:GetObject", Condition: { Bool: { "aws:SecureTransport": "true" } } }),
      "s3:GetObject",
    ],
    [
      "an action under the condition that limits tags",
      allow({
        Action: ["sts:TagSession", "s3:GetObject"],
        Condition: { "ForAllValues:StringEquals": { "aws:TagKeys": "team" } },
      }),
      "s3:GetObject",
    ],
    [
      "an action on a resource of its own",
      allow({ Action: "s3:GetObject", Resource: "arn:aws:s3:::inside/${aws:username}/*" }),
      "s3:GetObject",
    ],
    [
      "an action that another statement denies",
      document(
        { Effect: "Allow", Action: "s3:Get*", Resource: "*" },
        { Effect: "Deny", Action: "s3:Get*", Resource: "*" },
      ),
      "s3:GetObject",
    ],
    [
      "a second statement",
      document(
        { Effect: "Allow", Action: "s3:ListBucket", Resource: "*" },
        { Effect: "Allow", Action: "iam:CreateAccessKey", Resource: "*" },
      ),
      "iam:CreateAccessKey",
    ],
    ["any session tag", allow({ Action: "sts:TagSession" }), "sts:TagSession"],
    ["a session tag that is not configured", tagged(["team", "admin"]), "sts:TagSession"],
    ["session tags by a pattern", tagged("team*", "ForAllValues:StringLike"), "sts:TagSession"],
    ["all session tags but one", tagged("admin", "ForAllValues:StringNotEquals"), "sts:TagSession"],
    ["session tags of which one is configured", tagged("team", "ForAnyValue:StringEquals"), "sts:TagSession"],
    ["session tags by a variable", tagged("${aws:PrincipalTag/key}"), "sts:TagSession"],
  ])("%s", (_, text, action) => {
    expect(beyondCeiling(text, ceiling(["team"]))?.action).toBe(action);
  });

  it("nothing, where the ceiling denies only plain HTTP", () => {
    const limit = document(
      { Effect: "Allow", Action: "s3:*", Resource: "*" },
      { Effect: "Deny", Action: "*", Resource: "*", Condition: { Bool: { "aws:SecureTransport": "false" } } },
    );
    expect(beyondCeiling(allow({ Action: "s3:GetObject" }), limit)).toBeUndefined();
  });

  it("a session tag, where none is configured", () => {
    expect(beyondCeiling(tagged("team"), ceiling([]))?.action).toBe("sts:TagSession");
  });
});

const wide = document(
  { Effect: "Allow", Action: "s3:ListBucket", Resource: "*" },
  { Sid: "TooMuch", Effect: "Allow", Action: "s3:Get*", Resource: "*" },
);

describe("the rule", () => {
  it.each([
    "aws:iam/userPolicy:UserPolicy",
    "aws:iam/policy:Policy",
    "aws:iam/groupPolicy:GroupPolicy",
    "aws:iam/rolePolicy:RolePolicy",
  ])("names the action, the statement and the resource of a %s", (type) => {
    expect(judge(type, { policy: wide })).toEqual({
      "broker-ceiling": [
        `"it" (${type}) allows s3:GetObject in statement 2 (Sid TooMuch), which is beyond a broker's ceiling: take it out of the document.`,
      ],
    });
    expect(judge(type, { policy: brokerPolicy("guide", names) })).toEqual({});
  });

  it("lets the tags pass that the configuration lists", () => {
    const policy = { policy: brokerPolicy("scoped", names, scope) };
    expect(judge("aws:iam/userPolicy:UserPolicy", policy, { sessionTags: '["team","project"]' })).toEqual({});
    expect(Object.keys(judge("aws:iam/userPolicy:UserPolicy", policy))).toEqual(["broker-ceiling"]);
  });

  it.each([
    ["aws:iam/userLoginProfile:UserLoginProfile", "gives a user a password for the console"],
    ["aws:iam/userPolicyAttachment:UserPolicyAttachment", "attaches a policy to a user"],
    ["aws:iam/policyAttachment:PolicyAttachment", "attaches a policy"],
    ["aws:iam/groupPolicyAttachment:GroupPolicyAttachment", "attaches a policy to a group"],
    ["aws:iam/userGroupMembership:UserGroupMembership", "puts a user into groups"],
    ["aws:iam/groupMembership:GroupMembership", "puts users into a group"],
  ])("refuses a %s", (type, what) => {
    expect(judge(type, {})).toEqual({
      "broker-ceiling": [
        `"it" (${type}) ${what}: a broker has one inline policy, its boundary and its keys.`,
      ],
    });
  });

  it("refuses a user without a boundary, unless the stack wants none", () => {
    expect(judge("aws:iam/user:User", { path: "/" })).toEqual({
      "broker-ceiling": [
        '"it" (aws:iam/user:User) has no permissions boundary, though the option permissionsBoundary asks for one.',
      ],
    });
    expect(judge("aws:iam/user:User", { path: "/" }, { permissionsBoundary: "none" })).toEqual({});
    expect(judge("aws:iam/user:User", { permissionsBoundary: "arn:aws:iam::111122223333:policy/b" })).toEqual(
      {},
    );
  });

  it.each<[why: string, properties: Record<string, unknown>, reason: string]>([
    ["is missing", {}, 'the property "policy" of aws:iam/userPolicy:UserPolicy "it" is no text'],
    ["is no policy", { policy: '{"Version":"2012-10-17"}' }, "Syntax errors in policy."],
    [
      "is not known yet",
      Object.defineProperty({}, "policy", {
        get() {
          throw new Error("string value at .policy can't be known during preview");
        },
      }),
      "string value at .policy can't be known during preview",
    ],
  ])("refuses a document that %s", (_, properties, reason) => {
    expect(judge("aws:iam/userPolicy:UserPolicy", properties)).toEqual({
      "broker-ceiling": [
        `The rule broker-ceiling could not judge "it" (aws:iam/userPolicy:UserPolicy), so it is refused: ${reason}`,
      ],
    });
  });
});
