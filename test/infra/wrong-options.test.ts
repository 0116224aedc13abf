// Every option with values of a wrong type and of a wrong form: the sentence that is printed and the exit status.
import { afterEach, describe, expect, it, vi } from "vitest";
import { runCommand } from "../../commands/shared/run-command.ts";
import { readConfiguration } from "../../infra/read-configuration.ts";

afterEach(() => {
  vi.restoreAllMocks();
  process.stdout.removeAllListeners("error"); // one for each command that was run
  process.exitCode = 0;
});

/** What a command prints and how it exits when it reads this configuration. */
async function told(configuration: Record<string, string>) {
  const printed = vi.spyOn(console, "error").mockImplementation(() => {});
  await runCommand(async () => {
    readConfiguration(configuration, "federation-broker");
    return 0;
  });
  return { lines: printed.mock.calls.map(([line]) => line), status: process.exitCode };
}

const bucket =
  "3 to 63 lower-case letters, digits and hyphens with a letter or a digit at both ends, and none of S3's reserved prefixes and suffixes";
const prefix =
  "3 to 55 lower-case letters, digits and hyphens with a letter or a digit at both ends, and none of S3's reserved prefixes";
const encryption = "AES256 or the ARN of a KMS key, as in arn:aws:kms:eu-central-1:111122223333:key/…";
const grants =
  "a list of at most 20 grants, each with a federatedUser (its name, without wildcards), actions (a list of S3's) and, for objects, keys (a pattern)";
const brokerName = "1 to 64 letters, digits and the characters _+=,.@-";
const brokerPath = "a path that begins and ends with a slash, of at most 512 visible ASCII characters";
const tags =
  "a mapping of at most 50 tag keys (1 to 128 characters, not beginning with aws:) to texts of at most 256 characters";
const policy = "scoped, guide, or an IAM policy as a JSON text";
const names =
  "a list of at most 50 names of federated users, each of 1 to 32 letters, digits and the characters _+=,.@- with the wildcards * and ?";
const tagKeys = "a list of at most 50 tag keys, each of 1 to 128 characters, not beginning with aws:";
const networks = "a list of at most 50 networks in CIDR notation, as in 203.0.113.0/24 or 2001:db8::/32";
const boundary = "ceiling, none, or the ARN of a managed policy";
const flag = "true or false";

// biome-ignore format: a row a line
const wrong: readonly [option: string, value: string, mustBe: string][] = [
  ["bucketName", '["my-bucket"]', bucket],
  ["bucketName", "My-Bucket", bucket],
  ["bucketName", "", bucket],
  ["bucketName", "ab", bucket],
  ["bucketName", "my.bucket", bucket],
  ["bucketName", "my_bucket", bucket],
  ["bucketName", "-bucket", bucket],
  ["bucketName", "bucket-", bucket],
  ["bucketName", "xn--bucket", bucket],
  ["bucketName", "sthree-bucket", bucket],
  ["bucketName", "amzn-s3-demo-bucket", bucket],
  ["bucketName", "bucket-s3alias", bucket],
  ["bucketName", "bucket--x-s3", bucket],
  ["bucketName", "bucket\n", bucket],
  ["bucketPrefix", "{}", prefix],
  ["bucketPrefix", "acme-", prefix],
  ["bucketPrefix", "a", prefix],
  ["encryption", "true", encryption],
  ["encryption", "aes256", encryption],
  ["encryption", "aws:kms", encryption],
  ["encryption", "arn:aws:kms:eu-central-1:111122223333:alias/mine", encryption],
  ["encryption", "arn:aws:s3:::bucket", encryption],
  ["versioning", "1", flag],
  ["versioning", "Enabled", flag],
  ["noncurrentVersionDays", "true", "a whole number from 1 to 36500"],
  ["noncurrentVersionDays", "0", "a whole number from 1 to 36500"],
  ["noncurrentVersionDays", "-1", "a whole number from 1 to 36500"],
  ["noncurrentVersionDays", "1.5", "a whole number from 1 to 36500"],
  ["noncurrentVersionDays", "30 days", "a whole number from 1 to 36500"],
  ["logBucket", "{}", bucket],
  ["logBucket", "Logs", bucket],
  ["denyOtherAccounts", "yes", flag],
  ["denyOtherAccounts", '["111122223333"]', flag],
  ["resourceGrants", "true", grants],
  ["resourceGrants", "[]", grants],
  ["resourceGrants", '{"federatedUser":"User1","actions":["s3:GetObject"]}', grants],
  ["resourceGrants", '["User1"]', grants],
  ["resourceGrants", '[{"federatedUser":"User*","actions":["s3:ListBucket"]}]', grants],
  ["resourceGrants", '[{"federatedUser":"User1","actions":[]}]', grants],
  ["resourceGrants", '[{"federatedUser":"User1","actions":["iam:ListUsers"]}]', grants],
  ["resourceGrants", '[{"federatedUser":"User1","actions":["s3:GetObject"],"key":"*"}]', grants],
  ["resourceGrants", '[{"federatedUser":"User1","actions":["s3:GetObject"],"keys":7}]', grants],
  ["disposable", "no", flag],
  ["disposable", "0", flag],
  ["outsideBucket", "my-outside-bucket", flag],
  ["outsideBucket", "null", flag],
  ["outsideBucketName", "7", bucket],
  ["outsideBucketName", "UPPER", bucket],
  ["brokerName", "", brokerName],
  ["brokerName", '["broker"]', brokerName],
  ["brokerName", "my broker", brokerName],
  ["brokerName", "a/b", brokerName],
  ["brokerName", "brökér", brokerName],
  ["brokerPath", "", brokerPath],
  ["brokerPath", "true", brokerPath],
  ["brokerPath", "federation", brokerPath],
  ["brokerPath", "/federation", brokerPath],
  ["brokerPath", "/a b/", brokerPath],
  ["brokerTags", "team", tags],
  ["brokerTags", '["team"]', tags],
  ["brokerTags", '{"team":7}', tags],
  ["brokerTags", '{"aws:team":"x"}', tags],
  ["brokerTags", '{"AWS:team":"x"}', tags],
  ["brokerTags", '{"":"x"}', tags],
  ["brokerTags", '{"team":"<identity>"}', tags],
  ["brokerPolicy", "", policy],
  ["brokerPolicy", "true", policy],
  ["brokerPolicy", "scopd", policy],
  ["brokerPolicy", "SCOPED", policy],
  ["brokerPolicy", "[]", policy],
  ["brokerPolicy", "policy.json", policy],
  ["federatedNames", "User1", names],
  ["federatedNames", "[]", names],
  ["federatedNames", "[7]", names],
  ["federatedNames", '["User1","User1"]', names],
  ["federatedNames", '["a/b"]', names],
  ["federatedNames", '["${aws:username}"]', names],
  ["sessionTags", "true", tagKeys],
  ["sessionTags", '{"team":"*"}', tagKeys],
  ["sessionTags", '["aws:team"]', tagKeys],
  ["sessionTags", '["team*"]', tagKeys],
  ["allowedNetworks", "203.0.113.0/24", networks],
  ["allowedNetworks", "[8]", networks],
  ["allowedNetworks", '["203.0.113.0"]', networks],
  ["allowedNetworks", '["203.0.113.0/33"]', networks],
  ["allowedNetworks", '["2001:db8::/129"]', networks],
  ["allowedNetworks", '["203.0.113/24"]', networks],
  ["permissionsBoundary", "true", boundary],
  ["permissionsBoundary", "arn:aws:iam::111122223333:role/boundary", boundary],
  ["permissionsBoundary", '{"Version":"2012-10-17"}', boundary],
  ["keySerial", "one", "a whole number from 1 to 1000000"],
  ["keySerial", "0", "a whole number from 1 to 1000000"],
  ["keySerial", "2.0", "a whole number from 1 to 1000000"],
  ["retire", "true", "deactivate or delete"],
  ["retire", "Delete", "deactivate or delete"],
];

describe("a wrong value is one sentence and exit status 3:", () => {
  it.each(wrong)("%s %j", async (option, value, mustBe) => {
    expect(await told({ [`federation-broker:${option}`]: value })).toEqual({
      lines: [
        `The option federation-broker:${option} is ${JSON.stringify(value)}, but it must be ${mustBe}.`,
      ],
      status: 3,
    });
  });

  it.each(["", "europe", "eu-central", "EU-CENTRAL-1", "true"])("the region %j", async (region) => {
    expect(await told({ "aws:region": region })).toEqual({
      lines: [
        `The option aws:region is ${JSON.stringify(region)}, but it must be the name of a region, as in eu-central-1.`,
      ],
      status: 3,
    });
  });
});

const ownPolicy =
  '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sts:GetFederationToken","Resource":"*"}}';

describe("options that contradict each other are one sentence and exit status 3:", () => {
  // biome-ignore format: a row a line
  it.each<[why: string, options: Record<string, string>, line: string]>([
    ["one name for two buckets", { bucketName: "same", outsideBucketName: "same" },
      'The options federation-broker:bucketName and federation-broker:outsideBucketName are both "same", but they must name two buckets.'],
    ["a name and a prefix", { bucketName: "my-bucket", bucketPrefix: "acme" },
      "The options federation-broker:bucketName and federation-broker:bucketPrefix both name the bucket: leave one of them out."],
    ["a name for a bucket that is turned off", { outsideBucket: "false", outsideBucketName: "outside" },
      "The option federation-broker:outsideBucketName names a bucket that federation-broker:outsideBucket turns off: leave one of them out."],
    ["logs about the log bucket", { bucketName: "my-bucket", logBucket: "my-bucket" },
      'The option federation-broker:logBucket is "my-bucket", the bucket that the logs are about: name another bucket.'],
    ["days for versions that are not kept", { versioning: "false", noncurrentVersionDays: "30" },
      "The option federation-broker:noncurrentVersionDays is about versions, which federation-broker:versioning turns off: leave one of them out."],
    ["names beside the guide's document", { brokerPolicy: "guide", federatedNames: '["User1"]' },
      "The option federation-broker:federatedNames shapes the scoped policy, and federation-broker:brokerPolicy asks for another one: set it to scoped, or write the restriction into that policy."],
    ["networks beside a policy of one's own", { brokerPolicy: ownPolicy, allowedNetworks: '["203.0.113.0/24"]' },
      "The option federation-broker:allowedNetworks shapes the scoped policy, and federation-broker:brokerPolicy asks for another one: set it to scoped, or write the restriction into that policy."],
    ["tags beside the guide's document", { brokerPolicy: "guide", sessionTags: '["team"]' },
      "The option federation-broker:sessionTags allows what the guide's document does not: set federation-broker:brokerPolicy to scoped."],
    ["a grant to whom nobody may federate", { federatedNames: '["ci-*"]', resourceGrants: '[{"federatedUser":"User1","actions":["s3:ListBucket"]}]' },
      "The option federation-broker:resourceGrants grants to User1, whom federation-broker:federatedNames does not let the broker federate: add the name there."],
    ["a grant that S3 would refuse", { resourceGrants: '[{"federatedUser":"User1","actions":["s3:GetObject"]}]' },
      'The option federation-broker:resourceGrants holds a grant to User1 that S3 would refuse: "s3:GetObject" acts on objects, and the statement names none.'],
    ["retiring a key that nothing replaces", { retire: "deactivate" },
      "The option federation-broker:retire is about the key before the current one, and federation-broker:keySerial is 1: set it to 2 first, and retire once every client has the new key."],
    ["an option that does not exist", { retain: "true" },
      "There is no option federation-broker:retain; the options are bucketName, bucketPrefix, encryption, versioning, noncurrentVersionDays, logBucket, denyOtherAccounts, resourceGrants, disposable, outsideBucket, outsideBucketName, brokerName, brokerPath, brokerTags, brokerPolicy, federatedNames, sessionTags, allowedNetworks, permissionsBoundary, keySerial, retire."],
  ])("%s", async (_, options, line) => {
    const configuration = Object.fromEntries(
      Object.entries(options).map(([option, value]) => [`federation-broker:${option}`, value]),
    );
    expect(await told(configuration)).toEqual({ lines: [line], status: 3 });
  });
});
