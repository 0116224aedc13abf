// s3:ListObjectsV2. https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html
import type { ListObjectsV2Output, ListObjectsV2Request } from "@aws-sdk/client-s3";
import { AwsError } from "../aws-error.ts";
import type { Operation } from "../operation.ts";
import { existingBucket, onBucket } from "./buckets.ts";
import { listPage } from "./list-page.ts";

/** Keys on a page, unless the request wants fewer. */
const maximumKeys = 1000;

export const listObjectsV2: Operation<ListObjectsV2Request, ListObjectsV2Output> = {
  takes: [
    ...(["Bucket", "Prefix", "Delimiter", "MaxKeys", "StartAfter"] as const),
    ...(["ContinuationToken", "EncodingType", "ExpectedBucketOwner"] as const),
  ],

  requires: (input, call) => [onBucket("s3:ListBucket", input, call, conditionKeys(input))],

  handle(input, call) {
    const {
      Prefix = "",
      Delimiter,
      MaxKeys = maximumKeys,
      StartAfter,
      ContinuationToken,
      EncodingType,
    } = input;
    const { name } = existingBucket(input, call);
    if (MaxKeys < 0 || MaxKeys > 2_147_483_647)
      throw invalid("Argument maxKeys must be an integer between 0 and 2147483647", "max-keys", MaxKeys);
    if (EncodingType !== undefined && EncodingType !== "url")
      throw invalid("Invalid Encoding Method specified in Request", "encoding-type", EncodingType);
    const from = ContinuationToken === undefined ? afterKey(StartAfter ?? "") : readToken(ContinuationToken);
    const limit = Math.min(MaxKeys, maximumKeys);
    const page = listPage(call.account.store, {
      bucket: name,
      prefix: Prefix,
      delimiter: Delimiter,
      from,
      limit,
    });
    const encode = EncodingType === "url" ? encodeKey : (key: string) => key;
    return {
      Name: name,
      Prefix: encode(Prefix),
      MaxKeys: limit,
      KeyCount: page.objects.length + page.commonPrefixes.length,
      IsTruncated: page.next !== undefined,
      Contents: page.objects.map(({ key, modified, etag, size }) => ({
        Key: encode(key),
        LastModified: new Date(modified),
        ETag: etag,
        Size: size,
        StorageClass: "STANDARD" as const,
      })),
      CommonPrefixes: page.commonPrefixes.map((prefix) => ({ Prefix: encode(prefix) })),
      ...(Delimiter !== undefined && { Delimiter: encode(Delimiter) }),
      ...(StartAfter !== undefined && { StartAfter: encode(StartAfter) }),
      ...(ContinuationToken !== undefined && { ContinuationToken }),
      ...(EncodingType !== undefined && { EncodingType }),
      ...(page.next !== undefined && { NextContinuationToken: page.next.toString("base64url") }),
    };
  },
};

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html; present only when the request says them. */
function conditionKeys({ Prefix, Delimiter, MaxKeys }: ListObjectsV2Request) {
  return {
    ...(Prefix !== undefined && { "s3:prefix": Prefix }),
    ...(Delimiter !== undefined && { "s3:delimiter": Delimiter }),
    ...(MaxKeys !== undefined && { "s3:max-keys": String(MaxKeys) }),
  };
}

/** The least byte string above a key: the key and a zero byte; of no key, the empty one. */
function afterKey(key: string): Buffer {
  return key === "" ? Buffer.alloc(0) : Buffer.from(`${key}\0`);
}

function readToken(token: string): Buffer {
  const bytes = Buffer.from(token, "base64url");
  if (token !== "" && bytes.toString("base64url") === token) return bytes;
  throw invalid("The continuation token provided is incorrect", "continuation-token", token);
}

function invalid(message: string, name: string, value: string | number): AwsError {
  return new AwsError("InvalidArgument", message, { ArgumentName: name, ArgumentValue: String(value) });
}

/** AWS percent-encodes keys but for `/` and writes spaces as `+`. */
function encodeKey(key: string): string {
  return encodeURIComponent(key).replaceAll("%2F", "/").replaceAll("%20", "+");
}
