// No operation gets past authorization: each is served and needs an action, or is refused by name.
import * as iam from "@aws-sdk/client-iam";
import * as kms from "@aws-sdk/client-kms";
import type { ListObjectsCommand, S3Client } from "@aws-sdk/client-s3";
import * as s3 from "@aws-sdk/client-s3";
import * as sts from "@aws-sdk/client-sts";
import { describe, expect } from "vitest";
import { iamOperations } from "../../../loopback/iam/operations.ts";
import { iamRefused } from "../../../loopback/iam/refused.ts";
import { kmsOperations } from "../../../loopback/kms/operations.ts";
import { kmsRefused } from "../../../loopback/kms/refused.ts";
import { NotServedError } from "../../../loopback/not-served-error.ts";
import { readCall } from "../../../loopback/read-call.ts";
import { s3Operations } from "../../../loopback/s3/operations.ts";
import { s3Refused } from "../../../loopback/s3/refused.ts";
import { stsOperations } from "../../../loopback/sts/operations.ts";
import { stsRefused } from "../../../loopback/sts/refused.ts";
import type { WireRequest } from "../../../loopback/wire/wire-request.ts";
import type { Clients } from "../clients.ts";
import { sendForm } from "../raw.ts";
import { refused as refusedWith } from "../refused.ts";
import { testInSharedSandbox as it, sandbox } from "../sandbox.ts";
import { createUser } from "../seed.ts";

it.beforeAll(async ({ sandbox }) => {
  await sandbox.s3.send(new s3.CreateBucketCommand({ Bucket: "bucket" }));
});

/** No key has this id. */
const keyId = "1234abcd-12ab-34cd-56ef-1234567890ab";
const bytes = new Uint8Array([1]);

/** Names of a client's operations: `ListUsers` of the exported command ListUsersCommand. */
const operationsOf = (client: object) =>
  Object.keys(client).flatMap((name) => (/^\w+Command$/.test(name) ? [name.slice(0, -7)] : []));

const commands = {
  sts: new Map<string, unknown>(Object.entries(sts)),
  iam: new Map<string, unknown>(Object.entries(iam)),
  kms: new Map<string, unknown>(Object.entries(kms)),
  s3: new Map<string, unknown>(Object.entries(s3)),
};

/** A command of any client; the members of the input that are not its own are left out by the client. */
function command(service: keyof Clients, operation: string, input: object): ListObjectsCommand {
  const Command = commands[service].get(`${operation}Command`) as new (input: object) => ListObjectsCommand;
  return new Command(input);
}

const tables = { sts: stsOperations, iam: iamOperations, kms: kmsOperations, s3: s3Operations };
const clients = { sts, iam, kms, s3 };

const unserved = (service: keyof Clients): string[] =>
  operationsOf(clients[service]).filter((name) => !Object.hasOwn(tables[service], name));

/** The literal lists of what is refused, each with its reason. */
const refused: Readonly<Record<keyof Clients, Readonly<Record<string, string>>>> = {
  sts: stsRefused,
  iam: iamRefused,
  kms: kmsRefused,
  s3: s3Refused,
};

describe.each(["sts", "iam", "kms", "s3"] as const)("every operation of the %s client", (service) => {
  it("is either served or refused for a reason, never both, and nothing else is", () => {
    const listed = [...Object.keys(tables[service]), ...Object.keys(refused[service])];
    expect(listed.toSorted()).toEqual(operationsOf(clients[service]).toSorted());
    // It ends the sentence of the refusal.
    for (const reason of Object.values(refused[service])) expect(reason).toMatch(/^(?:[a-z]|AWS|S).*[^.]$/);
  });
});

it.each([
  ["iam", 90],
  ["s3", 75],
] as const)("of the operations of %s at least %i are served", (service, least) => {
  expect(Object.keys(tables[service]).length).toBeGreaterThanOrEqual(least);
});

/** The whole message of a refusal. */
const refusal = (service: keyof Clients, operation: string): string =>
  `The loopback does not serve ${service}:${operation}: ${refused[service][operation]}.`;

/**
 * The action that AWS checks for an operation that is not served, where a page of AWS's names it.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
 */
const needed: Readonly<Record<string, string>> = {
  CreateBucketMetadataConfiguration: "s3:CreateBucketMetadataTableConfiguration",
  CreateBucketMetadataTableConfiguration: "s3:CreateBucketMetadataTableConfiguration",
  CreateSession: "s3express:CreateSession",
  DeleteBucketMetadataConfiguration: "s3:DeleteBucketMetadataTableConfiguration",
  DeleteBucketMetadataTableConfiguration: "s3:DeleteBucketMetadataTableConfiguration",
  DeleteObjectAnnotation: "s3:DeleteObjectAnnotation",
  GetBucketMetadataConfiguration: "s3:GetBucketMetadataTableConfiguration",
  GetBucketMetadataTableConfiguration: "s3:GetBucketMetadataTableConfiguration",
  GetObjectAnnotation: "s3:GetObjectAnnotation",
  GetObjectTorrent: "s3:GetObjectTorrent",
  ListObjectAnnotations: "s3:ListObjectAnnotations",
  PutObjectAnnotation: "s3:PutObjectAnnotation",
  RenameObject: "s3express:CreateSession",
  RestoreObject: "s3:RestoreObject",
  SelectObjectContent: "s3:GetObject",
  UpdateBucketMetadataAnnotationTableConfiguration: "s3:UpdateBucketMetadataAnnotationTableConfiguration",
  UpdateBucketMetadataInventoryTableConfiguration: "s3:UpdateBucketMetadataInventoryTableConfiguration",
  UpdateBucketMetadataJournalTableConfiguration: "s3:UpdateBucketMetadataJournalTableConfiguration",
  UpdateObjectEncryption: "s3:UpdateObjectEncryption",
};

/** The caller of the first is in an assertion that is not read; the reference names no action for the others. */
const actionless = ["AssumeRoleWithSAML", "AcquireRole", "UpdateDelegationRequest"];
const versions = { sts: "2011-06-15", iam: "2010-05-08" };
const forms = (["sts", "iam"] as const).flatMap((service) =>
  unserved(service).map((operation) => [service, operation] as const),
);

describe("every operation that is not served", () => {
  let nobody: Clients;
  it.beforeAll(async ({ sandbox }) => {
    nobody = sandbox.as(await createUser(sandbox, "nobody"));
  });

  it.each(forms)("is refused by name and for a reason: %s:%s", async (service, operation) => {
    const form = `Action=${operation}&Version=${versions[service]}`;
    expect(await sendForm(sandbox, service, form)).toMatchObject({
      ...{ status: 501, code: "NotImplemented", message: refusal(service, operation) },
    });
    const decision = actionless.includes(operation) ? "-" : "allowed";
    expect(sandbox.log.at(-1)).toMatchObject({ operation: `${service}:${operation}`, status: 501, decision });
  });

  it.each(forms.filter(([, operation]) => !actionless.includes(operation)))(
    "is denied to a user without policies where its action is known: %s:%s",
    async (service, operation) => {
      const keys = await createUser(sandbox, `no-${operation}`);
      const form = `Action=${operation}&Version=${versions[service]}`;
      const answer = await sendForm(sandbox, service, form, { keys });
      expect(answer).toMatchObject({ status: 403, code: "AccessDenied" });
      expect(answer.message).toContain(`is not authorized to perform: ${service}:${operation} on resource: `);
    },
  );

  /** Every member that names a key of KMS's, or that the client requires. */
  const keyInput = {
    ...{ KeyId: keyId, DestinationKeyId: keyId, TargetKeyId: keyId, AliasName: "alias/a" },
    ...{ CustomKeyStoreId: "cks-1", CustomKeyStoreName: "store", RetiringPrincipal: "ann" },
    ...{ GranteePrincipal: "ann", Operations: ["Decrypt"], GrantId: "g", ReplicaRegion: "eu-west-1" },
    ...{ PrimaryRegion: "eu-west-1", KeyPairSpec: "RSA_2048", SigningAlgorithm: "ECDSA_SHA_256" },
    ...{ MacAlgorithm: "HMAC_SHA_256", WrappingAlgorithm: "RSAES_OAEP_SHA_256", WrappingKeySpec: "RSA_2048" },
    ...{ KeyAgreementAlgorithm: "ECDH", EncapsulationAlgorithm: "ML_KEM_768" },
    ...{ Message: bytes, Signature: bytes, Mac: bytes, Plaintext: bytes, CiphertextBlob: bytes },
    ...{ ImportToken: bytes, EncryptedKeyMaterial: bytes, PublicKey: bytes },
    SharedSecretCiphertextBlob: bytes,
  };

  it.each(unserved("kms"))("is refused by name and for a reason: kms:%s", async (operation) => {
    await expect(sandbox.kms.send(command("kms", operation, keyInput) as never)).rejects.toMatchObject(
      refusedWith("NotImplemented", 501, refusal("kms", operation)),
    );
    expect(sandbox.log.at(-1)).toMatchObject({ operation: `kms:${operation}`, decision: "allowed" });
  });

  it.each(unserved("kms"))("is denied to a user without policies: kms:%s", async (operation) => {
    const action = operation === "ReEncrypt" ? "kms:ReEncryptTo" : `kms:${operation}`;
    await expect(nobody.kms.send(command("kms", operation, keyInput) as never)).rejects.toMatchObject({
      ...{ name: "AccessDeniedException", $metadata: { httpStatusCode: 400 } },
      message: expect.stringContaining(`is not authorized to perform: ${action} on resource: `),
    });
  });

  /** Every member that distinguishes an S3 operation from others. */
  const input = {
    ...{ Bucket: "bucket", Key: "key", UploadId: "u", PartNumber: 1, CopySource: "/bucket/key", Id: "1" },
    ...{ ObjectAttributes: ["ETag"], Tagging: { TagSet: [] }, Delete: { Objects: [{ Key: "key" }] } },
    ...{ RenameSource: "/bucket/key", AnnotationName: "a", RequestRoute: "r", RequestToken: "t" },
    ...{ Expression: "e", ExpressionType: "SQL", InputSerialization: {}, OutputSerialization: {} },
  };
  // Of other endpoints than S3's ordinary ones: there a client sends them elsewhere.
  const elsewhere = ["WriteGetObjectResponse", "ListDirectoryBuckets"];

  it.each(unserved("s3").filter((name) => !elsewhere.includes(name)))(
    "is refused by name and for a reason: s3:%s",
    async (operation) => {
      await expect(sandbox.s3.send(command("s3", operation, input))).rejects.toMatchObject(
        refusedWith("NotImplemented", 501, refusal("s3", operation)),
      );
      const decision = operation in needed ? "allowed" : "-";
      expect(sandbox.log.at(-1)).toMatchObject({ operation: `s3:${operation}`, status: 501, decision });
    },
  );

  it.each(Object.entries(needed))(
    "is denied to a user without policies where its action is known: s3:%s needs %s",
    async (operation, action) => {
      await expect(nobody.s3.send(command("s3", operation, input))).rejects.toMatchObject({
        ...{ name: "AccessDenied", $metadata: { httpStatusCode: 403 } },
        message: expect.stringContaining(`is not authorized to perform: ${action} on resource: `),
      });
      expect(sandbox.log.at(-1)).toMatchObject({
        ...{ operation: `s3:${operation}`, status: 403, decision: "implicitDeny" },
      });
    },
  );

  it("is refused in one sentence that says why", async () => {
    const SAMLMetadataDocument = "x".repeat(1000);
    const creation = sandbox.iam.send(new iam.CreateSAMLProviderCommand({ Name: "p", SAMLMetadataDocument }));
    await expect(creation).rejects.toMatchObject(
      refusedWith(
        "NotImplemented",
        501,
        "The loopback does not serve iam:CreateSAMLProvider: nothing here takes SAML assertions, so there is no provider to register.",
      ),
    );
    const restoration = sandbox.s3.send(new s3.RestoreObjectCommand({ Bucket: "bucket", Key: "key" }));
    await expect(restoration).rejects.toMatchObject(
      refusedWith(
        "NotImplemented",
        501,
        "The loopback does not serve s3:RestoreObject: nothing archived is brought back, because a restoration takes hours that the loopback does not have.",
      ),
    );
    const TaskPolicyArn = { arn: "arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials" };
    const assumption = sandbox.sts.send(
      new sts.AssumeRootCommand({ TargetPrincipal: "444455556666", TaskPolicyArn }),
    );
    await expect(assumption).rejects.toMatchObject(
      refusedWith(
        "NotImplemented",
        501,
        "The loopback does not serve sts:AssumeRoot: the account belongs to no organization, so there is no member account whose root it could be.",
      ),
    );
  });

  it("is refused in a general sentence where no reason is listed", () => {
    const route = { service: "iam", operation: "CreateSAMLProvider", form: new Map() } as const;
    const request: WireRequest = {
      ...{ id: "1", method: "POST", path: "/", headers: {}, body: Buffer.alloc(0), sourceIp: "127.0.0.1" },
      query: new Map(),
    };
    expect(() => readCall(request, route, { served: {}, refused: {} })).toThrow(
      new NotServedError("iam:CreateSAMLProvider"),
    );
    expect(new NotServedError("iam:CreateSAMLProvider").message).toBe(
      "The loopback does not serve iam:CreateSAMLProvider.",
    );
  });
});

describe("every operation that is served", () => {
  const served = Object.entries(tables).flatMap(([service, table]) =>
    Object.keys(table).map((operation) => ({ service: service as keyof Clients, operation })),
  );
  const input = {
    ...{ Bucket: "bucket", Key: "key", Body: "x", Policy: "{}", Name: "User1" },
    ...{ UserName: "ann", PolicyName: "p", PolicyDocument: "{}", Status: "Inactive" },
    ...{ VersioningConfiguration: {}, OwnershipControls: { Rules: [] }, GroupName: "g", RoleName: "r" },
    ...{ PolicyArn: "arn:aws:iam::123456789012:policy/p", VersionId: "v1", InstanceProfileName: "i" },
    ...{ PermissionsBoundary: "arn:aws:iam::aws:policy/AdministratorAccess", Password: "secret-Word-1" },
    ...{
      Tags: [{ Key: "k", Value: "v" }],
      TagKeys: ["k"],
      AccountAlias: "alias",
    },
    ...{ GlobalEndpointTokenVersion: "v2Token", PolicySourceArn: "arn:aws:iam::123456789012:user/ann" },
    ...{ PolicyInputList: ["{}"], ActionNames: ["s3:GetObject"] },
    ...{ PublicAccessBlockConfiguration: {}, ServerSideEncryptionConfiguration: { Rules: [] } },
    ...{ RoleArn: "arn:aws:iam::123456789012:role/r", RoleSessionName: "session", EncodedMessage: "m" },
    ...{ Audience: ["a"], SigningAlgorithm: "RS256", AssumeRolePolicyDocument: "{}", Description: "d" },
    ...{ VirtualMFADeviceName: "phone", SerialNumber: "arn:aws:iam::123456789012:mfa/phone" },
    ...{ OpenIDConnectProviderArn: "arn:aws:iam::123456789012:oidc-provider/example.com", ClientID: "c" },
    ...{ Url: "https://example.com", ThumbprintList: [] },
    ...{ KeyId: keyId, TargetKeyId: keyId, AliasName: "alias/a" },
    ...{ AuthenticationCode1: "123456", AuthenticationCode2: "654321" },
    ...{ Id: "1", UploadId: "u", PartNumber: 1, CopySource: "/bucket/key", ObjectAttributes: ["ETag"] },
    ...{ MultipartUpload: { Parts: [] }, Delete: { Objects: [{ Key: "key" }] }, Tagging: { TagSet: [] } },
  };
  const withoutMfa = { SerialNumber: undefined, Tags: undefined };
  // DeleteObjects answers for each key alone; AssumeRoleWithWebIdentity asks who the token names, not who signed.
  const forEveryone = [
    ...["GetCallerIdentity", "GetSessionToken", "AssumeRoleWithWebIdentity"],
    "DeleteObjects",
  ];
  let powerless: Clients;
  let AccessKeyId: string;
  it.beforeAll(async ({ sandbox }) => {
    const keys = await createUser(sandbox, "powerless");
    AccessKeyId = keys.accessKeyId;
    powerless = sandbox.as(keys);
  });

  it.each(served.filter(({ operation }) => !forEveryone.includes(operation)))(
    "is denied to a user without policies: $service:$operation",
    async ({ service, operation }) => {
      const asked = (powerless[service] as S3Client).send(
        command(service, operation, {
          ...{ ...input, AccessKeyId, ...(operation === "AssumeRole" && withoutMfa) },
          ...(service === "kms" && { Tags: [{ TagKey: "k", TagValue: "v" }] }),
        }),
      );
      // The services that speak JSON answer 400.
      const httpStatusCode = service === "kms" ? 400 : 403;
      await expect(asked).rejects.toMatchObject({ $metadata: { httpStatusCode } });
      expect(sandbox.log.at(-1)).toMatchObject({
        ...{ operation: `${service}:${operation}`, status: httpStatusCode, decision: "implicitDeny" },
        reason: expect.stringMatching(
          /^because no (?:identity-based|role trust) policy allows the (sts|iam|kms|s3):\w+ action$/,
        ),
      });
    },
  );

  it("except GetCallerIdentity and GetSessionToken, which need no permission and ignore denials", async () => {
    const denied = sandbox.as(await createUser(sandbox, "denied", [{ Effect: "Deny", Action: "*" }]));
    await expect(denied.sts.send(new sts.GetCallerIdentityCommand())).resolves.toBeDefined();
    expect(sandbox.log.at(-1)).toMatchObject({ operation: "sts:GetCallerIdentity", decision: "allowed" });
    await expect(denied.sts.send(new sts.GetSessionTokenCommand())).resolves.toBeDefined();
    expect(sandbox.log.at(-1)).toMatchObject({ operation: "sts:GetSessionToken", decision: "allowed" });
  });
});

describe("a parameter that is not honoured", () => {
  it.each([
    [
      new s3.PutObjectCommand({ Bucket: "bucket", Key: "k", Body: "x", SSECustomerAlgorithm: "AES256" }),
      "SSECustomerAlgorithm",
      "s3:PutObject",
    ],
    [
      new s3.PutObjectCommand({ Bucket: "bucket", Key: "k", Body: "x", ObjectLockEventHold: "ON" }),
      "ObjectLockEventHold",
      "s3:PutObject",
    ],
    [new s3.DeleteObjectCommand({ Bucket: "bucket", Key: "k", MFA: "1 2" }), "MFA", "s3:DeleteObject"],
    [
      new s3.CreateBucketCommand({
        Bucket: "directory",
        CreateBucketConfiguration: { Location: { Type: "AvailabilityZone", Name: "use1-az4" } },
      }),
      "CreateBucketConfiguration.Location",
      "s3:CreateBucket",
    ],
  ])("is refused by name (%#)", async (command, parameter, operation) => {
    await expect(sandbox.s3.send(command as s3.PutObjectCommand)).rejects.toMatchObject({
      name: "NotImplemented",
      message: `The loopback does not serve the parameter ${parameter} of ${operation}.`,
    });
  });

  // A denial comes first, so a policy that denies a call is never mistaken for a gap.
  it.each([
    [new s3.PutObjectCommand({ Bucket: "bucket", Key: "k", Body: "x", SSECustomerAlgorithm: "AES256" })],
    [new s3.GetObjectCommand({ Bucket: "bucket", Key: "k", SSECustomerAlgorithm: "AES256" })],
    [new s3.DeleteObjectCommand({ Bucket: "bucket", Key: "k", MFA: "1 2" })],
    [new s3.CreateBucketCommand({ Bucket: "directory", CreateBucketConfiguration: { Location: {} } })],
  ])("is not refused where the call is denied (%#)", async (command) => {
    const denied = sandbox.as(await createUser(sandbox, `denied-${command.constructor.name}`));
    await expect(denied.s3.send(command as s3.PutObjectCommand)).rejects.toMatchObject({
      name: "AccessDenied",
    });
  });

  it("is not refused where every key of a DeleteObjects is denied", async () => {
    const denied = sandbox.as(await createUser(sandbox, "denied-keys"));
    const command = (client: S3Client) =>
      client.send(
        new s3.DeleteObjectsCommand({ Bucket: "bucket", Delete: { Objects: [{ Key: "k" }] }, MFA: "1 2" }),
      );
    expect((await command(denied.s3)).Errors).toMatchObject([{ Key: "k", Code: "AccessDenied" }]);
    await expect(command(sandbox.s3)).rejects.toMatchObject({
      name: "NotImplemented",
      message: "The loopback does not serve the parameter MFA of s3:DeleteObjects.",
    });
  });

  it("is not refused in forms where the call is denied", async () => {
    const keys = await createUser(sandbox, "denied-form");
    const form = "Action=GetFederationToken&Version=2011-06-15&Name=ann&MinimumSessionTokenSize=4096";
    expect(await sendForm(sandbox, "sts", form, { keys })).toMatchObject({
      status: 403,
      code: "AccessDenied",
    });
  });

  it("is refused by name in forms too", async () => {
    const form = "Action=GetFederationToken&Version=2011-06-15&Name=ann&MinimumSessionTokenSize=4096";
    expect(await sendForm(sandbox, "sts", form)).toMatchObject({
      ...{ status: 501, code: "NotImplemented" },
      message: "The loopback does not serve the parameter MinimumSessionTokenSize of sts:GetFederationToken.",
    });
  });
});
