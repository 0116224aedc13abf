// aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration
import {
  DeleteBucketLifecycleCommand,
  GetBucketLifecycleConfigurationCommand,
  type LifecycleRule,
  PutBucketLifecycleConfigurationCommand,
  type S3Client,
  type TransitionDefaultMinimumObjectSize,
} from "@aws-sdk/client-s3";
import { unlessAbsent } from "../../errors/absent.ts";
import { resourceType } from "../../lifecycle/resource-type.ts";
import { fromTags, type Tag, type Tags, toTags } from "../../properties/tags.ts";

const sizes = { "objectSizeGreaterThan?": "integer", "objectSizeLessThan?": "integer" } as const;

const rule = {
  id: "string",
  status: "string",
  "abortIncompleteMultipartUpload?": { "daysAfterInitiation?": "integer" },
  "expiration?": { "date?": "string", "days?": "integer", "expiredObjectDeleteMarker?": "boolean" },
  "filter?": {
    ...sizes,
    "prefix?": "string",
    "tag?": { key: "string", value: "string" },
    "and?": { ...sizes, "prefix?": "string", "tags?": "map" },
  },
  "noncurrentVersionExpiration?": { noncurrentDays: "integer", "newerNoncurrentVersions?": "integer" },
  "noncurrentVersionTransitions?": [
    { noncurrentDays: "integer", "newerNoncurrentVersions?": "integer", storageClass: "string" },
  ],
  "transitions?": [{ "date?": "string", "days?": "integer", storageClass: "string" }],
} as const;

interface Inputs {
  bucket: string;
  rules?: readonly object[] | undefined;
  transitionDefaultMinimumObjectSize?: string | undefined;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketLifecycleConfiguration.html */
export const s3BucketLifecycle = resourceType({
  type: "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
  properties: {
    bucket: "string",
    "rules?": [rule],
    "transitionDefaultMinimumObjectSize?": "string",
    "region?": "string",
  },
  kept: ["region", "transitionDefaultMinimumObjectSize"],
  replaces: ["bucket", "region"],
  computed: ["transitionDefaultMinimumObjectSize"],
  async create({ s3 }, inputs) {
    return { id: inputs.bucket, outputs: await put(s3, inputs) };
  },
  async read({ s3 }, { id }) {
    const found = await unlessAbsent(
      s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket: id })),
      "NoSuchLifecycleConfiguration",
    );
    if (found === undefined) return undefined;
    return {
      bucket: id,
      rules: (found.Rules ?? []).map((one) => asRead(one)),
      transitionDefaultMinimumObjectSize: found.TransitionDefaultMinimumObjectSize ?? defaultMinimum,
    };
  },
  update: async ({ s3 }, inputs) => await put(s3, inputs),
  async delete({ s3 }, { id }) {
    await unlessAbsent(s3.send(new DeleteBucketLifecycleCommand({ Bucket: id })));
  },
});

const defaultMinimum = "all_storage_classes_128K";

async function put(s3: S3Client, { bucket, rules = [], transitionDefaultMinimumObjectSize: size }: Inputs) {
  const answer = await s3.send(
    new PutBucketLifecycleConfigurationCommand({
      Bucket: bucket,
      TransitionDefaultMinimumObjectSize: size as TransitionDefaultMinimumObjectSize | undefined,
      LifecycleConfiguration: { Rules: rules.map(toRule) },
    }),
  );
  const chosen = answer.TransitionDefaultMinimumObjectSize ?? size ?? defaultMinimum;
  return { transitionDefaultMinimumObjectSize: chosen };
}

/** A rule without a filter applies to every object. */
function toRule(given: object): LifecycleRule {
  const rule = asSent(given) as LifecycleRule;
  return {
    ...rule,
    Filter: Object.keys(rule.Filter ?? {}).length > 0 ? rule.Filter : { Prefix: "" },
  } as LifecycleRule;
}

/** S3's names are Pulumi's with a capital letter, except the id; tags are a list, and dates are dates. */
const asSent = (value: unknown): unknown =>
  withMembers(value, (name, inner) => {
    if (name === "id") return ["ID", inner];
    if (name === "date") return ["Date", new Date(String(inner))];
    if (name === "tags") return ["Tags", toTags(inner as Tags)];
    return [name.charAt(0).toUpperCase() + name.slice(1), asSent(inner)];
  });

const asRead = (value: unknown): unknown =>
  withMembers(value, (name, inner) => {
    if (name === "ID") return ["id", inner];
    if (inner instanceof Date) return ["date", inner.toISOString().replace(/\.\d+Z$/, "Z")];
    if (name === "Tags") return ["tags", fromTags(inner as Tag[])];
    return [name.charAt(0).toLowerCase() + name.slice(1), asRead(inner)];
  });

/** Replaces the members of every object in a value, also in lists. */
function withMembers(
  value: unknown,
  other: (name: string, inner: unknown) => readonly [name: string, inner: unknown],
): unknown {
  if (Array.isArray(value)) return value.map((one) => withMembers(one, other));
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return Object.fromEntries(members.map(([name, inner]) => other(name, inner)));
}
