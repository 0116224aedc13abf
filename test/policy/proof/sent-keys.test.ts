// A witness has the keys that AWS always sends, and none that contradict one another: by AWS's page on global keys.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
import { describe, expect, it } from "vitest";
import { openCatalogue } from "../../../catalogue/open-catalogue.ts";
import { parsePolicy } from "../../../policy/parse-policy.ts";
import type { Answer, Verdict } from "../../../policy/proof/answer.ts";
import { isDocumentContained } from "../../../policy/proof/documents.ts";
import { readKnownActions } from "../../../policy/proof/known-actions.ts";

const parse = (statement: unknown) =>
  parsePolicy(JSON.stringify({ Version: "2012-10-17", Statement: statement }), "identity");

const NOTHING = { Effect: "Allow", Action: "s3:ListBucket", Resource: "arn:aws:s3:::zz-none" };
const OUT: Verdict = "not contained";
const ODD: Verdict = "contained but for impossible requests";

const TEAM = { StringEquals: { "aws:RequestTag/team": "red" } };
const TAG_USER = ["iam:TagUser", "arn:aws:iam::111122223333:user/u"] as const;
const PUT_TAGS = ["s3:PutObjectTagging", "arn:aws:s3:::b/k"] as const;
const DECRYPT = ["kms:Decrypt", "arn:aws:kms:us-east-1:111122223333:key/k"] as const;
const GET = ["s3:GetObject", "arn:aws:s3:::b/k"] as const;
const DESCRIBE = ["ec2:DescribeInstances", "*"] as const;
const absent = (...keys: readonly string[]) => ({
  Null: Object.fromEntries(keys.map((key) => [key, "true"])),
});
const VIA = { "ForAnyValue:StringEquals": { "aws:CalledVia": "athena.amazonaws.com" } };
const OVER_TLS = { Bool: { "aws:SecureTransport": "true" } };
const ENDPOINTS = ["aws:SourceVpc", "aws:SourceVpcArn", "aws:SourceVpce", "aws:VpcSourceIp"];

type Row = readonly [what: string, request: readonly [action: string, resource: string], Condition: object];

describe("a request that A allows", async () => {
  const catalogue = await openCatalogue();
  const ask = async ([action, resource]: Row[1], Condition: object): Promise<Answer> => {
    const [a, b] = [
      parse({ Effect: "Allow", Action: action, Resource: resource, Condition }),
      parse(NOTHING),
    ];
    return isDocumentContained("identity", a, b, { known: await readKnownActions(catalogue, [a, b]) });
  };

  it.each<Row>([
    ["the time", GET, absent("aws:CurrentTime")],
    ["the time in seconds", GET, absent("aws:EpochTime")],
    ["the region", GET, absent("aws:RequestedRegion")],
    ["whether TLS was used", GET, absent("aws:SecureTransport")],
    ["an address, and any endpoint", GET, absent("aws:SourceIp", ...ENDPOINTS)],
    ["the way of signing", GET, absent("s3:authType")],
    ["the version of the signature", GET, absent("s3:signatureversion")],
    ["the version of TLS, over TLS", GET, { ...absent("s3:TlsVersion"), ...OVER_TLS }],
    ["the version, for an action of versions", ["s3:GetObjectVersion", GET[1]], absent("s3:versionid")],
    ["whether it creates the object", ["s3:PutObject", GET[1]], absent("s3:ObjectCreationOperation")],
    [
      "the session's name",
      ["sts:AssumeRole", "arn:aws:iam::111122223333:role/r"],
      absent("sts:RoleSessionName"),
    ],
    [
      "the policy to attach",
      ["iam:AttachUserPolicy", "arn:aws:iam::111122223333:user/u"],
      absent("iam:PolicyARN"),
    ],
    [
      "the boundary to put",
      ["iam:PutUserPermissionsBoundary", "arn:aws:iam::111122223333:user/u"],
      absent("iam:PermissionsBoundary"),
    ],
  ])("is impossible without %s", async (_, request, Condition) => {
    expect((await ask(request, Condition)).verdict).toBe(ODD);
  });

  it.each<Row>([
    ["whether a service asks, of a service that does not tell", DESCRIBE, absent("aws:ViaAWSService")],
    ["S3's keys, to another service", DESCRIBE, absent("s3:authType", "s3:ResourceAccount", "s3:TlsVersion")],
    ["the version of an object", GET, absent("s3:versionid")],
    ["a client's name", GET, absent("aws:UserAgent")],
    ["a name, which roles have not", GET, absent("aws:username")],
    [
      "a VPC, through an endpoint",
      GET,
      { ...absent("aws:SourceVpc"), StringEquals: { "aws:SourceVpce": "v" } },
    ],
    ["an endpoint, in a VPC", GET, { ...absent("aws:SourceVpce"), StringEquals: { "aws:SourceVpc": "v" } }],
  ])("may be without %s", async (_, request, Condition) => {
    expect((await ask(request, Condition)).verdict).toBe(OUT);
  });

  it("comes through an endpoint where it has no address", async () => {
    const { verdict, witness } = await ask(GET, absent("aws:SourceIp"));
    expect(verdict).toBe(OUT);
    const names = Object.keys(witness?.context ?? {}).map((name) => name.toLowerCase());
    expect(names.some((name) => ENDPOINTS.some((key) => key.toLowerCase() === name))).toBe(true);
  });

  it("comes over plain HTTP where it has no version of TLS", async () => {
    const { verdict, witness } = await ask(GET, absent("s3:TlsVersion"));
    expect(verdict).toBe(OUT);
    expect(witness?.context?.["aws:securetransport"]).not.toBe("true");
    expect(witness?.context).toHaveProperty("aws:securetransport");
  });

  it.each<Row>([
    [
      "the version of TLS and plain HTTP",
      GET,
      {
        NumericEquals: { "s3:TlsVersion": "1.2" },
        Bool: { "aws:SecureTransport": "false" },
      },
    ],
    ["nothing that tells whether a service asks", GET, absent("aws:ViaAWSService")],
    ["no owner, to S3", GET, absent("s3:ResourceAccount")],
    ["no ARN of the caller", GET, absent("aws:PrincipalArn")],
    ["no account of the caller", GET, absent("aws:PrincipalAccount")],
    [
      "two times",
      GET,
      {
        DateLessThan: { "aws:CurrentTime": "2020-01-01T00:00:00Z" },
        NumericGreaterThan: { "aws:EpochTime": "1577836800" },
      },
    ],
    [
      "an instant and the second before it",
      GET,
      {
        DateEquals: { "aws:CurrentTime": "2020-01-01T00:00:00Z" },
        NumericLessThan: { "aws:EpochTime": "1577836800" },
      },
    ],
    [
      "a second that has begun before",
      GET,
      {
        DateLessThan: { "aws:CurrentTime": "2020-01-01T00:00:01Z" },
        NumericGreaterThan: { "aws:EpochTime": "1577836800" },
      },
    ],
  ])("is not made with %s", async (_, request, Condition) => {
    expect((await ask(request, Condition)).verdict).toBe("contained");
  });

  it.each<readonly [what: string, Condition: object, why: string]>([
    [
      "a date and a text",
      { StringLike: { "aws:CurrentTime": "2020-*" }, NumericLessThan: { "aws:EpochTime": "1577836800" } },
      "conditions of different types on the key aws:currenttime",
    ],
    [
      "texts",
      { StringLike: { "aws:CurrentTime": "a*" }, StringEquals: { "aws:EpochTime": "b" } },
      "conditions on both aws:CurrentTime and aws:EpochTime",
    ],
  ])("is not told where both times are compared as %s", async (_, Condition, why) => {
    const answer = await ask(GET, Condition);
    expect(answer.verdict).toBe("unknown");
    expect(answer.why).toContain(why);
  });

  it.each<Row>([
    [
      "an address and an endpoint",
      GET,
      {
        IpAddress: { "aws:SourceIp": "192.0.2.1" },
        StringEquals: { "aws:SourceVpce": "v" },
      },
    ],
    [
      "an address and a VPC",
      GET,
      {
        IpAddress: { "aws:SourceIp": "192.0.2.1" },
        StringEquals: { "aws:SourceVpc": "v" },
      },
    ],
    [
      "an address and one in a VPC",
      GET,
      { IpAddress: { "aws:SourceIp": "192.0.2.1", "aws:VpcSourceIp": "10.0.0.1" } },
    ],
    ["services between and a direct call", GET, { ...VIA, Bool: { "aws:ViaAWSService": "false" } }],
    [
      "a first service and none between",
      GET,
      {
        StringEquals: { "aws:CalledViaFirst": "athena.amazonaws.com" },
        ...absent("aws:CalledVia"),
      },
    ],
    [
      "paths of an organization and none",
      GET,
      {
        "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": "o-a/*" },
        ...absent("aws:PrincipalOrgID"),
      },
    ],
    [
      "paths of the owner's organization and none",
      GET,
      {
        "ForAnyValue:StringLike": { "aws:ResourceOrgPaths": "o-a/*" },
        ...absent("aws:ResourceOrgID"),
      },
    ],
    [
      "a tag that is not listed",
      TAG_USER,
      { ...TEAM, "ForAllValues:StringEquals": { "aws:TagKeys": "other" } },
    ],
    ["a tag and no list", TAG_USER, { ...TEAM, ...absent("aws:TagKeys") }],
    [
      "a listed tag without its value",
      TAG_USER,
      {
        "ForAnyValue:StringEquals": { "aws:TagKeys": "team" },
        ...absent("aws:RequestTag/team"),
      },
    ],
    [
      "a listed tag of an object without its value",
      PUT_TAGS,
      {
        "ForAnyValue:StringEquals": { "s3:RequestObjectTagKeys": "team" },
        ...absent("s3:RequestObjectTag/team"),
      },
    ],
    [
      "a tag of an object that is not listed",
      PUT_TAGS,
      {
        StringEquals: { "s3:RequestObjectTag/team": "red" },
        ...absent("s3:RequestObjectTagKeys"),
      },
    ],
    [
      "a name of an encryption context that is not listed",
      DECRYPT,
      {
        StringEquals: { "kms:EncryptionContext:team": "red" },
        "ForAllValues:StringEquals": { "kms:EncryptionContextKeys": "other" },
      },
    ],
  ])("is impossible with %s", async (_, request, Condition) => {
    expect((await ask(request, Condition)).verdict).toBe(ODD);
  });

  it.each<Row>([
    ["an endpoint in its VPC", GET, { StringEquals: { "aws:SourceVpce": "v", "aws:SourceVpc": "w" } }],
    ["services between and no direct call", GET, { ...VIA, Bool: { "aws:ViaAWSService": "true" } }],
    ["a call for a service of which the list is not told", GET, { Bool: { "aws:ViaAWSService": "true" } }],
    ["a version of TLS and TLS", GET, { ...OVER_TLS, NumericEquals: { "s3:TlsVersion": "1.2" } }],
    [
      "an organization and its paths",
      GET,
      {
        "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": "o-a/*" },
        StringEquals: { "aws:PrincipalOrgID": "o-a" },
      },
    ],
    [
      "the owner by both names",
      GET,
      {
        StringEquals: { "s3:ResourceAccount": "111122223333", "aws:ResourceAccount": "111122223333" },
      },
    ],
    [
      "a time before another",
      GET,
      {
        DateGreaterThan: { "aws:CurrentTime": "2020-01-01T00:00:00Z" },
        NumericLessThan: { "aws:EpochTime": "1609459200" },
      },
    ],
    [
      "a time before another, both as dates",
      GET,
      {
        DateGreaterThan: { "aws:CurrentTime": "2020-01-01T00:00:00Z" },
        DateLessThan: { "aws:EpochTime": "1609459200" },
      },
    ],
    [
      "a time behind a second, within it",
      GET,
      {
        DateGreaterThan: { "aws:CurrentTime": "2020-01-01T00:00:00Z" },
        NumericEquals: { "aws:EpochTime": "1577836800" },
      },
    ],
    [
      "a fraction of a second",
      GET,
      {
        DateEquals: { "aws:CurrentTime": "2020-01-01T00:00:00.500Z", "aws:EpochTime": "1577836800" },
      },
    ],
    [
      "both times at an instant",
      GET,
      {
        DateEquals: { "aws:CurrentTime": "2020-01-01T00:00:00Z", "aws:EpochTime": "1577836800" },
      },
    ],
    ["a tag alone", TAG_USER, { ...TEAM, "ForAllValues:StringEquals": { "aws:TagKeys": "team" } }],
    [
      "a tag, listed in another case",
      TAG_USER,
      { ...TEAM, "ForAllValues:StringEquals": { "aws:TagKeys": "Team" } },
    ],
    ["a tag among others", TAG_USER, { ...TEAM, "ForAnyValue:StringEquals": { "aws:TagKeys": "other" } }],
    [
      "no tag, and none of a list",
      TAG_USER,
      {
        "ForAllValues:StringEquals": { "aws:TagKeys": "team" },
        ...absent("aws:RequestTag/team"),
      },
    ],
    ...[
      "iam:UntagUser",
      "ec2:DeleteTags",
      "sqs:UntagQueue",
      "cassandra:UnTagResource",
      "elasticloadbalancing:RemoveTags",
    ].map(
      (action): Row => [
        `a tag taken away by ${action}`,
        [action, "*"],
        {
          "ForAnyValue:StringEquals": { "aws:TagKeys": "team" },
          ...absent("aws:RequestTag/team"),
        },
      ],
    ),
    [
      "a list of tags that is one text",
      TAG_USER,
      { StringEquals: { "aws:TagKeys": "team", "aws:RequestTag/team": "red" } },
    ],
    [
      "a name of an encryption context",
      DECRYPT,
      {
        StringEquals: { "kms:EncryptionContext:team": "red" },
        "ForAllValues:StringEquals": { "kms:EncryptionContextKeys": "team" },
      },
    ],
  ])("is possible with %s", async (_, request, Condition) => {
    expect((await ask(request, Condition)).verdict).toBe(OUT);
  });
});
