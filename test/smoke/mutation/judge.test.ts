// What becomes of changed documents: by hand, what each changes, and whether the shipped promises see it.
import { beforeAll, describe, expect, it, test } from "vitest";
import { openCatalogue } from "../../../catalogue/open-catalogue.ts";
import { type KnownActions, readKnownActions } from "../../../policy/proof/known-actions.ts";
import { readTarget } from "../../../smoke/deployment/target.ts";
import { effectOf } from "../../../smoke/mutation/changes.ts";
import { deployedDocuments } from "../../../smoke/mutation/deployed-documents.ts";
import { judge } from "../../../smoke/mutation/judge.ts";
import { compileDocuments } from "../../../smoke/prediction/documents.ts";
import { brokerStatements, outputs, policyOf } from "../outputs.ts";

const target = readTarget({
  ...outputs,
  brokerBoundaryArn: "arn:aws:iam::111122223333:policy/federation/boundary",
  brokerBoundary: policyOf({
    ...{ Effect: "Allow", Action: ["s3:ListBucket", "sts:GetFederationToken*"], Resource: "*" },
  }),
});
const documents = deployedDocuments(target);
const before = { target, documents: compileDocuments(target, undefined) };

const catalogue = await openCatalogue();
let known: KnownActions;
beforeAll(async () => {
  known = await readKnownActions(catalogue, [before.documents.broker.policy]);
});

const now = new Date("2026-01-01T00:00:00Z");

function documentOf(title: string) {
  const found = documents.find((one) => one.title === title);
  if (found === undefined) throw new Error(`no document is called ${title}`);
  return found;
}
const fateOf = (title: string, text: string | undefined) =>
  judge(documentOf(title), text, before, { catalogue, known, now });

const BROKER = 'the broker\'s policy "federation"';
const BOUNDARY = "the broker's permissions boundary";
const BUCKET = "the bucket's policy";
const OUTSIDE = "the outside bucket's policy";
const USER1 = "User1's session policy";
const [listing, federating] = brokerStatements;
const denying = (more: object, bucket = "inside") =>
  policyOf({
    ...{ Effect: "Deny", Principal: "*", Action: "s3:*" },
    Resource: [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`],
    Condition: { Bool: { "aws:SecureTransport": "false" } },
    ...more,
  });
const sessionOf = (more: object) =>
  policyOf({ Effect: "Allow", Action: "s3:ListBucket", Resource: "arn:aws:s3:::inside", ...more });

test("the documents of a deployment are those of its outputs and of its principals' sessions", () => {
  expect(documents.map(({ title, kind }) => `${kind}: ${title}`)).toEqual([
    'identity: the broker\'s policy "federation"',
    "boundary: the broker's permissions boundary",
    "resource: the bucket's policy",
    "resource: the outside bucket's policy",
    "session: User1's session policy",
    "session: User1ForAnHour's session policy",
    "session: AllOfS3's session policy",
    "session: testFedUserSession's session policy",
  ]);
});

describe("a mutant", () => {
  // biome-ignore format: a row a line
  const rows: readonly (readonly [says: string, title: string, text: string | undefined, fate: string])[] = [
    ["that reads objects", BROKER, policyOf(listing, federating, { ...listing, Sid: "More", Action: "s3:*", Resource: "*" }), "killed"],
    ["that lists nothing", BROKER, policyOf(federating), "killed"],
    ["that takes the policy away", BROKER, undefined, "killed"],
    ["whose new right its boundary cuts", BROKER, policyOf(listing, federating, { ...listing, Sid: "More", Action: "s3:GetObject" }), "equivalent"],
    ["that writes an action in capitals", BROKER, policyOf({ ...listing, Action: "S3:LISTBUCKET" }, federating), "equivalent"],
    ["that gives a right for a header", BROKER, policyOf(listing, federating, { ...listing, Sid: "More", Resource: "*", Condition: { StringEquals: { "aws:Referer": "x" } } }), "killed"],
    ["that loses names of tomorrow", BROKER, policyOf(listing, { ...federating, Action: "sts:GetFederationToken" }), "beyond AWS"],
    ["that allows more than the broker's policy", BOUNDARY, policyOf({ Effect: "Allow", Action: "*", Resource: "*" }), "equivalent"],
    ["without a boundary", BOUNDARY, undefined, "equivalent"],
    ["that cuts listing", BOUNDARY, policyOf({ Effect: "Allow", Action: "sts:*", Resource: "*" }), "killed"],
    ["that lets plain HTTP in", BUCKET, undefined, "killed"],
    ["that denies everything", BUCKET, denying({ Condition: undefined }), "killed"],
    ["that lets everyone read", BUCKET, denying({ Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::inside/*", Condition: undefined }), "killed"],
    ["about another bucket", BUCKET, denying({}, "outside"), "refused"],
    ["that is no policy of a bucket", BUCKET, policyOf(listing), "refused"],
    ["that lets plain HTTP in elsewhere", OUTSIDE, denying({ Action: "s3:Get*" }, "outside"), "killed"],
    ["that locks others out", OUTSIDE, denying({ Condition: undefined }, "outside"), "survived"],
    ["of a session that asks for what its broker lacks", USER1, sessionOf({ Action: "s3:*" }), "equivalent"],
    ["of a session without rights", USER1, sessionOf({ Resource: "arn:aws:s3:::outside" }), "killed"],
    ["of a session that has no policy", USER1, undefined, "killed"],
  ];
  it.each(rows)("%s, in %s", async (_, title, text, fate) => {
    expect((await fateOf(title, text)).fate).toBe(fate);
  });
});

test("a killed mutant names the row that it breaks", async () => {
  expect(await fateOf(USER1, undefined)).toEqual({
    fate: "killed",
    by: "User1 s3:ListBucket the bucket: predicted otherwise",
  });
});

test("a survivor names whom it gives more or less, and a request that shows it", async () => {
  const fate = await fateOf(OUTSIDE, denying({ Condition: undefined }, "outside"));
  expect(fate).toMatchObject({
    differences: [
      { who: "another user of the account", allows: "less", witness: { action: "s3:GetObject" } },
    ],
  });
});

test("what the first question shows is the first of all that there is to show", () => {
  const document = documentOf(BROKER);
  const after = document.replace(policyOf(federating));
  const changed = { target: after, documents: compileDocuments(after, undefined) };
  const effects = (["first", "all"] as const).map((extent) =>
    effectOf(document, before, changed, known, extent),
  );
  expect(effects).toMatchObject([
    { type: "changes", differences: [{ who: "broker", allows: "less" }] },
    { type: "changes", differences: [{ who: "broker" }, { who: "User1" }, {}, {}, {}, {}, {}] },
  ]);
});
