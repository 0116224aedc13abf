// A deployment broken on purpose, in one way after the other, and the verdict that must follow: the exit status, and
// every row that is named. What breaks a permission never passes.
import { PutBucketPolicyCommand } from "@aws-sdk/client-s3";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Loopback, startLoopback } from "../../loopback/start-loopback.ts";
import { hurriedBy } from "../../smoke/calls/patience.ts";
import { readTarget } from "../../smoke/deployment/target.ts";
import { compileDocuments } from "../../smoke/prediction/documents.ts";
import { compareDeployed } from "../../smoke/unprobed/compare-deployed.ts";
import { findExternalPrincipals } from "../../smoke/unprobed/external-principals.ts";
import { inFull } from "../in-full.ts";
import * as b from "./breaking.ts";
import { outputs, policyOf } from "./outputs.ts";
import { faults, runRows } from "./run-rows.ts";
import { seed } from "./seed.ts";

const { allow, brokerMay, brokerPolicy, bucketPolicy, bucketSays, byHand, sessionPolicy } = b;
const { brokerArn, elsewhere, everyone, federating, INSIDE, listing, named, OUTSIDE, session } = b;

/** One row for each principal: `fail: User1 s3:GetObject the canary: wrongly allowed`. */
const is =
  (verdict: "fail" | "inconclusive", finding: string) =>
  (call: string, ...who: readonly string[]): string[] =>
    who.map((principal) => `${verdict}: ${principal} ${call}: ${finding}`);
const wronglyAllowed = is("fail", "wrongly allowed");
const wronglyDenied = is("fail", "wrongly denied");
const byAnother = is("fail", "denied by another policy");
const notShown = is("fail", "not shown");
const unpredicted = is("inconclusive", "not as predicted");
const uncontrolled = is("inconclusive", "control failed");
const inDoubt = is("inconclusive", "in doubt");
const unlearnt = is("inconclusive", "nothing learnt");
const rejected = is("inconclusive", "credentials rejected");
const notAsDeployed = (call: string) => `fail: operator ${call}: not as deployed`;
const letIn = (call: string) => `fail: strangers ${call} the bucket: listed by no promise`;

const LIST = "s3:ListBucket the bucket";
const OUTSIDE_LIST = "s3:ListBucket the outside bucket";
const READ = "s3:GetObject the canary";
const WRITE = "s3:PutObject a missing key";
const DELETE = "s3:DeleteObject a missing key";
const POLICY = "s3:GetBucketPolicy the bucket";
const CREATE = "s3:CreateBucket the bucket";
const USERS = "iam:ListUsers all users";
const LISTERS = ["broker", "User1", "AllOfS3", "SessionToken"] as const;
const READERS = ["broker", "AllOfS3", "SessionToken"] as const;
const IN_OUTPUTS = "iam:GetUserPolicy the broker";
/** Every row of these principals. */
const allOf = (row: (call: string, who: string) => readonly string[], ...who: readonly string[]) =>
  b.gate
    .filter(({ principal }) => who.includes(principal))
    .flatMap(({ principal, action, resource }) => row(`${action} ${resource}`, principal));
/** What the broker's own key cannot control. */
const CONTROLLED = [
  ...uncontrolled(READ, "User1", "nobody", ...READERS),
  ...uncontrolled(OUTSIDE_LIST, "broker", "User1", "AllOfS3"),
  ...[WRITE, DELETE, POLICY, CREATE].flatMap((call) => uncontrolled(call, "broker", "User1")),
  ...uncontrolled(USERS, "broker", "User1", "SessionToken", "nobody"),
];

type Row = readonly [fault: string, how: b.Break, exit: 0 | 1 | 2, named: readonly string[]];

// biome-ignore format: a fault a row
const table: readonly Row[] = [
  ["nothing at all", () => ({}), 0, []],

  // The broker's policy, and the outputs say so.
  ["the broker may also read objects", brokerMay(allow("s3:GetObject")), 1, wronglyAllowed(READ, ...READERS)],
  ["the broker lists every bucket, as the guide's does", brokerPolicy(() => [allow(["s3:ListBucket", "sts:GetFederationToken*"])]), 1, wronglyAllowed(OUTSIDE_LIST, "broker", "AllOfS3")],
  ["the broker may not list", brokerPolicy((id) => [federating(id)]), 1, wronglyDenied(LIST, ...LISTERS)],
  ["the broker may not federate", brokerPolicy(() => [listing]), 1, [...wronglyDenied("sts:GetFederationToken User1", "broker"), ...allOf(unlearnt, "User1", "AllOfS3")]],

  // The broker, behind Pulumi's back.
  ["by hand, the broker may also tag, which no promise lists", byHand(brokerMay(allow("s3:PutObjectTagging"))), 1, [notAsDeployed(IN_OUTPUTS)]],
  ["the boundary alone stops a broker that is too wide", b.after(b.withBoundary, brokerMay(allow("s3:PutObject"))), 1, byAnother(WRITE, "broker")],

  // User1's session policy.
  ["User1's session may also read", sessionPolicy(listing, allow("s3:GetObject")), 1, byAnother(READ, "User1")],

  // The bucket's policy.
  ["the bucket lets everyone read", bucketSays("Allow", everyone, { Action: "s3:GetObject" }), 1, [...wronglyAllowed(READ, "nobody", ...READERS), ...inDoubt(READ, "User1")]],
  ["the bucket lets a session without a policy list", bucketSays("Allow", named(session("NoPolicy")), { Action: "s3:ListBucket", Resource: INSIDE }), 2, uncontrolled(LIST, ...LISTERS)],
  ["the bucket lets User1's session read", bucketSays("Allow", named(session("User1")), { Action: "s3:GetObject" }), 1, wronglyAllowed(READ, "User1")],
  ["the bucket lets another account read", bucketSays("Allow", named(() => "444455556666"), { Action: "s3:GetObject" }), 1, [letIn("s3:GetObject")]],

  // What is gone, or is somebody else's.
  ["the canary is gone", b.noCanary, 1, notShown(LIST, ...LISTERS)],
  ["the bucket is gone", b.noBucket("seeded-inside"), 2, [...unlearnt(LIST, "nobody", ...LISTERS), ...unlearnt(READ, "User1", "nobody", ...READERS), ...unlearnt(POLICY, "operator"), ...[WRITE, DELETE, POLICY, CREATE].flatMap((call) => unlearnt(call, "broker", "User1"))]],
  ["the broker's key is retired", b.keyRetired, 2, [...allOf(rejected, "broker"), ...allOf(unlearnt, "User1", "AllOfS3", "SessionToken")]],
  ["the broker's key is another user's", b.keyOfAnother, 1, [...notShown("sts:GetCallerIdentity itself", "broker", "SessionToken"), ...[OUTSIDE_LIST, READ, WRITE, DELETE, POLICY, CREATE, USERS].flatMap((call) => unlearnt(call, "broker")), ...unlearnt(READ, "SessionToken"), ...rejected(USERS, "SessionToken")]],
];

// biome-ignore format: a fault a row
const moreOfTheKind: readonly Row[] = [
  ["the broker may list one bucket more", brokerMay(allow("s3:ListBucket", OUTSIDE)), 1, wronglyAllowed(OUTSIDE_LIST, "broker", "AllOfS3")],
  ["a broker's condition is dropped", b.dropped((more) => brokerMay({ ...allow("s3:GetObject"), ...more })), 1, wronglyAllowed(READ, ...READERS)],
  ["by hand, the broker has a second policy", b.secondPolicy(allow("s3:GetObject")), 1, [...wronglyAllowed(READ, ...READERS), notAsDeployed("iam:ListUserPolicies the broker")]],
  ["by hand, the broker's permissions boundary is taken off", b.after(b.withBoundary, b.withoutBoundary), 1, [notAsDeployed("iam:GetUser the broker")]],
  ["User1's session may not list", sessionPolicy(allow("s3:GetBucketLocation")), 1, wronglyDenied(LIST, "User1")],
  ["the bucket lets everyone list", bucketSays("Allow", everyone, { Action: "s3:ListBucket", Resource: INSIDE }), 1, wronglyAllowed(LIST, "nobody")],
  ["the bucket lets the broker read", bucketSays("Allow", named(brokerArn), { Action: "s3:GetObject" }), 1, wronglyAllowed(READ, ...READERS)],
  ["by hand, the bucket lets another account read", byHand(bucketSays("Allow", named(() => "444455556666"), { Action: "s3:GetObject" })), 1, [notAsDeployed(POLICY)]],
  ["by hand, the bucket's policy is gone", byHand(b.noBucketPolicy), 1, [notAsDeployed(POLICY)]],
  ["the bucket denies the broker its listing", bucketSays("Deny", named(brokerArn), { Action: "s3:ListBucket", Resource: INSIDE }), 1, wronglyDenied(LIST, ...LISTERS)],
  ["the broker may also write objects", brokerMay(allow("s3:PutObject")), 1, wronglyAllowed(WRITE, "broker")],
  ["by hand, the broker may also read", byHand(brokerMay(allow("s3:GetObject"))), 1, [...wronglyAllowed(READ, ...READERS), notAsDeployed(IN_OUTPUTS)]],
  ["the outputs are those of a broker that could not list", b.after(brokerPolicy((id) => [federating(id)]), byHand(brokerMay(listing))), 1, [...unpredicted(LIST, ...LISTERS), notAsDeployed(IN_OUTPUTS)]],
  ["a condition of User1's session is dropped", b.dropped((more) => sessionPolicy(listing, { ...allow("s3:GetObject"), ...more })), 1, byAnother(READ, "User1")],
  ["the bucket denies without its condition", bucketPolicy(() => [{ Effect: "Deny", Principal: "*", Action: "s3:ListBucket", Resource: INSIDE }]), 1, [...wronglyDenied(LIST, ...LISTERS), ...uncontrolled(LIST, "nobody")]],
  ["the operator's key is wrong", () => ({ operator: { secretAccessKey: "wrong" } }), 2, [...CONTROLLED, ...uncontrolled(LIST, "nobody"), ...uncontrolled("sts:GetCallerIdentity itself", "nobody")]],
  ["the broker may also delete objects", brokerMay(allow("s3:DeleteObject")), 1, wronglyAllowed(DELETE, "broker")],
  ["the broker may also read the bucket's policy", brokerMay(allow("s3:GetBucketPolicy")), 1, wronglyAllowed(POLICY, "broker")],
  ["the broker may also make buckets", brokerMay(allow("s3:CreateBucket")), 1, wronglyAllowed(CREATE, "broker")],
  ["the broker may also list users", brokerMay(allow("iam:ListUsers")), 1, wronglyAllowed(USERS, "broker")],
  ["the broker may read what a pattern takes in", brokerMay(allow("s3:Get*", `${INSIDE}/can*`)), 1, wronglyAllowed(READ, ...READERS)],
  ["the broker may do all but IAM", brokerPolicy(() => [{ Effect: "Allow", NotAction: "iam:*", Resource: "*" }]), 1, [...wronglyAllowed(OUTSIDE_LIST, "broker", "AllOfS3"), ...wronglyAllowed(READ, ...READERS), ...[WRITE, DELETE, POLICY, CREATE].flatMap((call) => wronglyAllowed(call, "broker"))]],
  ["the broker may list another bucket instead", brokerPolicy((id) => [federating(id), allow("s3:ListBucket", OUTSIDE)]), 1, [...wronglyDenied(LIST, ...LISTERS), ...wronglyAllowed(OUTSIDE_LIST, "broker", "AllOfS3")]],
  ["the broker may list only from elsewhere", brokerPolicy((id) => [federating(id), { ...listing, ...elsewhere }]), 1, wronglyDenied(LIST, ...LISTERS)],
  ["the broker is denied the listing", brokerMay({ ...listing, Effect: "Deny" }), 1, wronglyDenied(LIST, ...LISTERS)],
  ["the broker may federate User2 alone", brokerPolicy((id) => [listing, federating(id, "User2")]), 1, [...wronglyDenied("sts:GetFederationToken User1", "broker"), ...allOf(unlearnt, "User1", "AllOfS3")]],
  ["by hand, the broker has AWS's policy for administrators", b.attached("AdministratorAccess"), 1, [...wronglyAllowed(OUTSIDE_LIST, "broker", "AllOfS3"), ...wronglyAllowed(READ, ...READERS), ...[WRITE, DELETE, POLICY, CREATE, USERS].flatMap((call) => wronglyAllowed(call, "broker")), notAsDeployed("iam:ListAttachedUserPolicies the broker")]],
  ["by hand, the broker is in a group that reads", b.inGroup(allow("s3:GetObject")), 1, [...wronglyAllowed(READ, ...READERS), notAsDeployed("iam:ListGroupsForUser the broker")]],
  ["by hand, the broker's permissions boundary is widened", b.after(b.withBoundary, b.wideBoundary), 1, [notAsDeployed("iam:GetUser the broker")]],
  ["User1's session may also write and delete", sessionPolicy(listing, allow(["s3:PutObject", "s3:DeleteObject"])), 1, [...byAnother(WRITE, "User1"), ...byAnother(DELETE, "User1")]],
  ["User1's session may list every bucket", sessionPolicy(allow("s3:ListBucket")), 1, byAnother(OUTSIDE_LIST, "User1")],
  ["User1's session is denied the listing", sessionPolicy(listing, { ...listing, Effect: "Deny" }), 1, wronglyDenied(LIST, "User1")],
  ["User1's session may list one folder alone", sessionPolicy({ ...listing, Condition: { StringLike: { "s3:prefix": "home/*" } } }), 1, wronglyDenied(LIST, "User1")],
  ["session and broker may both read", b.after(brokerMay(allow("s3:GetObject")), sessionPolicy(listing, allow("s3:GetObject"))), 1, wronglyAllowed(READ, "User1", ...READERS)],
  ["the bucket lets User1's session write", bucketSays("Allow", named(session("User1")), { Action: "s3:PutObject" }), 1, wronglyAllowed(WRITE, "User1")],
  ["the bucket lets a session read that is in no table", bucketSays("Allow", named(session("Eve")), { Action: "s3:GetObject" }), 1, [letIn("s3:GetObject")]],
  ["by hand, the bucket lets User1's session read", byHand(bucketSays("Allow", named(session("User1")), { Action: "s3:GetObject" })), 1, [...wronglyAllowed(READ, "User1"), notAsDeployed(POLICY)]],
  ["the bucket denies User1's session its listing", bucketSays("Deny", named(session("User1")), { Action: "s3:ListBucket", Resource: INSIDE }), 1, wronglyDenied(LIST, "User1")],
  ["the bucket alone stops User1 from reading", b.after(brokerMay(allow("s3:GetObject")), sessionPolicy(listing, allow("s3:GetObject")), bucketSays("Deny", named(brokerArn), { Action: "s3:GetObject" })), 1, byAnother(READ, "User1", ...READERS)],
  ["the outside bucket is gone", b.noBucket("seeded-outside"), 2, [...unlearnt(OUTSIDE_LIST, "broker", "User1", "AllOfS3"), ...unlearnt("s3:GetBucketPolicy the outside bucket", "operator")]],
  ["the broker's key is deleted", b.keyDeleted, 2, [...allOf(rejected, "broker"), ...allOf(unlearnt, "User1", "AllOfS3", "SessionToken")]],
  ["the operator is the broker", ({ outputs }) => ({ operator: { accessKeyId: String(outputs.brokerAccessKeyId), secretAccessKey: String(outputs.brokerSecretAccessKey) } }), 2, CONTROLLED],
];

describe("a deployment whose fault is that", () => {
  const verdict = async ([, how, exit, names]: Row) => {
    const { named, ...status } = await b.verdictOn(how);
    expect({ ...status, named: named.toSorted() }).toEqual({ exit, named: names.toSorted() });
  };
  test.for([...table, ...inFull(moreOfTheKind)])("%s", verdict);
});

describe("what is said", () => {
  let loopback: Loopback;
  beforeEach(async () => {
    loopback = await startLoopback();
  });
  afterEach(() => loopback.close());

  test("of sessions that the broker may not make: why", async () => {
    const { outputs, operator } = await seed(loopback, policyOf(listing));
    const rows = await runRows(readTarget(outputs, { endpoint: loopback.endpoint, operator }));
    expect(rows.find(({ principal }) => principal === "User1")?.explanation).toMatch(
      /^The broker could not federate User1 \(AccessDenied: User: arn:aws:iam::\d+:user\/federation\/broker is not authorized to perform: sts:GetFederationToken/,
    );
  });

  test("of what no document in the outputs allows: where to look", async () => {
    const seeded = await seed(loopback);
    const how = byHand(bucketSays("Allow", named(session("User1")), { Action: "s3:GetObject" }));
    await how({ ...seeded, accountId: loopback.accountId });
    const target = readTarget(seeded.outputs, { endpoint: loopback.endpoint, operator: seeded.operator });
    const rows = await runRows(target);
    const unknown = expect.stringMatching(
      /^No document in the stack outputs allows s3:GetObject on arn:aws:s3:::seeded-inside\/canary.txt/,
    );
    expect(rows.flatMap(({ advice }) => advice)).toEqual([unknown, unknown]);
    const { rows: differing } = await compareDeployed(target, hurriedBy(undefined, 0));
    expect(differing.map(({ explanation }) => explanation)).toEqual([
      "What is deployed as the policy of the bucket is not what the stack outputs say.",
    ]);
  });

  test("of a document that AWS only spells differently: nothing", async () => {
    const { outputs, operator, s3 } = await seed(loopback);
    const policyFor = (account: string) =>
      policyOf({
        Effect: "Deny",
        Principal: { AWS: account },
        Action: "s3:GetObject",
        Resource: `${INSIDE}/*`,
      });
    const Policy = policyFor("arn:aws:iam::444455556666:root");
    await s3.send(new PutBucketPolicyCommand({ Bucket: "seeded-inside", Policy }));
    const told = { ...outputs, bucketPolicy: policyFor("444455556666") };
    const target = readTarget(told, { endpoint: loopback.endpoint, operator });
    expect((await compareDeployed(target, hurriedBy(undefined, 0))).rows).toEqual([]);
  });

  test("of a grant to an outsider: the statement", () => {
    const statement = {
      Effect: "Allow",
      Principal: { AWS: "444455556666" },
      Action: "s3:*",
      Resource: INSIDE,
    };
    const target = readTarget({ ...outputs, bucketPolicy: policyOf(statement) });
    expect(findExternalPrincipals(target, compileDocuments(target, undefined))).toMatchObject([
      {
        principal: "strangers",
        explanation: "The policy of the bucket lets in 444455556666, and no promise is about it.",
        advice: [expect.stringContaining(JSON.stringify(statement)), expect.anything()],
      },
    ]);
  });

  test("without an operator: every denial except the broker's own is marked, and nothing is compared", async () => {
    const { outputs } = await seed(loopback);
    const target = readTarget(outputs, { endpoint: loopback.endpoint });
    const rows = await runRows(target);
    expect(faults(rows)).toEqual([]);
    const denials = rows.filter(({ expect }) => expect === "denied");
    expect(denials).toHaveLength(38);
    expect(denials.filter(({ control }) => control === "uncontrolled")).toHaveLength(31);
    expect(
      denials.filter(({ control }) => typeof control === "object" && control.by === "the broker"),
    ).toHaveLength(7);
    const { unread } = await compareDeployed(target, hurriedBy(undefined, 0));
    expect(new Set(unread)).toEqual(new Set(["s3:GetBucketPolicy", "iam:GetUserPolicy", ...LISTS]));
  });

  test("of an operator who may not read what is deployed: what was not compared", async () => {
    const { outputs } = await seed(loopback);
    const operator = {
      accessKeyId: String(outputs.brokerAccessKeyId),
      secretAccessKey: String(outputs.brokerSecretAccessKey),
    };
    const target = readTarget(outputs, { endpoint: loopback.endpoint, operator });
    const { rows, unread } = await compareDeployed(target, hurriedBy(undefined, 0));
    expect(rows).toEqual([]);
    expect(new Set(unread)).toEqual(new Set(["s3:GetBucketPolicy", "iam:GetUserPolicy", ...LISTS]));
  });
});

const LISTS = ["iam:ListUserPolicies", "iam:ListAttachedUserPolicies", "iam:ListGroupsForUser"];
