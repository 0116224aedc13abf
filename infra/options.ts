// The table of the program's options: what each accepts, and its default.
import { flag, listOf, mapping, matching, type Option, text, wholeNumber, word } from "./option-kinds.ts";
import { policyChoice } from "./policy-choice.ts";
import { resourceGrant } from "./resource-grant.ts";
import { sourceNetwork } from "./source-network.ts";

// S3 would accept dots too, but a bucket with a dot in its name cannot be reached over TLS by its host name.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
const bucket =
  /^(?!xn--|sthree-|amzn-s3-demo-)(?!.*(-s3alias|--ol-s3|--x-s3|--table-s3)$)[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/;
const bucketWords =
  "3 to 63 lower-case letters, digits and hyphens with a letter or a digit at both ends, and none of S3's reserved prefixes and suffixes";
const tag = /^(?!aws:)[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/iu;
const tagValue = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u;

/**
 * In the order in which they are documented.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export const options = {
  bucketName: text(bucket, bucketWords, undefined),
  // The random suffix of 8 characters must fit behind it.
  bucketPrefix: text(
    /^(?!xn--|sthree-|amzn-s3-demo-)[a-z0-9][a-z0-9-]{1,53}[a-z0-9]$/,
    "3 to 55 lower-case letters, digits and hyphens with a letter or a digit at both ends, and none of S3's reserved prefixes",
    "federation-bucket",
  ),
  encryption: text(
    /^AES256$|^arn:aws(-cn|-us-gov)?:kms:[a-z0-9-]+:\d{12}:key\/[\w-]{1,64}$/,
    "AES256 or the ARN of a KMS key, as in arn:aws:kms:eu-central-1:111122223333:key/…",
    "AES256",
  ),
  versioning: flag(true),
  noncurrentVersionDays: wholeNumber(1, 36_500, undefined),
  logBucket: text(bucket, bucketWords, undefined),
  denyOtherAccounts: flag(false),
  resourceGrants: listOf(
    resourceGrant,
    20,
    "a list of at most 20 grants, each with a federatedUser (its name, without wildcards), actions (a list of S3's) and, for objects, keys (a pattern)",
  ),
  disposable: flag(false),
  outsideBucket: flag(true),
  outsideBucketName: text(bucket, bucketWords, undefined),
  brokerName: text(/^[\w+=,.@-]{1,64}$/, "1 to 64 letters, digits and the characters _+=,.@-", undefined),
  brokerPath: text(
    /^\/$|^(?=.{3,512}$)\/[\x21-\x7e]+\/$/,
    "a path that begins and ends with a slash, of at most 512 visible ASCII characters",
    "/federation/",
  ),
  brokerTags: mapping(
    (name, value) => tag.test(name) && tagValue.test(value),
    50,
    "a mapping of at most 50 tag keys (1 to 128 characters, not beginning with aws:) to texts of at most 256 characters",
  ),
  brokerPolicy: policyChoice,
  federatedNames: listOf(
    (value) => matching(/^[\w+=,.@*?-]{1,32}$/, value),
    50,
    "a list of at most 50 names of federated users, each of 1 to 32 letters, digits and the characters _+=,.@- with the wildcards * and ?",
    ["*"],
  ),
  sessionTags: listOf(
    (value) => matching(tag, value),
    50,
    "a list of at most 50 tag keys, each of 1 to 128 characters, not beginning with aws:",
  ),
  allowedNetworks: listOf(
    sourceNetwork,
    50,
    "a list of at most 50 networks in CIDR notation, as in 203.0.113.0/24 or 2001:db8::/32",
  ),
  permissionsBoundary: text(
    /^ceiling$|^none$|^arn:aws(-cn|-us-gov)?:iam::(\d{12}|aws):policy\/[\x21-\x7e]{1,639}$/,
    "ceiling, none, or the ARN of a managed policy",
    "ceiling",
  ),
  keySerial: wholeNumber(1, 1_000_000, 1),
  retire: word(["deactivate", "delete"], undefined),
} as const satisfies Readonly<Record<string, Option<unknown>>>;

/**
 * An option of AWS's provider, which would notice a wrong region only after a call to an STS that does not exist.
 */
export const region = text(
  /^[a-z]{2,4}(-[a-z]+)+-\d{1,2}$/,
  "the name of a region, as in eu-central-1",
  undefined,
);
