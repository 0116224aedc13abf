// A bucket answers in its own region. In another one, S3 tells where the bucket is.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingRouting.html
import type { Account } from "../../account.ts";
import { AwsError } from "../../aws-error.ts";
import type { Call } from "../../operation.ts";
import { optInRegions } from "../../regions.ts";
import { s3Endpoint } from "../../request-region.ts";
import { bucketNamed } from "../../store/bucket.ts";
import type { Route } from "../../wire/route.ts";
import { hostInRegion, s3Address } from "../../wire/s3-address.ts";
import type { WireRequest, WireResponse } from "../../wire/wire-request.ts";

/** The operations on a bucket that every region answers. */
const everywhere: ReadonlySet<string> = new Set(["CreateBucket", "GetBucketLocation"]);

/** @throws AwsError for an operation on a bucket of another region, as requireBucketRegion */
export function requireRouteRegion({ operation, bucket }: Route, call: Asked): void {
  if (bucket !== undefined && !everywhere.has(operation)) requireBucketRegion(bucket, call);
}

type Asked = Pick<Call, "account" | "request" | "region">;

/**
 * Refuses a bucket of another region than the request's; a bucket that does not exist is in none.
 * @throws AwsError PermanentRedirect; IllegalLocationConstraintException where one of the regions is an opt-in region:
 * those do not redirect.
 */
export function requireBucketRegion(name: string, { account, request, region }: Asked): void {
  const home = bucketNamed(account.store, name)?.region;
  if (home === undefined || home === region) return;
  const headers = { "x-amz-bucket-region": home };
  if (optInRegions.has(home) || optInRegions.has(region))
    throw incompatible(home === "us-east-1" ? undefined : home, headers);
  throw new AwsError(
    "PermanentRedirect",
    "The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.",
    { Endpoint: hostInRegion(request.headers.host ?? "", name, home), Bucket: name },
    headers,
  );
}

/** S3's refusal of a location constraint that is not its endpoint's; the one of us-east-1 is `undefined`. */
export function incompatible(
  constraint: string | undefined,
  headers: Readonly<Record<string, string>> = {},
): AwsError {
  const message = `The ${constraint ?? "unspecified"} location constraint is incompatible for the region specific endpoint this request was sent to.`;
  return new AwsError("IllegalLocationConstraintException", message, {}, headers);
}

/**
 * HeadBucket's answer, with the bucket's region: every caller learns it, also one that may not list the bucket.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html
 */
export function withBucketRegion(
  answer: WireResponse,
  request: WireRequest,
  account: Pick<Account, "store" | "region">,
): WireResponse {
  const region = isHeadBucket(request) ? s3Endpoint(request, account).bucketRegion : undefined;
  if (region === undefined) return answer;
  return { ...answer, headers: { ...answer.headers, "x-amz-bucket-region": region } };
}

function isHeadBucket(request: WireRequest): boolean {
  try {
    return request.method === "HEAD" && s3Address(request).key === "";
  } catch {
    return false;
  }
}
