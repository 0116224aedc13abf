// What each principal may do more or less in another state of a deployment.
import { describe, expect, it } from "vitest";
import { openCatalogue } from "../../../catalogue/open-catalogue.ts";
import type { Changes } from "../../../policy/changes/changes.ts";
import { common } from "../../../policy/changes/common-region.ts";
import { parsePolicy } from "../../../policy/parse-policy.ts";
import { regionInWords } from "../../../policy/words/region.ts";
import { readTarget } from "../../../smoke/deployment/target.ts";
import { comparePrincipals } from "../../../smoke/prediction/compare-principals.ts";
import { brokerStatements, outputs, policyOf } from "../outputs.ts";

const told = ({ changes }: Changes): readonly string[] =>
  changes.map(({ cause, regions, ...rest }) => {
    const document = "document" in rest ? String(rest.document) : "";
    const by = "statement" in cause ? `${cause.by} ${cause.statement.index + 1}` : cause.by;
    return [`${by} of ${document}`, ...regions.map((region) => regionInWords(region))].join(": ");
  });

/** What each principal gains (+) and loses (-), without those that stay the same. */
async function compare(before: object, after: object): Promise<Record<string, readonly string[]>> {
  const [old, young] = [before, after].map((changed) => readTarget({ ...outputs, ...changed }));
  if (old === undefined || young === undefined) throw new Error("There are two.");
  const found = await comparePrincipals(old, young, await openCatalogue());
  const all = found.map(({ name, lacks, both: { added, removed } }) => {
    const lines = [...told(added).map((one) => `+ ${one}`), ...told(removed).map((one) => `- ${one}`)];
    return [lacks === undefined ? name : `${name} (not ${lacks})`, lines] as const;
  });
  return Object.fromEntries(all.filter(([, lines]) => lines.length > 0));
}

const READ = { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::inside/*" };
const REFERER = { Null: { "aws:Referer": "false" } };
const GAINS =
  "+ allow 3 of the broker's policy: s3:GetObject on any object of bucket inside when aws:Referer is present";

describe("the principals of two states of a deployment", () => {
  it("are equal where nothing changed but the order of statements", async () => {
    expect(await compare({}, { brokerPolicy: policyOf(...brokerStatements.toReversed()) })).toEqual({});
  });

  it("gain by the broker's policy what their session policies let through", async () => {
    const brokerPolicy = policyOf(...brokerStatements, { ...READ, Condition: REFERER });
    expect(await compare({}, { brokerPolicy })).toEqual({
      ...{ broker: [GAINS], AllOfS3: [GAINS], SessionToken: [GAINS], "any other session": [GAINS] },
    });
  });

  it("gain nothing that the boundary cuts", async () => {
    const boundary = {
      brokerBoundary: policyOf(...brokerStatements),
      brokerBoundaryArn: "arn:aws:iam::111122223333:policy/b",
    };
    const brokerPolicy = policyOf(...brokerStatements, READ);
    expect(await compare(boundary, { ...boundary, brokerPolicy })).toEqual({});
  });

  it("gain where the boundary goes", async () => {
    const boundary = {
      brokerBoundary: policyOf(READ),
      brokerBoundaryArn: "arn:aws:iam::111122223333:policy/b",
    };
    const { broker } = await compare(boundary, {});
    expect(broker).toEqual(["+ layer of the broker's boundary"]);
  });

  it("gain what a bucket's policy grants by a tag, once the broker may pass that tag", async () => {
    const { Statement } = JSON.parse(outputs.bucketPolicy);
    const Principal = { AWS: "arn:aws:sts::111122223333:federated-user/NoPolicy" };
    const Condition = { StringEquals: { "aws:PrincipalTag/team": "admin" } };
    const bucketPolicy = policyOf(...Statement, { ...READ, Principal, Condition });
    const { NoPolicy } = await compare({ bucketPolicy }, { bucketPolicy, sessionTags: ["team"] });
    expect(NoPolicy).toEqual([
      "+ allow 2 of the bucket's policy: s3:GetObject on any object of bucket inside by federated user NoPolicy of account 111122223333 when aws:PrincipalTag/team is admin",
    ]);
  });

  it("gain what a bucket's policy grants to a session's name, and only that session does", async () => {
    const name = "arn:aws:sts::111122223333:federated-user/NoPolicy";
    const { Statement } = JSON.parse(outputs.bucketPolicy);
    const bucketPolicy = policyOf(...Statement, { ...READ, Principal: { AWS: name } });
    const grant =
      "allow 2 of the bucket's policy: s3:GetObject on any object of bucket inside by federated user NoPolicy of account 111122223333";
    expect(await compare({}, { bucketPolicy })).toEqual({
      NoPolicy: [`+ ${grant}`],
      "Granted (not before)": [`+ ${grant}`],
    });
    expect(await compare({ bucketPolicy }, {})).toEqual({
      NoPolicy: [`- ${grant}`],
      "Granted (not after)": [`- ${grant}`],
    });
  });

  it("of another account are not compared", async () => {
    await expect(
      compare(
        {},
        {
          accountId: "444455556666",
          brokerUserArn: "arn:aws:iam::444455556666:user/federation/broker",
        },
      ),
    ).rejects.toThrow(
      "The deployments are in two accounts, 111122223333 and 444455556666: their principals cannot be compared. Compare their documents as files.",
    );
  });
});

describe("two places", () => {
  const place = (...statements: object[]) => parsePolicy(policyOf(...statements), "identity");
  const bucket = (name: string) =>
    place({ Effect: "Allow", Action: "s3:*", Resource: `arn:aws:s3:::${name}` });
  const but = (name: string) =>
    place(
      { Effect: "Allow", Action: "*", Resource: "*" },
      { Effect: "Deny", Action: "s3:*", Resource: `arn:aws:s3:::${name}` },
    );
  const said = (one: ReturnType<typeof common>) =>
    one?.statements.map((statement) => `${statement.effect} ${regionInWords(statement)}`);

  it("have in common what lies in both", () => {
    const [inA, notB] = ["Allow every action of s3 on bucket a", "Deny every action of s3 on bucket b"];
    expect(said(common(bucket("a"), bucket("a")))).toEqual([inA]);
    expect(said(common(bucket("a"), bucket("b")))).toBeUndefined();
    expect(said(common(bucket("a"), but("b")))).toEqual([inA, notB]);
    expect(said(common(but("b"), bucket("a")))).toEqual([inA, notB]);
    expect(said(common(but("b"), but("c")))).toEqual([
      "Allow every action on anything",
      notB,
      "Deny every action of s3 on bucket c",
    ]);
  });
});
