// Which bucket and key an S3 request names: in its path, or with the bucket in its host.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html
import { AwsError } from "../aws-error.ts";
import { decode, type WireRequest } from "./wire-request.ts";

interface S3Address {
  /** Empty where the request names none. */
  readonly bucket: string;
  readonly key: string;
}

/** Hosts whose first part is a bucket. Any other is an endpoint, and the bucket is in the path. */
const virtualHost = /^(.+?)\.(?:s3(?:\.[a-z0-9-]+)?\.)?(?:localhost|amazonaws\.com)(?::\d+)?$/i;
/** Endpoints that look like one: `s3.localhost`, `s3.us-east-1.amazonaws.com`. */
const endpoint = /^s3(?:\.[a-z0-9-]+)?\.(?:localhost|amazonaws\.com)(?::\d+)?$/i;

/**
 * The bucket and key of a request, decoded.
 * @throws AwsError InvalidBucketName for a path without a bucket, like `//key`; InvalidURI for a key that climbs out of
 * its bucket.
 */
export function s3Address({ headers: { host = "" }, path }: WireRequest): S3Address {
  const virtual = virtualBucket(host);
  if (virtual !== undefined) return { bucket: virtual, key: readKey(path.slice(1)) };
  const slash = path.indexOf("/", 1);
  const bucket = decode(slash === -1 ? path.slice(1) : path.slice(1, slash));
  if (bucket === "" && path !== "/")
    throw new AwsError("InvalidBucketName", "The specified bucket is not valid.", { BucketName: "" });
  return { bucket, key: slash === -1 ? "" : readKey(path.slice(slash + 1)) };
}

/** The bucket in a host, in small letters; undefined for an endpoint. */
export const virtualBucket = (host: string): string | undefined =>
  endpoint.test(host) ? undefined : virtualHost.exec(host)?.[1]?.toLowerCase();

/** `a/../b` is a key like any other; S3 refuses those that lead above where they started. */
function readKey(path: string): string {
  const key = decode(path);
  if (!key.includes("..")) return key;
  let depth = 0;
  for (const part of key.split("/")) {
    depth += part === ".." ? -1 : 1;
    if (depth < 0) throw new AwsError("InvalidURI", "Couldn't parse the specified URI.");
  }
  return key;
}
