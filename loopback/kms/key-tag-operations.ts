// The tags of a key. https://docs.aws.amazon.com/kms/latest/APIReference/API_TagResource.html
import type { ListResourceTagsRequest, TagResourceRequest, UntagResourceRequest } from "@aws-sdk/client-kms";
import { tagContext } from "../authorization/request-tags.ts";
import type { Operation } from "../operation.ts";
import { putKey } from "../store/key.ts";
import { keyId, tags as tagConstraint } from "./constraints.ts";
import { changeableKey, existingKey } from "./key.ts";
import { keyTags, mostTags, requireFewTags } from "./key-tags.ts";
import { pageConstraints, pageMembers, pageOf } from "./page.ts";
import { onKey } from "./requirement.ts";

export const listResourceTags: Operation<ListResourceTagsRequest, object> = {
  takes: ["KeyId", ...pageMembers],
  constraints: { ...keyId, ...pageConstraints(mostTags) },

  requires: (input, call) => [onKey("kms:ListResourceTags", input, call)],

  handle(input, { account }) {
    const { tags } = existingKey(input.KeyId ?? "", account);
    const all = Object.entries(tags).sort(([one], [other]) => (one < other ? -1 : 1));
    const { items, more } = pageOf(all, { Limit: mostTags, ...input }, ([name]) => name);
    return { Tags: items.map(([TagKey, TagValue]) => ({ TagKey, TagValue })), ...more };
  },
};

export const tagResource: Operation<TagResourceRequest, void> = {
  takes: ["KeyId", "Tags"],
  constraints: { ...keyId, Tags: tagConstraint },

  requires: (input, call) => [onKey("kms:TagResource", input, call, tagContext(keyTags(input.Tags)))],

  handle({ KeyId = "", Tags }, { account }) {
    const key = changeableKey(KeyId, account);
    const tags = { ...key.tags, ...keyTags(Tags) };
    requireFewTags(tags);
    putKey(account.store, { ...key, tags });
  },
};

export const untagResource: Operation<UntagResourceRequest, void> = {
  takes: ["KeyId", "TagKeys"],
  constraints: { ...keyId, TagKeys: { item: { min: 1, max: 128 } } },

  requires: (input, call) => [
    onKey("kms:UntagResource", input, call, { "aws:TagKeys": input.TagKeys ?? [] }),
  ],

  handle({ KeyId = "", TagKeys = [] }, { account }) {
    const key = changeableKey(KeyId, account);
    const tags = Object.fromEntries(Object.entries(key.tags).filter(([name]) => !TagKeys.includes(name)));
    putKey(account.store, { ...key, tags });
  },
};
