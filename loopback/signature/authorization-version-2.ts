// Reads a claimed Signature Version 2, from the Authorization header or from the query of a presigned URL of S3.
// https://docs.aws.amazon.com/AmazonS3/latest/API/RESTAuthentication.html
import { AwsError } from "../aws-error.ts";
import type { WireRequest } from "../wire/wire-request.ts";
import { isPresigned } from "./authorization-query.ts";
import { requireNear } from "./request-time.ts";

/** A signature as claimed: not verified yet. */
export interface Authorization2 {
  readonly accessKeyId: string;
  /** In base64. */
  readonly signature: string;
  readonly token?: string;
  readonly place: "header" | "query";
  /** The line of the string to sign that tells the time. */
  readonly date: string;
}

/** Whether an S3 request claims a signature of this version, and no other. */
export function claimsVersion2(request: WireRequest): boolean {
  const { authorization } = request.headers;
  if (authorization !== undefined) return /^AWS /i.test(authorization) && !isPresigned(request, "s3");
  return request.query.has("Signature") && !request.query.has("X-Amz-Algorithm");
}

/**
 * The Signature Version 2 that an S3 request claims, if its time is right.
 * @throws AwsError InvalidArgument for a malformed header, AccessDenied for a missing parameter, a malformed time and a
 * URL that has expired, RequestTimeTooSkewed.
 */
export function readAuthorization2({ headers, query }: WireRequest, now: Date): Authorization2 {
  const header = headers.authorization;
  const parameter = header === undefined ? only(query, "x-amz-security-token") : undefined;
  const token = headers["x-amz-security-token"] ?? parameter;
  const rest = token === undefined ? {} : { token };
  return header === undefined
    ? { ...readParameters(query, now), ...rest }
    : { ...readHeader(headers, header, now), ...rest };
}

function readHeader(headers: WireRequest["headers"], header: string, now: Date): Authorization2 {
  const named = { ArgumentName: "Authorization", ArgumentValue: header };
  const claimed = header.slice("AWS ".length);
  if (claimed.startsWith(" ")) {
    const message = "Authorization header is invalid -- one and only one ' ' (space) required";
    throw new AwsError("InvalidArgument", message, named);
  }
  const [, accessKeyId = "", signature = ""] = /^([^:]*):([^:]+)$/.exec(claimed) ?? [];
  if (signature === "") {
    const message = "AWS authorization header is invalid.  Expected AwsAccessKeyId:signature";
    throw new AwsError("InvalidArgument", message, named);
  }
  const amazon = headers["x-amz-date"];
  requireNear(amazon ?? headers.date ?? "", now);
  return { accessKeyId, signature, place: "header", date: amazon === undefined ? (headers.date ?? "") : "" };
}

function readParameters(query: WireRequest["query"], now: Date): Authorization2 {
  const [accessKeyId, signature, expires] = ["AWSAccessKeyId", "Signature", "Expires"].map((name) =>
    only(query, name),
  );
  if (accessKeyId === undefined || signature === undefined || expires === undefined) {
    throw new AwsError(
      "AccessDenied",
      "Query-string authentication requires the Signature, Expires and AWSAccessKeyId parameters",
    );
  }
  requireAlive(expires, now);
  return { accessKeyId, signature, place: "query", date: expires };
}

/** Of a parameter that occurs twice, two readers might read different values: it is none. */
function only(query: WireRequest["query"], name: string): string | undefined {
  const [, values = []] = [...query].find(([other]) => other.toLowerCase() === name.toLowerCase()) ?? [];
  return values.length === 1 ? values[0] : undefined;
}

/** The last second that S3 takes for an Expires. */
const lastSecond = 2 ** 31 - 1;

/** @param expires seconds since the epoch */
function requireAlive(expires: string, now: Date): void {
  const seconds = /^[+-]?\d{1,15}$/.test(expires) ? Number(expires) : Number.NaN;
  if (!(Math.abs(seconds) <= lastSecond)) {
    throw new AwsError("AccessDenied", `Invalid date (should be seconds since epoch): ${expires}`);
  }
  const end = new Date(seconds * 1000);
  if (now <= end) return;
  const [Expires, ServerTime] = [end, now].map((time) => `${time.toISOString().slice(0, 19)}Z`) as [
    string,
    string,
  ];
  throw new AwsError("AccessDenied", "Request has expired", { Expires, ServerTime });
}
