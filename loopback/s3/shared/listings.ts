// What S3's listings share: limits, encodings, condition keys, and how objects and owners are shown.
import type { RequestContext } from "../../../policy/authorization-request.ts";
import { AwsError } from "../../aws-error.ts";
import type { Call } from "../../operation.ts";
import type { ListedObject } from "../../store/stored-object.ts";
import { canonicalUser } from "./bucket.ts";

/** Entries on a page, unless the request wants fewer. */
const maximumEntries = 1000;

interface ListingInput {
  readonly Prefix?: string | undefined;
  readonly Delimiter?: string | undefined;
  readonly MaxKeys?: number | undefined;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html; only those that are sent. */
export function listingKeys({ Prefix, Delimiter, MaxKeys }: ListingInput): RequestContext {
  return {
    ...(Prefix !== undefined && { "s3:prefix": Prefix }),
    ...(Delimiter !== undefined && { "s3:delimiter": Delimiter }),
    ...(MaxKeys !== undefined && { "s3:max-keys": String(MaxKeys) }),
  };
}

/**
 * Entries that a page may have.
 * @throws AwsError InvalidArgument beyond AWS's limits; `member` is the name in its sentence, `parameter` the one on the wire.
 */
export function pageLimit(wanted: number | undefined, member = "maxKeys", parameter = "max-keys"): number {
  if (wanted === undefined) return maximumEntries;
  if (wanted < 0 || wanted > 2_147_483_647) {
    const message = `Argument ${member} must be an integer between 0 and 2147483647`;
    throw invalidArgument(message, parameter, wanted);
  }
  return Math.min(wanted, maximumEntries);
}

/**
 * How names are written in the answer: percent-encoded where the request asks for it.
 * @throws AwsError InvalidArgument for any other encoding.
 */
export function nameEncoder(encoding: string | undefined): (name: string) => string {
  if (encoding === undefined) return (name) => name;
  if (encoding === "url") return encodeName;
  throw invalidArgument("Invalid Encoding Method specified in Request", "encoding-type", encoding);
}

/** AWS percent-encodes names except `/`, and writes spaces as `+`. */
function encodeName(name: string): string {
  return encodeURIComponent(name).replaceAll("%2F", "/").replaceAll("%20", "+");
}

export function invalidArgument(message: string, name: string, value: string | number): AwsError {
  return new AwsError("InvalidArgument", message, { ArgumentName: name, ArgumentValue: String(value) });
}

/** An object in `Contents` or `Versions`. */
export function listedContents(object: ListedObject, encode: (name: string) => string) {
  const { key, modified, etag, size, attributes } = object;
  const { checksum, storageClass = "STANDARD" } = attributes;
  return {
    Key: encode(key),
    LastModified: new Date(modified),
    ETag: etag,
    ...(checksum && { ChecksumAlgorithm: [checksum.algorithm], ChecksumType: checksum.type }),
    Size: size,
    StorageClass: storageClass,
  };
}

/** Everything belongs to the account; AWS no longer shows names with ids. */
export const owner = ({ account }: Call): { readonly ID: string } => ({ ID: canonicalUser(account) });
