// Which bucket and key an S3 request names: in its path, or with the bucket in its host.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html
import { AwsError } from "../aws-error.ts";
import { regions } from "../regions.ts";
import { decode, type WireRequest } from "./wire-request.ts";

interface S3Address {
  /** Empty where the request names none. */
  readonly bucket: string;
  readonly key: string;
}

/**
 * `bucket.s3.region.domain` in all its forms. A host in any other domain is an endpoint, and the bucket is in the path.
 * https://docs.aws.amazon.com/general/latest/gr/s3.html
 */
const hostForm = new RegExp(
  `^(?:(.+?)\\.)??(?:s3(?:[.-](?:dualstack\\.)?(${[...regions].join("|")}))?\\.)?(localhost|amazonaws\\.com)(:\\d+)?$`,
  "i",
);

/**
 * The bucket and key of a request, decoded.
 * @throws AwsError InvalidBucketName for a path without a bucket, like `//key`; InvalidURI for a key that climbs out of
 * its bucket.
 */
export function s3Address({
  headers: { host = "" },
  path,
}: Pick<WireRequest, "headers" | "path">): S3Address {
  const virtual = virtualBucket(host);
  if (virtual !== undefined) return { bucket: virtual, key: readKey(path.slice(1)) };
  const slash = path.indexOf("/", 1);
  const bucket = decode(slash === -1 ? path.slice(1) : path.slice(1, slash));
  if (bucket === "" && path !== "/")
    throw new AwsError("InvalidBucketName", "The specified bucket is not valid.", { BucketName: "" });
  return { bucket, key: slash === -1 ? "" : readKey(path.slice(slash + 1)) };
}

/** The bucket in a host, in small letters; undefined for an endpoint. */
export const virtualBucket = (host: string): string | undefined => hostForm.exec(host)?.[1]?.toLowerCase();

/** The region that a host names, as `s3.eu-west-1.amazonaws.com` does. */
export const hostRegion = (host: string): string | undefined => hostForm.exec(host)?.[2]?.toLowerCase();

/** Whether a host is one of AWS's that name no region: `s3.amazonaws.com`, `bucket.s3.amazonaws.com`. */
export function isGlobalHost(host: string): boolean {
  const [, , region, domain] = hostForm.exec(host) ?? [];
  return region === undefined && domain?.toLowerCase() === "amazonaws.com";
}

/** The host at which a bucket is to be addressed in its region. A host without regions stands for all of them. */
export function hostInRegion(host: string, bucket: string, region: string): string {
  const [, , , domain, port = ""] = hostForm.exec(host) ?? [];
  if (domain === undefined) return host;
  return `${bucket}.s3${region === "us-east-1" ? "" : `-${region}`}.${domain}${port}`;
}

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
