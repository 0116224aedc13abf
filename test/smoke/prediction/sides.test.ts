// Everyone that a principal of a deployment is, and which policies decide its requests where.
import { describe, expect, it } from "vitest";
import { covers } from "../../../policy/covers.ts";
import { parsePolicy } from "../../../policy/parse-policy.ts";
import { isContained } from "../../../policy/proof/is-contained.ts";
import { readTarget } from "../../../smoke/deployment/target.ts";
import { sidesOfStranger } from "../../../smoke/prediction/any-session.ts";
import { callersFor } from "../../../smoke/prediction/concrete-callers.ts";
import { compileDocuments } from "../../../smoke/prediction/documents.ts";
import { type Side, sidesOf } from "../../../smoke/prediction/sides.ts";
import { brokerStatements, outputs, policyOf } from "../outputs.ts";

const HOME = "111122223333";
const open = (changed: object = {}) => {
  const target = readTarget({ ...outputs, ...changed });
  return [target, compileDocuments(target, undefined)] as const;
};
const titles = (sides: readonly Side[]): readonly string[] =>
  sides.map(({ caller, place }) => `${caller} ${place}`);

const IN = ["in the bucket", "in the outside bucket", "elsewhere in the account", "in another account"];

describe("the sides of a principal", () => {
  it.each([
    [
      "broker",
      ["the broker's long-term key", "the broker's session without MFA", "the broker's session with MFA"],
    ],
    ["User1", ["User1"]],
    ["SessionToken", ["SessionToken"]],
  ])("%s is each of its callers, in each place", (principal, callers) => {
    expect(titles(sidesOf(principal, ...open()))).toEqual(
      callers.flatMap((one) => IN.map((place) => `${one} ${place}`)),
    );
  });

  it("is what buckets grant to a federated session with other tags, too, where the broker passes session tags", () => {
    expect(titles(sidesOf("User1", ...open({ sessionTags: ["team"] })))).toEqual([
      ...IN.map((place) => `User1 ${place}`),
      ...[
        "User1 with other session tags in the bucket",
        "User1 with other session tags in the outside bucket",
      ],
    ]);
  });

  it("has no policies of its own in another account if nobody signed", () => {
    expect(titles(sidesOf("nobody", ...open()))).toEqual(
      IN.slice(0, 3).map((place) => `a call that is not signed ${place}`),
    );
  });

  it("is empty where authentication refuses every call", () => {
    expect(sidesOf("Expired", ...open())).toEqual([]);
  });

  it.each([
    ["s3:GetObject", "arn:aws:s3:::inside/k", ["in the bucket"]],
    ["s3:ListBucket", "arn:aws:s3:::inside", ["in the bucket"]],
    ["s3:ListBucket", "arn:aws:s3:::outside", ["in the outside bucket"]],
    // A bucket's policy decides about S3 alone.
    ["ssm:SendCommand", "arn:aws:s3:::inside/k", ["elsewhere in the account", "in another account"]],
    ["s3:GetObject", "arn:aws:s3:::other/k", ["elsewhere in the account", "in another account"]],
    [
      "sqs:SendMessage",
      `arn:aws:sqs:eu-west-1:${HOME}:queue`,
      ["elsewhere in the account", "in another account"],
    ],
    ["ec2:DescribeRegions", "*", ["elsewhere in the account", "in another account"]],
  ])("%s on %s is decided where it lies", (action, resource, places) => {
    const sides = sidesOf("User1", ...open());
    const decided = sides.filter(({ within, judged }) => {
      const { principal, resourceAccount } = judged.caller;
      return covers(within, { principal, action, resource, resourceAccount }).covered;
    });
    expect(decided.map(({ place }) => place)).toEqual(places);
  });
});

/** Where a side allows more than listing the bucket and federating, and what. */
function excess(sides: readonly Side[]): readonly string[] {
  const region = parsePolicy(policyOf(...brokerStatements), "identity");
  return sides.flatMap(({ caller, place, judged, within }) => {
    const { verdict, witness } = isContained({ a: judged, b: { region }, within }, { callersFor });
    if (verdict === "contained") return [];
    const account = place === "in another account" ? ` of ${witness?.resourceAccount}` : "";
    return [`${verdict}: ${caller} ${place}${account}: ${witness?.action}`];
  });
}

const get = { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::*/*" };
const widened = (more: object) => ({ brokerPolicy: policyOf(...brokerStatements, more) });
const widenedBucket = (more: object) => ({
  bucketPolicy: policyOf({ ...get, Resource: "arn:aws:s3:::inside/*", ...more }),
});

describe("what the sides show", () => {
  it("nothing beyond the broker's own policy", () => {
    expect(excess([...sidesOf("broker", ...open()), ...sidesOfStranger(...open())])).toEqual([]);
  });

  it("a right that hangs on MFA, by the session that has it", () => {
    const changed = widened({ ...get, Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } } });
    expect(excess(sidesOf("broker", ...open(changed)))).toEqual(
      IN.map(
        (place) =>
          `not contained: the broker's session with MFA ${place}${place === IN[3] ? " of 000000000000" : ""}: s3:getobject`,
      ),
    );
  });

  it("a right in one other account alone, in that account", () => {
    const changed = widened({
      ...get,
      Condition: { StringEquals: { "aws:ResourceAccount": "999988887777" } },
    });
    expect(excess(sidesOf("User1", ...open(changed)))).toEqual([]);
    const found = excess(sidesOf("broker", ...open(changed)));
    expect(found[0]).toBe(
      "not contained: the broker's long-term key in another account of 999988887777: s3:getobject",
    );
    expect(found).toHaveLength(3);
  });

  it("a right of sessions with another name, which the broker could make", () => {
    const changed = widened({ ...get, Condition: { StringLike: { "aws:userid": "*:admin-*" } } });
    expect(
      excess(sidesOf("broker", ...open(changed))).filter((one) => one.startsWith("contained")).length,
    ).toBe(0);
    expect(excess(sidesOfStranger(...open(changed)))[0]).toBe(
      "not contained: a session of any other name in the bucket: s3:getobject",
    );
  });

  it("a grant by a bucket's policy, there alone", () => {
    const changed = widenedBucket({ Principal: { AWS: `arn:aws:sts::${HOME}:federated-user/User1` } });
    expect(excess(sidesOf("User1", ...open(changed)))).toEqual([
      "not contained: User1 in the bucket: s3:getobject",
    ]);
    expect(excess(sidesOf("nobody", ...open(changed)))).toEqual([]);
    expect(excess(sidesOf("nobody", ...open(widenedBucket({ Principal: "*" }))))).toEqual([
      "not contained: a call that is not signed in the bucket: s3:getobject",
    ]);
  });
});
