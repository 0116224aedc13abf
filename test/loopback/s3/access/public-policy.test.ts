// What makes a bucket policy public, by AWS's definition and examples.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
import { describe, expect, it } from "vitest";
import { isPublicPolicy } from "../../../../loopback/s3/access/public-policy.ts";
import { parsePolicy } from "../../../../policy/parse-policy.ts";
import { document } from "../../seed.ts";

const isPublic = (statement: object) =>
  isPublicPolicy(
    parsePolicy(
      document({ Action: "s3:PutObject", Resource: "arn:aws:s3:::bucket/*", ...statement }),
      "resource",
    ),
  );
const under = (operator: string, key: string, value: string | readonly string[]) => ({
  ...{ Principal: "*", Condition: { [operator]: { [key]: value } } },
});
const user = "arn:aws:iam::111122223333:user/ann";

describe("a policy is public that allows", () => {
  it.each<[string, object]>([
    ["everyone", { Principal: "*" }],
    ["everyone with an account", { Principal: { AWS: "*" } }],
    ["everyone among others", { Principal: { AWS: [user, "*"] } }],
    ["everyone with an account elsewhere", { Principal: { Federated: "graph.facebook.com" } }],
    ["any VPC", under("StringLike", "aws:SourceVpc", "vpc-*")],
    ["half of the internet", under("IpAddress", "aws:SourceIp", "0.0.0.0/1")],
    ["a /7", under("IpAddress", "aws:SourceIp", ["203.0.113.0/24", "2.0.0.0/7"])],
    ["everyone, from the address of a private range", under("IpAddress", "aws:SourceIp", "10.0.0.0/0")],
    ["more than a private range", under("IpAddress", "aws:SourceIp", "172.16.0.0/4")],
    ["a little more than a private range", under("IpAddress", "aws:SourceIp", "10.0.0.0/7")],
    ["callers without an account", under("StringEquals", "aws:PrincipalAccount", "anonymous")],
    [
      "callers without an account among others",
      under("StringLike", "aws:PrincipalAccount", ["1", "anonymous"]),
    ],
    ["callers without an id", under("StringEquals", "aws:userid", "anonymous")],
    ["callers without an id, in capital letters", under("StringEqualsIgnoreCase", "aws:userid", "Anonymous")],
    ["a wide range of IPv6", under("IpAddress", "aws:SourceIp", "2001::/31")],
    ["all addresses but some", under("NotIpAddress", "aws:SourceIp", "203.0.113.0/24")],
    ["who calls over TLS", under("Bool", "aws:SecureTransport", "true")],
    ["who names a referer", under("StringEquals", "aws:Referer", "https://example.com/")],
    ["all sessions of a role", under("StringLike", "aws:userid", "AROAEXAMPLEID:*")],
    ["all but one account", under("StringNotEquals", "aws:PrincipalAccount", "111122223333")],
    ["who has no VPC at all", under("StringEqualsIfExists", "aws:SourceVpc", "vpc-1")],
    ["who has no tag at all", under("ForAllValues:StringEquals", "aws:PrincipalOrgPaths", "o-1/r-1/")],
    [
      "an account that a variable names",
      under("StringEquals", "aws:PrincipalAccount", "${aws:PrincipalTag/a}"),
    ],
  ])("%s", (_, statement) => {
    expect(isPublic(statement)).toBe(true);
  });
});

describe("a policy is not public that allows only", () => {
  it.each<[string, object]>([
    ["a user", { Principal: { AWS: user } }],
    ["an account", { Principal: { AWS: "111122223333" } }],
    ["a service", { Principal: { Service: "cloudtrail.amazonaws.com" } }],
    ["a VPC", under("StringEquals", "aws:SourceVpc", "vpc-91237329")],
    ["an organization", under("StringEquals", "aws:PrincipalOrgID", "o-a1b2c3d4e5")],
    ["a /8", under("IpAddress", "aws:SourceIp", "9.0.0.0/8")],
    ["one address", under("IpAddress", "aws:SourceIp", "203.0.113.7")],
    ["a private range", under("IpAddress", "aws:SourceIp", "172.16.0.0/12")],
    ["the largest private range", under("IpAddress", "aws:SourceIp", "10.0.0.0/8")],
    ["a /32 of IPv6", under("IpAddress", "aws:SourceIp", "2001:db8::/32")],
    ["one user id", under("StringEquals", "aws:userid", "AIDAEXAMPLEID")],
    [
      "one account's access points",
      under("ArnLike", "s3:DataAccessPointArn", "arn:aws:s3:us-west-2:111122223333:accesspoint/*"),
    ],
    ["nobody, for it denies", { ...under("Bool", "aws:SecureTransport", "false"), Effect: "Deny" }],
  ])("%s", (_, statement) => {
    expect(isPublic(statement)).toBe(false);
  });
});
