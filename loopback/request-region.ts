// The region that a request is for. S3 and STS are in every region; the loopback's own address stands for all of them.
import type { Account } from "./account.ts";
import type { ServiceName } from "./aws-error.ts";
import { bucketNamed } from "./store/bucket.ts";
import { hostRegion, isGlobalHost, s3Address, virtualBucket } from "./wire/s3-address.ts";
import type { WireRequest } from "./wire/wire-request.ts";

/** Where an S3 request was sent. */
export interface S3Endpoint {
  /** The only region that answers there; undefined for the loopback's own address. */
  readonly region?: string;
  /** The region of the bucket that the request names, where the bucket exists. */
  readonly bucketRegion?: string;
}

type Sent = Pick<WireRequest, "headers" | "path">;
type Known = Pick<Account, "store" | "region">;

/**
 * The endpoint of an S3 request. AWS's global host is in us-east-1, but its name system leads a name with a bucket to the
 * bucket's region. https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html
 */
export function s3Endpoint(request: Sent, { store }: Known): S3Endpoint {
  const { host = "" } = request.headers;
  const bucketRegion = bucketNamed(store, bucketIn(request))?.region;
  const region = hostRegion(host) ?? globalRegion(host, bucketRegion);
  return { ...(region !== undefined && { region }), ...(bucketRegion !== undefined && { bucketRegion }) };
}

function globalRegion(host: string, bucketRegion: string | undefined): string | undefined {
  if (!isGlobalHost(host)) return undefined;
  return (virtualBucket(host) === undefined ? undefined : bucketRegion) ?? "us-east-1";
}

/** Empty for an address that routing will refuse. */
function bucketIn(request: Sent): string {
  try {
    return s3Address(request).bucket;
  } catch {
    return "";
  }
}

/**
 * The region that a request is for: the one that it is signed for, or else the one where it is answered. IAM is in
 * us-east-1 for all regions.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-requestedregion
 */
export function requestRegion(
  service: ServiceName,
  signedFor: string | undefined,
  request: Sent,
  account: Known,
): string {
  if (service === "iam") return "us-east-1";
  if (signedFor !== undefined || service === "sts") return signedFor ?? account.region;
  const { region, bucketRegion } = s3Endpoint(request, account);
  return region ?? bucketRegion ?? account.region;
}
