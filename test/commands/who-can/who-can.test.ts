// What npm run who-can reads and prints: questions, accounts, and what is said of each principal.
import { beforeAll, describe, expect, it } from "vitest";
import { openCatalogue } from "../../../catalogue/open-catalogue.ts";
import { holdersIn } from "../../../commands/who-can/read-account-file.ts";
import { readRegion } from "../../../commands/who-can/read-region.ts";
import { type Answered, reportPowers, reportWho } from "../../../commands/who-can/report.ts";
import { parsePolicy } from "../../../policy/parse-policy.ts";
import { type Holder, heldBy } from "../../../policy/powers/holder.ts";
import { type KnownActions, readKnownActions } from "../../../policy/proof/known-actions.ts";
import { readTarget } from "../../../smoke/deployment/target.ts";
import { callersFor } from "../../../smoke/prediction/concrete-callers.ts";
import { holdersOf } from "../../../smoke/prediction/holders.ts";
import { outputs } from "../../smoke/outputs.ts";

let catalogue: Awaited<ReturnType<typeof openCatalogue>>;
let known: KnownActions;
beforeAll(async () => {
  catalogue = await openCatalogue();
  const s3 = parsePolicy(
    '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}',
    "identity",
  );
  known = await readKnownActions(catalogue, [s3]);
});

async function ask(holders: readonly Holder[], action?: string, resource?: string) {
  const region = await readRegion(action, resource, catalogue);
  const answers = holders.map(
    (holder): Answered => ({ ...holder, held: heldBy(holder, region, { known, callersFor }) }),
  );
  return { region, answers };
}

const document = (...Statement: object[]) => ({ Version: "2012-10-17", Statement });
const READ = { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::b/*" };

const DETAILS = {
  UserDetailList: [
    {
      ...{ Arn: "arn:aws:iam::111122223333:user/reader", UserName: "reader", GroupList: ["team"] },
      UserPolicyList: [{ PolicyName: "read", PolicyDocument: document(READ) }],
    },
    {
      ...{ Arn: "arn:aws:iam::111122223333:user/lost", UserName: "lost", GroupList: [] },
      AttachedManagedPolicies: [{ PolicyName: "gone", PolicyArn: "arn:aws:iam::111122223333:policy/gone" }],
    },
  ],
  GroupDetailList: [
    {
      GroupName: "team",
      GroupPolicyList: [
        {
          PolicyName: "list",
          PolicyDocument: document({ ...READ, Action: "s3:ListBucket", Resource: "arn:aws:s3:::b" }),
        },
      ],
    },
  ],
  RoleDetailList: [
    {
      ...{ Arn: "arn:aws:iam::111122223333:role/admin", RoleName: "admin", RolePolicyList: [] },
      AttachedManagedPolicies: [{ PolicyName: "all", PolicyArn: "arn:aws:iam::111122223333:policy/all" }],
      PermissionsBoundary: { PermissionsBoundaryArn: "arn:aws:iam::111122223333:policy/all" },
    },
  ],
  Policies: [
    {
      Arn: "arn:aws:iam::111122223333:policy/all",
      PolicyVersionList: [
        { IsDefaultVersion: false, Document: document(READ) },
        { IsDefaultVersion: true, Document: document({ ...READ, Action: "s3:*", Resource: "*" }) },
      ],
    },
  ],
};

describe("who can", () => {
  it("is answered for each principal of a deployment", async () => {
    const { region, answers } = await ask(
      holdersOf(readTarget(outputs)),
      "s3:ListBucket",
      "arn:aws:s3:::inside",
    );
    const report = reportWho(
      region,
      answers.filter(({ name }) => ["User1", "NoPolicy", "nobody"].includes(name)),
    );
    expect(report).toBe(`s3:ListBucket on bucket inside

User1, federated with a session policy: some of it
  s3:ListBucket on bucket inside
    by statement 1 of its session policy and statement 1 (Sid ListTheBucket) of the broker's policy; as User1
    such as s3:ListBucket on arn:aws:s3:::inside with aws:SecureTransport true
  but statement 1 (Sid DenyPlainHttp) of the bucket's policy denies every action of s3 on bucket inside or any object of bucket inside by anyone when aws:SecureTransport is false

may do nothing of it: NoPolicy, nobody
`);
  });

  it("all that one may do is a table", async () => {
    const [broker] = holdersOf(readTarget(outputs));
    const { answers } = await ask(broker ? [broker] : [], "sts:*");
    expect(answers.map(reportPowers)).toEqual([
      `broker, the IAM user that federates

  Actions                  Resources                                   When    By
  sts:GetFederationToken*  any federated user of account 111122223333  always  statement 2 (Sid FederateUsers) of the broker's policy
  AWS allows sts:GetCallerIdentity without any policy
  AWS allows sts:GetSessionToken without any policy
`,
    ]);
  });

  it("is answered for the users and roles of an account, with their groups, managed policies and boundaries", async () => {
    const { region, answers } = await ask(holdersIn(JSON.stringify(DETAILS), "f"), "s3:*", "arn:aws:s3:::b*");
    expect(reportWho(region, answers)).toBe(`every action of s3 on buckets and objects b*

user/reader, a user: some of it
  s3:GetObject on any object of bucket b
    by statement 1 of policy "read"; as its long-term key, its session without MFA, its session with MFA
    such as s3:GetObject on arn:aws:s3:::b/a
  s3:ListBucket on bucket b
    by statement 1 of policy "list"; as its long-term key, its session without MFA, its session with MFA
    such as s3:ListBucket on arn:aws:s3:::b

role/admin, a role: all of it
  every action of s3 on buckets and objects b*
    by statement 1 of arn:aws:iam::111122223333:policy/all and statement 1 of its permissions boundary; as a session of the role
    such as s3:GetObject on arn:aws:s3:::bucket/key

may do nothing of it: user/lost
`);
  });

  it("names a user whose policies cannot be read", () => {
    expect(holdersIn(JSON.stringify(DETAILS), "f").map(({ unread }) => unread)).toEqual([
      undefined,
      "A policy of user/lost cannot be read: A JSON value is expected here, not the end of the document.",
      undefined,
    ]);
  });

  it("do not take a group that the file lacks for no permission", () => {
    const [reader] = holdersIn(JSON.stringify({ ...DETAILS, GroupDetailList: [] }), "f");
    expect(reader?.unread).toContain("A policy of user/reader cannot be read");
  });

  it.each<[string, unknown, string]>([
    [
      "no JSON",
      "{",
      "The file f has not the lists UserDetailList, GroupDetailList, RoleDetailList, Policies",
    ],
    ["a part of it", { ...DETAILS, IsTruncated: true }, "The file f holds a part of the account only"],
    ["what a filter left", { UserDetailList: [] }, "The file f has not the lists"],
    [
      "an empty account",
      { UserDetailList: [], GroupDetailList: [], RoleDetailList: [], Policies: [] },
      "The file f lists no user and no role.",
    ],
  ])("refuses %s in the place of an account", (_, details, message) => {
    const text = typeof details === "string" ? details : JSON.stringify(details);
    expect(() => holdersIn(text, "f")).toThrow(message);
  });

  it.each<[string, string, string]>([
    ["GetObject", "*", '"GetObject" is no action: name a service and its actions'],
    ["s4:GetObject", "*", 'No AWS service has the prefix "s4" of s4:GetObject'],
    ["s3:GetObjects", "*", "s3 has no action s3:GetObjects; did you mean s3:GetObject?"],
    ["s3:Getx*", "*", "s3 has no action s3:Getx*"],
    ["s3:*", "bucket", '"bucket" is no ARN: give one'],
  ])("refuses %s on %s", async (action, resource, message) => {
    await expect(readRegion(action, resource, catalogue)).rejects.toThrow(message);
  });
});
