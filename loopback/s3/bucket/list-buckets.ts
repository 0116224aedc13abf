// s3:ListBuckets. https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html
import type { ListBucketsRequest } from "@aws-sdk/client-s3";
import { bucketArn } from "../../../policy/arn.ts";
import { AwsError } from "../../aws-error.ts";
import type { Operation } from "../../operation.ts";
import { regions } from "../../regions.ts";
import { bucketsFrom } from "../../store/bucket.ts";
import { readContinuationToken } from "../shared/continuation-token.ts";
import { invalidArgument, owner } from "../shared/listings.ts";

const maximum = 10_000;

export const listBuckets: Operation<ListBucketsRequest, object> = {
  takes: ["Prefix", "MaxBuckets", "ContinuationToken", "BucketRegion"],

  // The action takes no resource; policies grant it on "*" and, as AWS's guide does, on every bucket.
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-policies-s3.html
  requires: () => [{ action: "s3:ListAllMyBuckets", resource: bucketArn("*") }],

  handle(input, call) {
    const { Prefix = "", MaxBuckets = maximum, ContinuationToken, BucketRegion } = input;
    if (MaxBuckets < 1 || MaxBuckets > maximum) {
      const message = `Argument max-buckets must be an integer between 1 and ${maximum}.`;
      throw invalidArgument(message, "max-buckets", MaxBuckets);
    }
    const after = ContinuationToken ? readContinuationToken(ContinuationToken).toString() : "";
    if (BucketRegion !== undefined) requireOwnRegion(BucketRegion, call.region);
    const selection = { prefix: Prefix, region: BucketRegion, after, count: MaxBuckets + 1 };
    const found = bucketsFrom(call.account.store, selection);
    const page = found.slice(0, MaxBuckets);
    const last = page.at(-1)?.name;
    return {
      Buckets: page.map(({ name, region, created }) => ({
        ...{ Name: name, CreationDate: new Date(created) },
        // Shown only where the request asks for it, by a prefix or a page.
        ...(isPaged(input) && { BucketRegion: region }),
      })),
      Owner: owner(call),
      ...(input.Prefix !== undefined && { Prefix }),
      ...(found.length > page.length &&
        last && { ContinuationToken: Buffer.from(last).toString("base64url") }),
    };
  },
};

/** A region lists its own buckets alone, or all. */
function requireOwnRegion(wanted: string, region: string): void {
  if (!regions.has(wanted)) {
    const message = `Argument value ${wanted} is not a valid AWS Region`;
    throw new AwsError("InvalidArgument", message, { ArgumentName: "bucket-region" });
  }
  if (wanted === region) return;
  throw invalidArgument(
    "Requests made to a Regional endpoint that is different from the bucket-region parameter are not supported.",
    ...(["bucket-region", wanted] as const),
  );
}

const isPaged = (input: ListBucketsRequest): boolean =>
  [input.Prefix, input.MaxBuckets, input.ContinuationToken, input.BucketRegion].some(
    (given) => given !== undefined,
  );
