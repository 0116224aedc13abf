// Requests that A allows and B does not, each decided by evaluate: no proof may say that A lies within B.
import { describe, expect, it } from "vitest";
import { openCatalogue } from "../../../catalogue/open-catalogue.ts";
import type { AuthorizationRequest, Principal } from "../../../policy/authorization-request.ts";
import type { PolicySet } from "../../../policy/compiled/policy.ts";
import { evaluate } from "../../../policy/evaluate.ts";
import { parsePolicy } from "../../../policy/parse-policy.ts";
import type { PolicyKind } from "../../../policy/policy-document.ts";
import type { Verdict } from "../../../policy/proof/answer.ts";
import { type DocumentKind, isDocumentContained } from "../../../policy/proof/documents.ts";
import { isContained } from "../../../policy/proof/is-contained.ts";
import { readKnownActions } from "../../../policy/proof/known-actions.ts";

const parse = (statement: unknown, kind: PolicyKind = "identity") =>
  parsePolicy(JSON.stringify({ Version: "2012-10-17", Statement: statement }), kind);

const allow = (Action: unknown, Resource: unknown, Condition?: unknown) => ({
  ...{ Effect: "Allow", Action, Resource },
  ...(Condition !== undefined && { Condition }),
});
const get = (Condition?: unknown) => allow("s3:GetObject", "*", Condition);
const bucketGet = (Principal: unknown, Condition?: unknown) => ({
  ...allow("s3:GetObject", "arn:aws:s3:::b/*", Condition),
  Principal,
});

const getOn = (Resource: string) => allow("s3:GetObject", Resource);
const IAM = (path: string): string => `arn:aws:iam::111122223333:${path}`;
const NOTHING = allow("s3:ListBucket", "arn:aws:s3:::zz-none");
const OUT: Verdict = "not contained";
const ODD: Verdict = "contained but for impossible requests";
const UNKNOWN: Verdict = "contained but for unknown names";
const ALICE: Principal = { type: "User", arn: "arn:aws:iam::111122223333:user/alice" };
const BOB: Principal = { type: "User", arn: "arn:aws:iam::111122223333:user/bob" };
const KEY = { principal: ALICE, action: "s3:GetObject", resource: "arn:aws:s3:::b/k" };
const ELSEWHERE = { ...KEY, resourceAccount: "999999999999" };
const TAG = "aws:RequestTag/x";
const NAMED_ALONE = { "ForAnyValue:StringEquals": { "aws:TagKeys": "x" }, Null: { [TAG]: "true" } };
const API = "arn:aws:apigateway:us-east-1::";
const QUEUE = "arn:aws:sqs:us-1:111122223333:x";

interface Case {
  readonly name: string;
  readonly kind: DocumentKind & PolicyKind;
  readonly a: unknown;
  readonly b: unknown;
  readonly request: AuthorizationRequest;
  readonly verdict: Verdict;
}

type Row = readonly [name: string, a: unknown, b: unknown, request: AuthorizationRequest, verdict: Verdict];
const rows = (kind: Case["kind"], table: readonly Row[]): readonly Case[] =>
  table.map(([name, a, b, request, verdict]) => ({ name, kind, a, b, request, verdict }));

const CASES = [
  ...rows("identity", [
    ["a condition key may be called action", get(), get({ StringLike: { action: "s3:*" } }), KEY, OUT],
    [
      "a condition key may be called resource",
      get(),
      get({ StringLike: { Resource: "arn:aws:s3:::b/*" } }),
      KEY,
      OUT,
    ],
    ["a condition key may end in of b", get(), get({ StringLike: { "aws:referer of b": "x" } }), KEY, OUT],
    ["a line feed in an action parts nothing", allow("*", "*"), allow("s3:x\n*", "*"), KEY, OUT],
    [
      "a line feed in an action of a Deny parts nothing",
      [allow("*", "*"), { ...allow("s3:x\n*", "*"), Effect: "Deny" }],
      NOTHING,
      KEY,
      OUT,
    ],
    [
      "a context may bring several values of a key that has one",
      allow("s3:ListBucket", "arn:aws:s3:::b", {
        "ForAnyValue:StringEquals": { [TAG]: "a" },
        "ForAnyValue:StringLike": { [TAG]: "b" },
      }),
      NOTHING,
      {
        principal: ALICE,
        action: "s3:ListBucket",
        resource: "arn:aws:s3:::b",
        context: { [TAG]: ["a", "b"] },
      },
      ODD,
    ],
    [
      "an action may have a dot",
      allow("s3:Get.Object", "*"),
      NOTHING,
      { ...KEY, action: "s3:Get.Object" },
      OUT,
    ],
    [
      "an action may have a plus",
      allow("s3:Get+Object", "*"),
      NOTHING,
      { ...KEY, action: "s3:Get+Object" },
      OUT,
    ],
    [
      "another action with a dot than the one that is denied",
      [allow("s3:*.*", "*"), { ...allow("s3:a.a", "*"), Effect: "Deny" }],
      NOTHING,
      { ...KEY, action: "s3:b.c" },
      OUT,
    ],
    // Where it is unclear whether a `*` of a region goes beyond it, an Allow grants less and a Deny denies more.
    [
      "what a NotResource of an Allow may name is not granted",
      allow("sqs:SendMessage", QUEUE),
      { Effect: "Allow", Action: "sqs:SendMessage", NotResource: "arn:aws:sqs:u*1*:x" },
      { principal: ALICE, action: "sqs:SendMessage", resource: QUEUE },
      OUT,
    ],
    [
      "what a NotResource of a Deny may not name is denied",
      allow("sqs:SendMessage", QUEUE),
      [
        allow("sqs:SendMessage", "*"),
        { Effect: "Deny", Action: "sqs:SendMessage", NotResource: "arn:aws:sqs:u*1*:x" },
      ],
      { principal: ALICE, action: "sqs:SendMessage", resource: QUEUE },
      OUT,
    ],
  ]),
  ...rows("resource", [
    [
      "a user whom B names is not every user",
      bucketGet({ AWS: "111122223333" }, { StringEquals: { "aws:PrincipalType": "User" } }),
      bucketGet({ AWS: "arn:aws:iam::111122223333:user/someone-else" }),
      { ...ELSEWHERE, principal: BOB },
      OUT,
    ],
    [
      "a service that B names is not every service",
      bucketGet("*"),
      [
        bucketGet("*"),
        {
          ...allow("s3:GetObject", "arn:aws:s3:::b/*", { Bool: { "aws:PrincipalIsAWSService": "true" } }),
          ...{ Effect: "Deny", NotPrincipal: { Service: ["someone-else.amazonaws.com"] } },
        },
      ],
      { ...ELSEWHERE, principal: { type: "Service", service: "u.amazonaws.com" } },
      OUT,
    ],
    [
      "a role that B names is not every role of its name: the session's ARN has no path",
      bucketGet({ AWS: "arn:aws:sts::111122223333:assumed-role/r/s" }),
      bucketGet({ AWS: "arn:aws:iam::111122223333:role/r" }),
      {
        ...ELSEWHERE,
        principal: {
          type: "AssumedRole",
          arn: "arn:aws:sts::111122223333:assumed-role/r/s",
          role: "arn:aws:iam::111122223333:role/p/r",
        },
      },
      OUT,
    ],
  ]),
];

describe("a request that separates two documents", () => {
  it.each(CASES)("$kind: $name", ({ kind, a, b, request, verdict }) => {
    const [one, other] = [parse(a, kind), parse(b, kind)];
    const { principal } = request;
    const all = [parse(allow("*", "*"))];
    const set = (document: typeof one): PolicySet => {
      if (kind === "identity") return { identity: [document] };
      return { resource: document, ...("arn" in principal && { identity: all }) };
    };
    expect(evaluate(request, set(one)).decision).toBe("allowed");
    expect(evaluate(request, set(other)).decision).not.toBe("allowed");
    expect(isDocumentContained(kind, one, other).verdict).toBe(verdict);
  });

  it.each([
    [
      "that is compared if it exists",
      allow("s3:GetObject", "*", { StringLikeIfExists: { "aws:userid": "a" } }),
    ],
    ["that a request never lacks", allow("s3:GetObject", "*", { Null: { "aws:userid": "true" } })],
  ])("a variable of a key %s is no contradiction", (_, a) => {
    const b = allow("s3:GetObject", "arn:aws:s3:::b/${aws:userid}");
    expect(() => isDocumentContained("identity", parse(a), parse(b))).not.toThrow();
  });
});

it("many variables are tried a few at a time", () => {
  const tags = Array.from({ length: 26 }, (_, index) => `arn:aws:s3:::b/\${aws:PrincipalTag/t${index}}/*`);
  const [a, b] = [tags.slice(0, -1), tags.slice(1)].map((some) => parse(allow("s3:GetObject", some)));
  if (a !== undefined && b !== undefined)
    expect(isDocumentContained("identity", a, b).verdict).not.toBe("contained");
});

describe("a request that separates two sets of policies", async () => {
  const catalogue = await openCatalogue();
  const verdictOf = async (
    a: PolicySet,
    b: PolicySet,
    one: Principal,
    other: Principal = one,
  ): Promise<Verdict> => {
    const policies = [a, b].flatMap(({ identity = [], serviceControl = [] }) => [
      ...identity,
      ...serviceControl.flat(),
    ]);
    const known = await readKnownActions(catalogue, policies);
    const judge = (principal: Principal) =>
      ({ principal, resourceAccount: "111122223333", free: new Set<string>() }) as const;
    const caller = judge(one);
    const question = {
      a: { caller, policies: a },
      b: { caller: one === other ? caller : judge(other), policies: b },
    };
    return isContained(question, { known }).verdict;
  };
  const ROOT: Principal = { type: "Root", arn: "arn:aws:iam::111122223333:root" };
  const control = (...statements: unknown[]): Required<PolicySet>["serviceControl"] => [
    [parse(statements, "scp")],
  ];

  it.each(["permissionsBoundary", "session"] as const)("root has no %s", async (layer) => {
    const narrow = parse(NOTHING, layer === "session" ? "session" : "boundary");
    const own: PolicySet = layer === "session" ? { session: [narrow] } : { permissionsBoundary: narrow };
    const denied = control(allow("*", "*"), { ...get(), Effect: "Deny" });
    expect(await verdictOf(own, { ...own, serviceControl: denied }, ROOT)).toBe(OUT);
  });

  it("what AWS rules for one caller alone separates two callers", async () => {
    const session: Principal = {
      type: "SessionToken",
      arn: ALICE.type === "User" ? ALICE.arn : "",
      mfa: false,
    };
    expect(await verdictOf({ identity: [] }, { identity: [] }, ALICE, session)).toBe(OUT);
  });

  it("a condition key of two callers may end in of b", async () => {
    const limited = { identity: [parse(get({ StringLike: { "aws:referer of b": "x" } }))] };
    expect(await verdictOf({ identity: [parse(get())] }, limited, ALICE, BOB)).toBe(OUT);
    expect(await verdictOf(limited, { identity: [parse(get())] }, ALICE, BOB)).toBe("contained");
  });

  it("no control policy limits a service-linked role", async () => {
    const linked: Principal = {
      type: "AssumedRole",
      arn: "arn:aws:sts::111122223333:assumed-role/AWSServiceRoleForX/s",
      role: "arn:aws:iam::111122223333:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX",
    };
    const a = { identity: [parse(allow("*", "*"))], serviceControl: [[]] };
    expect(await verdictOf(a, { identity: [parse(NOTHING)], serviceControl: [[]] }, linked)).toBe(OUT);
  });

  it.each<readonly [string, unknown, Verdict, unknown?]>([
    [
      "an unknown action beside an impossible known one",
      allow(["s3:GetObject", "s3:FutureAct"], "arn:aws:s3:::b"),
      "contained but for unknown names",
    ],
    ...["iam:UntagUser", "elasticbeanstalk:UpdateTagsForResource", "apigateway:DELETE"].map(
      (action) =>
        [
          `a tag that ${action} takes away`,
          allow(action, "*"),
          OUT,
          [allow(action, "*"), { ...allow(action, "*", NAMED_ALONE), Effect: "Deny" }],
        ] as const,
    ),
    [
      "no tag of a created user that is named without a value",
      allow("iam:CreateUser", "*"),
      ODD,
      [allow("iam:CreateUser", "*"), { ...allow("iam:CreateUser", "*", NAMED_ALONE), Effect: "Deny" }],
    ],
    [
      "a service without S3's keys",
      allow("ec2:*", "*"),
      OUT,
      [
        allow("ec2:*", "*"),
        {
          ...allow("ec2:*", "*", {
            StringEquals: { "aws:ResourceAccount": "111122223333" },
            Null: { "s3:ResourceAccount": "true" },
          }),
          Effect: "Deny",
        },
      ],
    ],
    [
      "the tags of a federated session",
      allow("sts:TagSession", "arn:aws:sts::111122223333:federated-user/*"),
      OUT,
    ],
    ["the list of users", allow("iam:ListUsers", "arn:aws:iam::111122223333:user/*"), OUT],
    ["the list of roles", allow("iam:ListRoles", "arn:aws:iam::111122223333:role/"), OUT],
    ["a user that a provider named", get({ StringEquals: { "saml:sub": "x" } }), OUT],
    [
      "an access point of many regions",
      allow("s3:GetObject", "arn:aws:s3::111122223333:accesspoint/m.mrap/object/k"),
      OUT,
    ],
    ["the list of groups", allow("iam:ListGroups", "arn:aws:iam::111122223333:group/"), OUT],
    ["the list of policies", allow("iam:ListPolicies", "arn:aws:iam::111122223333:policy/*"), OUT],
    ["the list of instance profiles", allow("iam:ListInstanceProfiles", IAM("instance-profile/")), OUT],
    ["the list of MFA devices", allow("iam:ListMFADevices", IAM("mfa/*")), OUT],
    ["the list of virtual MFA devices", allow("iam:ListVirtualMFADevices", IAM("mfa/*")), OUT],
    ["the list of providers", allow("iam:ListSAMLProviders", IAM("saml-provider/*")), OUT],
    [
      "the list of OpenID Connect providers",
      allow("iam:ListOpenIDConnectProviders", IAM("oidc-provider/*")),
      OUT,
    ],
    ["root's own entity", allow("iam:GetUser", "arn:aws:iam::111122223333:root"), OUT],
    ["a login profile", allow("iam:GetLoginProfile", IAM("user/alice")), OUT],
    ["the policies of a group", allow("iam:ListGroupPolicies", IAM("group/g")), OUT],
    [
      "a federated session's name",
      allow("sts:GetFederationToken", "arn:aws:sts::111122223333:federated-user/x"),
      OUT,
    ],
    ["a stage of an HTTP API", allow("apigateway:DELETE", `${API}/apis/abc/stages/prod`), OUT],
    ["the stages of a REST API", allow("apigateway:POST", `${API}/restapis/abc/stages`), OUT],
    ["a model of an HTTP API", allow("apigateway:GET", `${API}/apis/abc/models/m`), OUT],
    ["a bot by its id", allow("lex:DeleteBot", "arn:aws:lex:us-east-1:111122223333:bot/ABC"), OUT],
    ["a bot by its name", allow("lex:DeleteBot", "arn:aws:lex:us-east-1:111122223333:bot:abc"), OUT],
    [
      "the uploads to an access point",
      allow("s3:ListBucketMultipartUploads", "arn:aws:s3:us-east-1:111122223333:accesspoint/ap"),
      OUT,
    ],
    [
      "an object of an access point for any action on objects",
      allow("s3:ReplicateObject", "arn:aws:s3:us-east-1:111122223333:accesspoint/ap/object/k"),
      OUT,
    ],
    [
      "the root path of an API",
      allow("execute-api:Invoke", "arn:aws:execute-api:us-east-1:111122223333:abc/prod/GET/"),
      OUT,
    ],
    [
      "a transform that AWS owns",
      allow(
        "cloudformation:CreateChangeSet",
        "arn:aws:cloudformation:us-east-1:aws:transform/Serverless-2016-10-31",
      ),
      OUT,
    ],
    [
      "a resource of its own service that the catalogue does not give to an action, where the statement has another effect",
      allow(
        ["lambda:InvokeFunction", "lambda:GetLayerVersion"],
        "arn:aws:lambda:us-east-1:111122223333:function:f",
      ),
      UNKNOWN,
      allow("lambda:InvokeFunction", "arn:aws:lambda:us-east-1:111122223333:function:f"),
    ],
    [
      "a log group without a name, of an action that takes other resources, too",
      allow("logs:*", "*"),
      UNKNOWN,
      [
        allow("logs:*", "*"),
        {
          ...allow("logs:DescribeLogGroups", "arn:aws:logs:us-east-1:111122223333:log-group::log-stream:"),
          Effect: "Deny",
        },
      ],
    ],
    [
      "a new resource of Service Catalog, whose ARNs name another service",
      allow("servicecatalog:DescribeProduct", "arn:aws:catalog:us-east-1:111122223333:new/x"),
      UNKNOWN,
    ],
    ["an object with an empty key", getOn("arn:aws:s3:::b/"), ODD],
    [
      "a document that AWS owns",
      allow("ssm:SendCommand", "arn:aws:ssm:us-east-1::document/AWS-RunShellScript"),
      OUT,
    ],
    [
      "a resource of an action that the catalogue gives none, where the statement has no other effect",
      allow("ec2:DescribeInstances", "arn:aws:ec2:us-east-1:111122223333:instance/i-1"),
      UNKNOWN,
    ],
    [
      "a resource that the catalogue does not give to an action, where the statement has no other effect",
      allow(["lambda:GetLayerVersion"], "arn:aws:lambda:us-east-1:111122223333:new-thing:x"),
      UNKNOWN,
    ],
    [
      "an action on a resource of another one in its statement",
      allow(["iam:CreateUser", "iam:CreateRole"], IAM("role/r")),
      ODD,
      allow("iam:CreateRole", IAM("role/r")),
    ],
    ["an object's action on a bucket", getOn("arn:aws:s3:::b"), ODD],
    ["a bucket's action on an object", allow("s3:ListBucket", "arn:aws:s3:::b/k"), ODD],
    ["an action on a resource of another service", allow("lambda:InvokeFunction", "arn:aws:s3:::b"), ODD],
    [
      "a key that AWS does not know beside an impossible one",
      [
        get({ StringEquals: { "aws:NewGlobalKey": "x" } }),
        allow("s3:GetObject", "arn:aws:s3:::b", { StringEquals: { "s3:max-keys": "1" } }),
      ],
      UNKNOWN,
    ],
    [
      "a resource that AWS may know beside an impossible one",
      [
        getOn("arn:aws:s3:::b"),
        allow("ec2:DescribeInstances", "arn:aws:ec2:us-east-1:111122223333:instance/i-1"),
      ],
      UNKNOWN,
    ],
    [
      "a global key that AWS does not know",
      get({ StringEquals: { "aws:NewGlobalKey": "x" } }),
      "contained but for unknown names",
    ],
    [
      "a key of a service that AWS does not know",
      get({ StringEquals: { "s3:NewKey": "x" } }),
      "contained but for unknown names",
    ],
    [
      "actions of a future, where no action of today is about such a resource",
      [
        allow(["ec2:*", "iam:*"], "arn:aws:s3:::b/a?*"),
        {
          ...allow("ec2:*", "arn:aws:s3:::b/${aws:username}", {
            StringEquals: { "aws:TagKeys": "a" },
            Bool: { "aws:MultiFactorAuthPresent": "true" },
          }),
          Effect: "Deny",
        },
      ],
      "contained but for unknown names",
    ],
    [
      "a key that AWS does not know, for a hundred services",
      allow(Array.from({ length: 100 }, (_, index) => `svc${index}:*`).concat("ec2:*", "dynamodb:*"), "*", {
        StringEquals: { "zz:q": "v" },
      }),
      "contained but for unknown names",
      Array.from({ length: 40 }, (_, index) => allow("ec2:*", `arn:aws:ec2:*:*:*x${index}*`)),
    ],
    ["the list of all buckets, on *", allow("s3:ListAllMyBuckets", "*"), OUT],
    ["the list of all buckets, on every bucket", allow("s3:ListAllMyBuckets", "arn:aws:s3:::*"), OUT],
  ])("finds %s", async (_, a, verdict, b = NOTHING) => {
    expect(await verdictOf({ identity: [parse(a)] }, { identity: [parse(b)] }, ALICE)).toBe(verdict);
  });
});

describe("a statement of A in doubt", () => {
  const early = allow("sqs:SendMessage", "arn:aws:sqs:*:${aws:PrincipalAccount}:q");
  const AFTER = { DateGreaterThan: { "aws:CurrentTime": "yesterday" } };
  const BEFORE = { DateLessThan: { "aws:CurrentTime": "2020-13-45T00:00:00Z" } };
  const STRANGER = "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be";
  const none = { ...bucketGet("*"), Action: "s3:ListBucket", Resource: "arn:aws:s3:::b" };

  it.each<readonly [string, "identity" | "resource", unknown, unknown, Verdict]>([
    ["has a variable before the fifth colon", "identity", early, NOTHING, "unknown"],
    ["and also of B is the same question", "identity", early, [NOTHING, early], "contained"],
    ["allows after a date that nobody can read", "resource", bucketGet("*", AFTER), none, "unknown"],
    [
      "denies before a date that nobody can read",
      "resource",
      [bucketGet("*"), { ...bucketGet("*", BEFORE), Effect: "Deny" }],
      none,
      "unknown",
    ],
    [
      "denies a canonical user",
      "resource",
      [bucketGet("*"), { ...bucketGet({ CanonicalUser: STRANGER }), Effect: "Deny" }],
      none,
      "unknown",
    ],
    [
      "denies all but a canonical user",
      "resource",
      [
        bucketGet("*"),
        {
          ...allow("s3:GetObject", "arn:aws:s3:::b/*"),
          ...{ Effect: "Deny", NotPrincipal: { CanonicalUser: STRANGER } },
        },
      ],
      none,
      "unknown",
    ],
    [
      "is beside an Allow that turns on an open rule",
      "resource",
      [
        bucketGet(
          { AWS: "arn:aws:sts::111122223333:federated-user/User1" },
          { Null: { "aws:MultiFactorAuthPresent": "true" } },
        ),
        { ...bucketGet({ CanonicalUser: STRANGER }), Effect: "Deny" },
      ],
      none,
      "unknown",
    ],
    [
      "denies a canonical user, as B does, who allows nothing",
      "resource",
      [bucketGet("*"), { ...bucketGet({ CanonicalUser: STRANGER }), Effect: "Deny" }],
      [none, { ...bucketGet({ CanonicalUser: STRANGER }), Effect: "Deny" }],
      "unknown",
    ],
    [
      "denies a canonical user, as B does, who allows as much",
      "resource",
      [bucketGet("*"), { ...bucketGet({ CanonicalUser: STRANGER }), Effect: "Deny" }],
      [bucketGet("*"), { ...bucketGet({ CanonicalUser: STRANGER }), Effect: "Deny" }],
      "contained",
    ],
    ["allows a canonical user", "resource", bucketGet({ CanonicalUser: STRANGER }), none, "unknown"],
    [
      "allows a canonical user, as B does",
      "resource",
      bucketGet({ CanonicalUser: STRANGER }),
      [none, bucketGet({ CanonicalUser: STRANGER })],
      "contained",
    ],
    [
      "allows a canonical user, where B allows everyone",
      "resource",
      bucketGet({ CanonicalUser: STRANGER }),
      bucketGet("*"),
      "contained",
    ],
    [
      "denies less than a statement that is certain",
      "resource",
      [
        bucketGet("*"),
        { ...bucketGet("*"), Effect: "Deny" },
        { ...bucketGet({ CanonicalUser: STRANGER }), Effect: "Deny" },
      ],
      none,
      "contained",
    ],
  ])("%s (%s)", (_, kind, a, b, verdict) => {
    expect(isDocumentContained(kind, parse(a, kind), parse(b, kind)).verdict).toBe(verdict);
  });
});
