// s3:ListBuckets. https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html
import type { ListBucketsOutput, ListBucketsRequest } from "@aws-sdk/client-s3";
import type { Operation } from "../operation.ts";
import { allBuckets } from "../store/buckets.ts";
import { canonicalUser } from "./buckets.ts";

export const listBuckets: Operation<ListBucketsRequest, ListBucketsOutput> = {
  takes: ["Prefix"],

  requires: () => [{ action: "s3:ListAllMyBuckets", resource: "*" }],

  handle({ Prefix = "" }, { account }) {
    const buckets = allBuckets(account.store).filter(({ name }) => name.startsWith(Prefix));
    return {
      Buckets: buckets.map(({ name, created }) => ({ Name: name, CreationDate: new Date(created) })),
      Owner: { ID: canonicalUser(account) },
    };
  },
};
