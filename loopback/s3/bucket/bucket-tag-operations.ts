// s3:ListTagsForResource, s3:TagResource and s3:UntagResource of buckets: the tag operations of S3 Control.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_TagResource.html
import { parseArn } from "../../../policy/arn.ts";
import type { RequestContext, Tags } from "../../../policy/authorization-request.ts";
import { keyPerTag } from "../../authorization/request-tags.ts";
import { AwsError } from "../../aws-error.ts";
import type { AnyOperation, Call, Operation, Requirement } from "../../operation.ts";
import { configuration, deleteConfiguration, putConfiguration } from "../../store/bucket.ts";
import { type BucketInput, existingBucket, onBucket } from "../shared/bucket.ts";
import { requireBucketRegion } from "../shared/bucket-region.ts";
import { resourceTags, tagSet } from "../shared/tag-set.ts";

interface Input {
  readonly ResourceArn?: string;
  readonly AccountId?: string;
}

interface TagInput extends Input {
  readonly Body?: { readonly Tags?: readonly { readonly Key?: string; readonly Value?: string }[] };
}

interface UntagInput extends Input {
  readonly TagKeys?: string;
}

const listTagsForResource: Operation<Input, object> = {
  takes: ["ResourceArn", "AccountId"],

  requires: (input, call) => [onResource("s3:ListTagsForResource", input, call)],

  handle(input, call) {
    const tags = Object.entries(tagsOf(input, call));
    return { Tags: tags.map(([Key, Value]) => ({ Key, Value })) };
  },
};

const tagResource: Operation<TagInput, void> = {
  takes: ["ResourceArn", "AccountId", "Body"],

  requires(input, call) {
    const sent = (input.Body?.Tags ?? []).map(({ Key = "", Value = "" }) => [Key, Value] as const);
    const keys = { "aws:TagKeys": sent.map(([key]) => key) };
    const context = { ...keyPerTag("aws:RequestTag/", Object.fromEntries(sent)), ...keys };
    return [onResource("s3:TagResource", input, call, context)];
  },

  handle(input, call) {
    const sent = tagSet(input.Body?.Tags, resourceTags);
    const all = Object.entries({ ...tagsOf(input, call), ...sent });
    const tags = tagSet(
      all.map(([Key, Value]) => ({ Key, Value })),
      resourceTags,
    );
    keep(input, call, tags);
  },
};

const untagResource: Operation<UntagInput, void> = {
  takes: ["ResourceArn", "AccountId", "TagKeys"],

  requires: (input, call) => [
    onResource("s3:UntagResource", input, call, { "aws:TagKeys": [...keysOf(call)] }),
  ],

  handle(input, call) {
    const gone = keysOf(call);
    const kept = Object.entries(tagsOf(input, call)).filter(([key]) => !gone.has(key));
    keep(input, call, Object.fromEntries(kept));
  },
};

export const controlTagOperations: Readonly<Record<string, AnyOperation>> = {
  ListTagsForResource: listTagsForResource,
  TagResource: tagResource,
  UntagResource: untagResource,
};

const keysOf = ({ request }: Call): ReadonlySet<string> => new Set(request.query.get("tagKeys") ?? []);

/**
 * An action on the resource as it was sent: only who is allowed it learns what the loopback makes of the resource.
 * @throws AwsError AccessDenied for a wrong owner in the request, and those of onBucket.
 */
function onResource(action: string, input: Input, call: Call, context: RequestContext = {}): Requirement {
  const { ResourceArn = "", AccountId } = input;
  if (AccountId !== call.account.id) throw new AwsError("AccessDenied", "Access Denied");
  const bucket = bucketIn(ResourceArn);
  if (bucket === undefined) return { action, resource: ResourceArn, context };
  requireBucketRegion(bucket, call);
  return onBucket(action, { Bucket: bucket }, call, context);
}

/** @throws AwsError NotImplemented for a resource that is no bucket. */
function bucketOf({ ResourceArn = "" }: Input): BucketInput {
  const Bucket = bucketIn(ResourceArn);
  if (Bucket !== undefined) return { Bucket };
  const message = `The loopback keeps tags of buckets only, not of "${ResourceArn}".`;
  throw new AwsError("NotImplemented", message);
}

/** The name in a bucket's ARN. */
function bucketIn(text: string): string | undefined {
  const arn = parseArn(text);
  const is = arn?.service === "s3" && arn.account === "" && !arn.resource.includes("/");
  return is ? arn.resource : undefined;
}

function tagsOf(input: Input, call: Call): Tags {
  const { name } = existingBucket(bucketOf(input), call);
  return JSON.parse(configuration(call.account.store, name, "tags") ?? "{}");
}

function keep(input: Input, call: Call, tags: Tags): void {
  const { name } = existingBucket(bucketOf(input), call);
  const { store } = call.account;
  if (Object.keys(tags).length === 0) deleteConfiguration(store, name, "tags");
  else putConfiguration(store, name, "tags", JSON.stringify(tags));
}
