// Encryption, inventory and websites that S3 refuses, and the status of the puts that it accepts. Recorded answers of
// AWS: localstack/localstack tests/aws/services/s3/test_s3.snapshot.json, test_s3_default_bucket_encryption_exc,
// test_s3_put_inventory_report_exceptions, test_validate_website_configuration, and the tests of each put.
import * as s3 from "@aws-sdk/client-s3";
import { describe, expect } from "vitest";
import { refused } from "../../refused.ts";
import { testInSharedSandbox as it, sandbox } from "../../sandbox.ts";

const Bucket = "bucket";
it.beforeAll(async ({ sandbox }) => {
  await sandbox.s3.send(new s3.CreateBucketCommand({ Bucket }));
});

const malformed = refused(
  "MalformedXML",
  400,
  "The XML you provided was not well-formed or did not validate against our published schema",
);

describe("an encryption", () => {
  const put = (...Rules: s3.ServerSideEncryptionRule[]) =>
    sandbox.s3.send(
      new s3.PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration: { Rules } }),
    );
  const byDefault = { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" } } as const;

  it("has one rule", async () => {
    await expect(put()).rejects.toMatchObject(malformed);
    await expect(put(byDefault, byDefault)).rejects.toMatchObject(malformed);
    expect(await put(byDefault)).toMatchObject({ $metadata: { httpStatusCode: 200 } });
  });

  it("with S3's own keys names no key", async () => {
    const rule = {
      SSEAlgorithm: "AES256",
      KMSMasterKeyID: "arn:aws:kms:us-east-1:111122223333:key/a",
    } as const;
    const answer = put({ ApplyServerSideEncryptionByDefault: rule });
    await expect(answer).rejects.toMatchObject({
      ...refused(
        "InvalidArgument",
        400,
        "a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms",
      ),
      ArgumentName: "ApplyServerSideEncryptionByDefault",
    });
    await expect(answer).rejects.not.toHaveProperty("ArgumentValue");
  });
});

const bucketDestination = { Bucket: "arn:aws:s3:::bucket", Format: "CSV" } as const;
const inventory: s3.InventoryConfiguration = {
  ...{ Id: "one", IsEnabled: true, IncludedObjectVersions: "All" as const },
  Destination: { S3BucketDestination: bucketDestination },
  Schedule: { Frequency: "Daily" },
};

describe("an inventory", () => {
  const put = (more: object, Id = "one") => {
    const InventoryConfiguration = { ...inventory, ...more };
    const input = { Bucket, Id, InventoryConfiguration };
    return sandbox.s3.send(new s3.PutBucketInventoryConfigurationCommand(input));
  };
  const destination = (more: object) => ({
    Destination: { S3BucketDestination: { ...bucketDestination, ...more } },
  });

  it.for<[string, object, object]>([
    ["another format", destination({ Format: "TXT" }), malformed],
    ["another frequency", { Schedule: { Frequency: "Hourly" } }, malformed],
    ["other versions", { IncludedObjectVersions: "Some" }, malformed],
    ["an optional field that does not exist", { OptionalFields: ["Size", "BadField"] }, malformed],
    [
      "a destination that is no bucket's ARN",
      destination({ Bucket: "bucket" }),
      refused("InvalidS3DestinationBucket", 400, "Invalid bucket ARN."),
    ],
    [
      "another id",
      { Id: "two" },
      refused("IdMismatch", 400, "Document ID does not match the specified configuration ID."),
    ],
  ])("with %s is refused", async ([, more, answer]) => {
    await expect(put(more)).rejects.toMatchObject(answer);
  });

  it("may have every optional field that S3 knows", async () => {
    const OptionalFields = Object.values(s3.InventoryOptionalField);
    expect(await put({ OptionalFields })).toMatchObject({ $metadata: { httpStatusCode: 204 } });
  });
});

describe("a website", () => {
  const put = (WebsiteConfiguration: s3.WebsiteConfiguration) =>
    sandbox.s3.send(new s3.PutBucketWebsiteCommand({ Bucket, WebsiteConfiguration }));
  const IndexDocument = { Suffix: "index.html" };
  const routed = (rule: s3.RoutingRule) => ({ IndexDocument, RoutingRules: [rule] });

  it.for<[string, s3.WebsiteConfiguration, object]>([
    [
      "an empty suffix",
      { IndexDocument: { Suffix: "" } },
      refused("InvalidArgument", 400, "The IndexDocument Suffix is not well formed"),
    ],
    [
      "a redirection of everything besides a document",
      { IndexDocument, RedirectAllRequestsTo: { HostName: "a.example" } },
      {
        ...refused(
          ...(["InvalidArgument", 400] as const),
          "RedirectAllRequestsTo cannot be provided in conjunction with other Routing Rules.",
        ),
        ...{ ArgumentName: "RedirectAllRequestsTo", ArgumentValue: "not null" },
      },
    ],
    [
      "a protocol that does not exist",
      { RedirectAllRequestsTo: { HostName: "a.example", Protocol: "ftp" as "http" } },
      refused(
        "InvalidRequest",
        400,
        "Invalid protocol, protocol can be http or https. If not defined the protocol will be selected automatically.",
      ),
    ],
    [
      "two replacements of the key",
      routed({ Redirect: { ReplaceKeyPrefixWith: "a", ReplaceKeyWith: "b" } }),
      refused("InvalidRequest", 400, "You can only define ReplaceKeyPrefix or ReplaceKey but not both."),
    ],
    [
      "a condition without content",
      routed({ Condition: {}, Redirect: { ReplaceKeyWith: "b" } }),
      refused(
        "InvalidRequest",
        400,
        "Condition cannot be empty. To redirect all requests without a condition, the condition element shouldn't be present.",
      ),
    ],
  ])("with %s is refused", async ([, configuration, answer]) => {
    await expect(put(configuration)).rejects.toMatchObject(answer);
  });
});

describe("a put answers", () => {
  const status = { Status: "Enabled" } as const;
  const analytics = { Id: "one", StorageClassAnalysis: {} };
  const tiering = { Id: "one", ...status, Tierings: [{ Days: 90, AccessTier: "ARCHIVE_ACCESS" as const }] };
  it.for<[number, string, () => unknown]>([
    [204, "tags", () => new s3.PutBucketTaggingCommand({ Bucket, Tagging: { TagSet: [] } })],
    [
      ...([204, "an inventory"] as const),
      () =>
        new s3.PutBucketInventoryConfigurationCommand({
          ...{ Bucket, Id: "one", InventoryConfiguration: inventory },
        }),
    ],
    [
      ...([204, "analytics"] as const),
      () =>
        new s3.PutBucketAnalyticsConfigurationCommand({
          ...{ Bucket, Id: "one", AnalyticsConfiguration: analytics },
        }),
    ],
    [
      ...([204, "intelligent tiering"] as const),
      () =>
        new s3.PutBucketIntelligentTieringConfigurationCommand({
          ...{ Bucket, Id: "one", IntelligentTieringConfiguration: tiering },
        }),
    ],
    [
      ...([200, "versioning"] as const),
      () => new s3.PutBucketVersioningCommand({ Bucket, VersioningConfiguration: status }),
    ],
    [
      ...([200, "acceleration"] as const),
      () => new s3.PutBucketAccelerateConfigurationCommand({ Bucket, AccelerateConfiguration: status }),
    ],
  ])("%i for %s", async ([httpStatusCode, , command]) => {
    const answer = await sandbox.s3.send(command() as s3.PutBucketTaggingCommand);
    expect(answer).toMatchObject({ $metadata: { httpStatusCode } });
  });
});
