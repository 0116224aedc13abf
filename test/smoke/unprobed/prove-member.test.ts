// That a user or role of the account may do nothing of a region, whatever its requests bring.
import { expect, it } from "vitest";
import type { Member } from "../../../account/read-account.ts";
import type { Principal } from "../../../policy/authorization-request.ts";
import { parsePolicy } from "../../../policy/parse-policy.ts";
import { regionOf } from "../../../smoke/prediction/region.ts";
import { proveMember } from "../../../smoke/unprobed/prove-member.ts";

const HOME = "111122223333";
const USER: Principal = { type: "User", arn: `arn:aws:iam::${HOME}:user/reader` };
const ROLE: Principal = {
  type: "AssumedRole",
  arn: `arn:aws:sts::${HOME}:assumed-role/reader/session`,
  role: `arn:aws:iam::${HOME}:role/reader`,
};
const READING = { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::inside/*" };
const policyOf = (Statement: unknown, kind: "identity" | "resource" = "identity") =>
  parsePolicy(JSON.stringify({ Version: "2012-10-17", Statement }), kind);

const proved = (principal: Principal, statement: object, bucketPolicy?: object) => {
  const member: Member = {
    arn: `arn:aws:iam::${HOME}:${principal === USER ? "user" : "role"}/reader`,
    principal,
    names: ["reading"],
    policies: () => ({ identity: [policyOf([statement])] }),
  };
  const more = bucketPolicy === undefined ? {} : { resource: policyOf([bucketPolicy], "resource") };
  return proveMember(member, regionOf([READING]), more, HOME);
};
const when = (Condition: object) => ({ ...READING, Condition });

it.each<[string, Principal, object, string]>([
  ["a plain right", USER, READING, "fail: allowed to others"],
  ["a right of a role", ROLE, READING, "fail: allowed to others"],
  [
    "a right on one object",
    USER,
    { ...READING, Resource: "arn:aws:s3:::inside/one" },
    "fail: allowed to others",
  ],
  ["a right with a Referer", USER, when({ Null: { "aws:Referer": "false" } }), "fail: allowed to others"],
  [
    "a right with MFA, by its own session",
    USER,
    when({ Bool: { "aws:MultiFactorAuthPresent": "true" } }),
    "fail: allowed to others",
  ],
  ["a right on other objects", USER, { ...READING, Resource: "arn:aws:s3:::outside/*" }, "pass: holds"],
  ["another right", USER, { ...READING, Action: "s3:PutObject" }, "pass: holds"],
  [
    "a right for users of another name",
    USER,
    when({ StringEquals: { "aws:username": "else" } }),
    "pass: holds",
  ],
])("%s", (_, principal, statement, expected) => {
  const { verdict, finding } = proved(principal, statement);
  expect(`${verdict}: ${finding}`).toBe(expected);
});

it("the bucket's policy takes part", () => {
  const other = { ...READING, Action: "s3:PutObject" };
  const grant = {
    ...when({ Null: { "aws:Referer": "false" } }),
    Principal: { AWS: `arn:aws:iam::${HOME}:user/reader` },
  };
  expect(proved(USER, other, grant).verdict).toBe("fail");
  expect(proved(USER, READING, { ...READING, Effect: "Deny", Principal: "*" }).verdict).toBe("pass");
});

it("a policy that cannot be read is inconclusive, by the user's name", () => {
  const member: Member = {
    arn: "arn:aws:iam::111122223333:user/odd",
    principal: USER,
    names: ["odd"],
    policies: () => ({ identity: [policyOf("?")] }),
  };
  expect(proveMember(member, regionOf([READING]), {}, HOME)).toMatchObject({
    verdict: "inconclusive",
    explanation: expect.stringContaining(
      "It could not be predicted for arn:aws:iam::111122223333:user/odd: ",
    ),
  });
});
