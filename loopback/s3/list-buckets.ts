// s3:ListBuckets. https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html
import type { ListBucketsOutput, ListBucketsRequest } from "@aws-sdk/client-s3";
import { bucketArn } from "../../policy/arn.ts";
import type { Operation } from "../operation.ts";
import { allBuckets } from "../store/buckets.ts";
import { canonicalUser } from "./buckets.ts";

export const listBuckets: Operation<ListBucketsRequest, ListBucketsOutput> = {
  takes: ["Prefix"],

  // The action takes no resource; policies grant it on "*" and, as AWS's guide does, on every bucket.
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-policies-s3.html
  requires: () => [{ action: "s3:ListAllMyBuckets", resource: bucketArn("*") }],

  handle({ Prefix = "" }, { account }) {
    const buckets = allBuckets(account.store).filter(({ name }) => name.startsWith(Prefix));
    return {
      Buckets: buckets.map(({ name, created }) => ({ Name: name, CreationDate: new Date(created) })),
      Owner: { ID: canonicalUser(account) },
    };
  },
};
