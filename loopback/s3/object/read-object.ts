// What GetObject and HeadObject share: the object, whether it is wanted, which of its bytes, and the headers about it.
import type { GetObjectRequest } from "@aws-sdk/client-s3";
import { judge } from "../../authorization/authorize.ts";
import { AwsError } from "../../aws-error.ts";
import type { Call } from "../../operation.ts";
import type { StoredObject } from "../../store/stored-object.ts";
import { checksumOutput } from "../shared/checksum.ts";
import { onExistingObject, onVersion } from "../shared/existing-object.ts";
import { invalidArgument } from "../shared/listings.ts";
import { objectHeaders } from "../shared/object-headers.ts";
import { requireWanted } from "../shared/precondition.ts";
import { contentRange, type Span, spanOf } from "../shared/range.ts";
import { readableObject } from "../shared/readable-object.ts";
import { refuseEncryption } from "../shared/refuse-encryption.ts";
import { versionOf } from "../shared/version.ts";

/** Query parameters that replace headers of the answer. */
const overrides = [
  ["ResponseCacheControl", "CacheControl", "response-cache-control"],
  ["ResponseContentDisposition", "ContentDisposition", "response-content-disposition"],
  ["ResponseContentEncoding", "ContentEncoding", "response-content-encoding"],
  ["ResponseContentLanguage", "ContentLanguage", "response-content-language"],
  ["ResponseContentType", "ContentType", "response-content-type"],
  ["ResponseExpires", "Expires", "response-expires"],
] as const;

export const readMembers = [
  ...(["Bucket", "Key", "VersionId", "Range", "PartNumber", "ChecksumMode"] as const),
  ...(["IfMatch", "IfNoneMatch", "IfModifiedSince", "IfUnmodifiedSince"] as const),
  ...(["RequestPayer", "ExpectedBucketOwner"] as const),
  ...overrides.map(([member]) => member),
];

interface ReadObject {
  readonly object: StoredObject;
  readonly span: Span;
  readonly headers: object;
}

/**
 * The object to read.
 * @throws AwsError as refuseEncryption, readableObject, requireWanted and spanOf; InvalidObjectState for an archived object.
 */
export function readObject(input: GetObjectRequest, call: Call): ReadObject {
  refuseEncryption(call);
  const object = readableObject(input, call);
  requireWanted(input, object, call.account.now());
  const span = spanOf(input, object);
  const replaced = overriding(call);
  const { checksum, parts } = object.attributes;
  const part =
    span.partsCount === undefined ? undefined : parts?.find(({ number }) => number === input.PartNumber);
  const wantsChecksum = input.ChecksumMode === "ENABLED";
  return {
    object,
    span,
    headers: {
      ...objectHeaders(object),
      ...versionOf(object, call, input.Bucket),
      ...(wantsChecksum &&
        (!span.partial || input.PartNumber === 1) &&
        part === undefined &&
        checksumOutput(checksum)),
      ...(wantsChecksum &&
        part?.checksum &&
        checksumOutput({ ...part.checksum, type: checksum?.type ?? "COMPOSITE" })),
      ...tagCount(input, object, call),
      ...shownLock(input, object, call),
      ...replaced,
      ContentLength: span.to - span.from,
      ...contentRange(span, object),
      ...(span.partsCount !== undefined && { PartsCount: span.partsCount }),
    },
  };
}

function overriding({ caller, request }: Call): object {
  const sent = overrides.flatMap(([, header, parameter]) => {
    const value = request.query.get(parameter)?.[0];
    if (value !== undefined && !/^[\t\x20-\x7e\x80-\xff]*$/.test(value)) {
      throw invalidArgument("Header value cannot be represented using ISO-8859-1.", parameter, value);
    }
    return value === undefined ? [] : [[header, value] as const];
  });
  if (sent.length > 0 && caller.principal.type === "Anonymous") {
    throw new AwsError(
      "InvalidRequest",
      "Request specific response headers cannot be used for anonymous GET requests.",
    );
  }
  return Object.fromEntries(sent);
}

/** Only callers who may read the tags see how many there are. */
function tagCount(input: GetObjectRequest, { attributes }: StoredObject, call: Call): object {
  const count = Object.keys(attributes.tags ?? {}).length;
  if (count === 0) return {};
  const reading = onExistingObject("s3:GetObjectTagging", "s3:GetObjectVersionTagging", input, call);
  return judge(reading, call).decision.decision === "allowed" ? { TagCount: count } : {};
}

/** Only callers who may read an object's lock separately see it here. */
function shownLock(input: GetObjectRequest, { attributes }: StoredObject, call: Call): object {
  const { retention, legalHold } = attributes;
  const may = (action: string) =>
    judge(onVersion(action, action, input, call), call).decision.decision === "allowed";
  return {
    ...(retention &&
      may("s3:GetObjectRetention") && {
        ObjectLockMode: retention.mode,
        ObjectLockRetainUntilDate: new Date(retention.until),
      }),
    ...(legalHold && may("s3:GetObjectLegalHold") && { ObjectLockLegalHoldStatus: legalHold }),
  };
}
