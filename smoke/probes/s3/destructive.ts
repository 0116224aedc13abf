// The probes of actions that have no harmless call: each call has its real effect. No probe destroys what a later one
// in this order needs.
import * as s3 from "@aws-sdk/client-s3";
import type { MetadataBearer } from "@smithy/types";
import { unrepeated } from "../../calls/retries.ts";
import type { DestructiveProbe } from "../probe.ts";
import { fromS3 } from "./from-s3.ts";

type Call = (client: s3.S3Client, Bucket: string) => Promise<MetadataBearer>;
type Row = readonly [
  action: string,
  destroys: string,
  call: Call,
  more?: Pick<DestructiveProbe, "takesAway"> & { readonly passes?: readonly string[] },
];

// As the program sets it, and as S3 does for a new bucket.
const PublicAccessBlockConfiguration = {
  ...{ BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true },
};

// biome-ignore format: a row an action
const rows: readonly Row[] = [
  ["s3:DeleteBucketWebsite", "the bucket's website configuration is deleted, if it has one", (c, Bucket) => c.send(new s3.DeleteBucketWebsiteCommand({ Bucket }))],
  // An empty configuration may be refused, or be taken for one that blocks nothing: too much to risk.
  ["s3:PutBucketPublicAccessBlock", "all public access to the bucket is blocked, whatever was set before", (c, Bucket) => c.send(new s3.PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration }))],
  ["s3:DeleteBucketPolicy", "the bucket's policy is deleted", (c, Bucket) => c.send(new s3.DeleteBucketPolicyCommand({ Bucket })), { takesAway: "policy" }],
  // As long as the canary is there, S3 does not delete the bucket.
  ["s3:DeleteBucket", "the bucket is deleted, if nothing is in it", (c, Bucket) => c.send(new s3.DeleteBucketCommand({ Bucket })), { takesAway: "bucket", passes: ["BucketNotEmpty"] }],
];

export const destructiveProbes: readonly DestructiveProbe[] = rows.map(([action, destroys, call, more]) => ({
  action,
  takes: ["bucket"],
  destroys,
  passes: [],
  ...more,
  async call({ s3 }, { name }) {
    return { genuine: fromS3(await unrepeated(() => call(s3, name))), shows: [] };
  },
}));
