// s3:ListTagsForResource, s3:TagResource and s3:UntagResource of buckets: the tag operations of S3 Control.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_TagResource.html
import { parseArn } from "../../../policy/arn.ts";
import type { Tags } from "../../../policy/authorization-request.ts";
import { keyPerTag } from "../../authorization/request-tags.ts";
import { AwsError } from "../../aws-error.ts";
import type { AnyOperation, Call, Operation } from "../../operation.ts";
import { configuration, deleteConfiguration, putConfiguration } from "../../store/bucket.ts";
import { type BucketInput, existingBucket, onBucket } from "../shared/bucket.ts";
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

  requires: (input, call) => [onBucket("s3:ListTagsForResource", bucketOf(input, call), call)],

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
    return [onBucket("s3:TagResource", bucketOf(input, call), call, context)];
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
    onBucket("s3:UntagResource", bucketOf(input, call), call, { "aws:TagKeys": [...keysOf(call)] }),
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

/** @throws AwsError NotImplemented for a resource that is no bucket, AccessDenied for a wrong owner in the request. */
function bucketOf({ ResourceArn = "", AccountId }: Input, { account }: Call): BucketInput {
  const arn = parseArn(ResourceArn);
  if (arn?.service !== "s3" || arn.account !== "" || arn.resource.includes("/")) {
    const message = `The loopback keeps tags of buckets only, not of "${ResourceArn}".`;
    throw new AwsError("NotImplemented", message);
  }
  if (AccountId !== account.id) throw new AwsError("AccessDenied", "Access Denied");
  return { Bucket: arn.resource };
}

function tagsOf(input: Input, call: Call): Tags {
  const { name } = existingBucket(bucketOf(input, call), call);
  return JSON.parse(configuration(call.account.store, name, "tags") ?? "{}");
}

function keep(input: Input, call: Call, tags: Tags): void {
  const { name } = existingBucket(bucketOf(input, call), call);
  const { store } = call.account;
  if (Object.keys(tags).length === 0) deleteConfiguration(store, name, "tags");
  else putConfiguration(store, name, "tags", JSON.stringify(tags));
}
