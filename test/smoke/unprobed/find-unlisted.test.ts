// What the documents allow and no promise lists, over all actions that AWS has; no call is made.
import { expect, test } from "vitest";
import { openCatalogue } from "../../../catalogue/open-catalogue.ts";
import { readTarget } from "../../../smoke/deployment/target.ts";
import { predictPromises } from "../../../smoke/unprobed/predict-promises.ts";
import { bucketPolicyOf, outputs, policyOf } from "../outputs.ts";

const catalogue = await openCatalogue();
const now = new Date("2026-11-22T09:00:00Z");

const listing = { Effect: "Allow", Action: "s3:ListBucket", Resource: outputs.bucketArn };
const federating = {
  Effect: "Allow",
  Action: "sts:GetFederationToken*",
  Resource: "arn:aws:sts::111122223333:federated-user/*",
};
const broker = (...more: readonly object[]) => ({ brokerPolicy: policyOf(listing, federating, ...more) });

/** What is wrong with a deployment by its documents. */
async function faults(changed: object): Promise<readonly string[]> {
  const { rows } = await predictPromises(readTarget({ ...outputs, ...changed }), { catalogue, now });
  return rows
    .filter(({ verdict }) => verdict !== "pass")
    .map(
      ({ verdict, finding, principal, action, resource }) =>
        `${verdict}: ${principal} ${action} ${resource}: ${finding}`,
    );
}

test("the scoped deployment allows nothing that no promise lists", async () => {
  expect(await faults(broker())).toEqual([]);
});

test("an action of another service is found on the resource that its statement names", async () => {
  const queue = "arn:aws:sqs:us-east-1:111122223333:queue";
  expect(await faults(broker({ Effect: "Allow", Action: "sqs:SendMessage", Resource: queue }))).toEqual([
    `fail: broker sqs:SendMessage ${queue}: listed by no promise`,
    `fail: SessionToken sqs:SendMessage ${queue}: listed by no promise`,
  ]);
});

test.for<[string, object]>([
  ["on every resource", { Resource: "*" }],
  ["on all resources but one", { NotResource: "arn:aws:sqs:us-east-1:111122223333:other" }],
  ["on every queue", { Resource: "arn:aws:sqs:*:*:*" }],
])("an action of another service is found %s", async ([, where]) => {
  const found = await faults(broker({ Effect: "Allow", Action: "sqs:SendMessage", ...where }));
  expect(found).toEqual([
    expect.stringMatching(/^fail: broker sqs:SendMessage arn:aws:sqs:\S+: listed by no promise$/),
    expect.stringMatching(/^fail: SessionToken sqs:SendMessage arn:aws:sqs:\S+: listed by no promise$/),
  ]);
});

test("what turns on a value that the suite cannot know is found, too: a caller can choose it", async () => {
  const queue = "arn:aws:sqs:us-east-1:111122223333:queue";
  const sending = { Effect: "Allow", Action: "sqs:SendMessage", Resource: queue };
  const byClient = { Condition: { StringLike: { "aws:UserAgent": "curl/*" } } };
  expect(await faults(broker({ ...sending, ...byClient }))).toEqual([
    `fail: broker sqs:SendMessage ${queue}: listed by no promise`,
    `fail: SessionToken sqs:SendMessage ${queue}: listed by no promise`,
  ]);
});

test("objects of every bucket but those of the deployment are found", async () => {
  const { bucketArn, outsideBucketName } = outputs;
  const NotResource = [`${bucketArn}/*`, `arn:aws:s3:::${outsideBucketName}/*`];
  const found = await faults(broker({ Effect: "Allow", Action: "s3:GetObject", NotResource }));
  expect(found.filter((fault) => fault.startsWith("fail: broker"))).toEqual([
    expect.stringMatching(/^fail: broker s3:GetObject arn:aws:s3:\S+: listed by no promise$/),
  ]);
});

test("an action that takes no resource is found", async () => {
  expect(await faults(broker({ Effect: "Allow", Action: "ec2:DescribeRegions", Resource: "*" }))).toEqual([
    "fail: broker ec2:DescribeRegions the account: listed by no promise",
    "fail: SessionToken ec2:DescribeRegions the account: listed by no promise",
  ]);
});

test("a wildcard is found once, with what it takes in", async () => {
  const found = await faults(broker({ Effect: "Allow", Action: "s3:Put*Tagging", Resource: "*" }));
  expect(found.filter((fault) => fault.startsWith("fail: broker"))).toEqual([
    "fail: broker s3:PutBucketTagging arn:aws:s3:::inside: listed by no promise",
  ]);
});

test("what a session may do is found, too: what its own policy and the broker's both allow", async () => {
  const found = await faults(broker({ Effect: "Allow", Action: "s3:GetBucketLocation", Resource: "*" }));
  expect(found).toEqual([
    "fail: broker s3:GetBucketLocation arn:aws:s3:::inside: listed by no promise",
    "fail: AllOfS3 s3:GetBucketLocation arn:aws:s3:::inside: listed by no promise",
    "fail: SessionToken s3:GetBucketLocation arn:aws:s3:::inside: listed by no promise",
  ]);
});

test("a bucket policy that names a session's own ARN gives it more than its broker has", async () => {
  const bucketPolicy = bucketPolicyOf({
    Effect: "Allow",
    Principal: { AWS: "arn:aws:sts::111122223333:federated-user/NoPolicy" },
    Action: "s3:GetBucketLocation",
    Resource: outputs.bucketArn,
  });
  expect(await faults({ ...broker(), bucketPolicy })).toEqual([
    "fail: NoPolicy s3:GetBucketLocation arn:aws:s3:::inside: listed by no promise",
    "fail: Granted s3:GetBucketLocation arn:aws:s3:::inside: listed by no promise",
  ]);
});

test("a promise with ifGranted does not list the right", async () => {
  const bucketPolicy = bucketPolicyOf({
    ...{ Effect: "Allow", Principal: { AWS: "arn:aws:sts::111122223333:federated-user/User1" } },
    ...{ Action: "s3:GetObject", Resource: `${outputs.bucketArn}/reports/*` },
  });
  const listing = { Effect: "Allow", Action: "s3:ListAllMyBuckets", Resource: "*" };
  expect(await faults({ ...broker(listing), bucketPolicy })).toEqual([
    "fail: broker s3:ListAllMyBuckets arn:aws:s3:::*: listed by no promise",
    "fail: User1 s3:GetObject arn:aws:s3:::inside/reports/a: listed by no promise",
    "fail: User1ForAnHour s3:GetObject arn:aws:s3:::inside/reports/a: listed by no promise",
    "fail: AllOfS3 s3:ListAllMyBuckets arn:aws:s3:::*: listed by no promise",
    "fail: Granted s3:GetObject arn:aws:s3:::inside/reports/a: listed by no promise",
    "fail: testFedUserSession s3:ListAllMyBuckets arn:aws:s3:::*: listed by no promise",
    "fail: SessionToken s3:ListAllMyBuckets arn:aws:s3:::*: listed by no promise",
  ]);
});

test("what the documents allow only by one reading of an open rule is inconclusive", async () => {
  const bucketPolicy = bucketPolicyOf({
    ...{ Effect: "Allow", Principal: "*", Action: ["s3:GetBucketLocation", "s3:ListBucket"] },
    ...{ Resource: outputs.bucketArn, Condition: { StringEquals: { "aws:PrincipalType": "FederatedUser" } } },
  });
  const found = await faults({ ...broker(), bucketPolicy });
  expect(found).toContain("inconclusive: NoPolicy s3:ListBucket arn:aws:s3:::inside: listed by no promise");
  expect(found).toContain("inconclusive: NoPolicy s3:ListBucket the bucket: in doubt");
  expect(found.filter((fault) => fault.startsWith("fail: NoPolicy"))).toEqual([]);
});

test("a bucket policy that names another account lets in an outsider", async () => {
  const elsewhere = {
    ...{ Effect: "Allow", Principal: { AWS: "arn:aws:iam::444455556666:root" } },
    ...{ Action: "s3:GetObject", Resource: `${outputs.bucketArn}/*` },
  };
  expect(await faults({ bucketPolicy: bucketPolicyOf(elsewhere) })).toEqual([
    "fail: strangers s3:GetObject the bucket: listed by no promise",
  ]);
});

test("a bucket policy for everyone under a condition lets in everyone who meets it", async () => {
  const elsewhere = {
    ...{ Effect: "Allow", Principal: { AWS: "*" }, Action: "s3:GetObject" },
    ...{ Resource: `${outputs.bucketArn}/*` },
    Condition: { StringEquals: { "aws:PrincipalAccount": "444455556666" } },
  };
  expect(await faults({ bucketPolicy: bucketPolicyOf(elsewhere) })).toEqual([
    "fail: strangers s3:GetObject the bucket: listed by no promise",
  ]);
});

test("a bucket policy for everyone lets in unsigned calls", async () => {
  const bucketPolicy = bucketPolicyOf({
    Effect: "Allow",
    Principal: "*",
    Action: "s3:ListBucketVersions",
    Resource: outputs.bucketArn,
  });
  const found = await faults({ ...broker(), bucketPolicy });
  expect(found).toContain("fail: nobody s3:ListBucketVersions arn:aws:s3:::inside: listed by no promise");
});

test("a promise that the documents do not keep is reported, and the statement that allows more than that once", async () => {
  expect(
    await faults(broker({ Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::inside/*" })),
  ).toEqual([
    "fail: broker s3:GetObject the canary: predicted otherwise",
    "fail: AllOfS3 s3:GetObject the canary: predicted otherwise",
    "fail: SessionToken s3:GetObject the canary: predicted otherwise",
    "fail: broker s3:GetObject arn:aws:s3:::inside/a: listed by no promise",
    "fail: AllOfS3 s3:GetObject arn:aws:s3:::inside/a: listed by no promise",
    "fail: SessionToken s3:GetObject arn:aws:s3:::inside/a: listed by no promise",
  ]);
});

test("an allowance that is missing is predicted", async () => {
  expect(await faults({ brokerPolicy: policyOf(federating) })).toEqual([
    "fail: broker s3:ListBucket the bucket: predicted otherwise",
    "fail: User1 s3:ListBucket the bucket: predicted otherwise",
    "fail: User1ForAnHour s3:ListBucket the bucket: predicted otherwise",
    "fail: AllOfS3 s3:ListBucket the bucket: predicted otherwise",
    "fail: SessionToken s3:ListBucket the bucket: predicted otherwise",
  ]);
});

const NAMED = "arn:aws:sts::111122223333:federated-user/ci-1";

test.for<[string, object]>([
  ["by a Deny for all but a name", { NotPrincipal: { AWS: ["111122223333", outputs.brokerUserArn, NAMED] } }],
  [
    "by a Deny for a name that reads as if made up",
    { Principal: { AWS: "arn:aws:sts::111122223333:federated-user/federation-broker-any" } },
  ],
])("what sessions of a name may do is found, hidden %s", async ([, who]) => {
  const reading = { Action: "s3:GetObjectAcl", Resource: `${outputs.bucketArn}/*` };
  const ofSessions = { ArnLike: { "aws:PrincipalArn": "arn:aws:sts::111122223333:federated-user/*" } };
  const { Statement } = JSON.parse(outputs.bucketPolicy);
  const found = await faults({
    ...broker({ Effect: "Allow", ...reading, Condition: ofSessions }),
    bucketPolicy: policyOf(...Statement, { Effect: "Deny", ...reading, ...who }),
  });
  expect(found.filter((fault) => fault.startsWith("fail: strangers"))).not.toEqual([]);
});
