// When a request says that it was signed, and whether that is near enough to now.
import { AwsError, type ServiceName } from "../aws-error.ts";
import type { WireRequest } from "../wire/wire-request.ts";
import type { Authorization } from "./authorization-header.ts";

/** AWS's tolerance, in milliseconds. */
const maximumSkew = 15 * 60 * 1000;

/**
 * The signing time, from `x-amz-date` or else from `date`.
 * @throws AwsError when it is missing, does not fit the credential scope, or is more than 15 minutes from now.
 */
export function signingTime(
  request: WireRequest,
  authorization: Authorization,
  service: ServiceName,
  now: Date,
): Date {
  const text = request.headers["x-amz-date"] ?? request.headers.date ?? "";
  const time = readTime(text);
  if (time === undefined) {
    if (service === "s3")
      throw new AwsError("AccessDenied", "AWS authentication requires a valid Date or x-amz-date header");
    throw new AwsError(
      "IncompleteSignature",
      "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.",
    );
  }
  const day = basic(time).slice(0, 8);
  if (day !== authorization.date) {
    throw new AwsError(
      service === "s3" ? "AuthorizationHeaderMalformed" : "SignatureDoesNotMatch",
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${authorization.date}' != '${day}', from '${text}'.`,
    );
  }
  if (Math.abs(time.getTime() - now.getTime()) > maximumSkew) throw skewed(text, time, service, now);
  return time;
}

/** ISO 8601's basic form (20260131T235959Z), or HTTP's (Sat, 31 Jan 2026 23:59:59 GMT). */
function readTime(text: string): Date | undefined {
  const extended = text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z");
  if (extended === text && !/^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$/.test(text)) return undefined;
  const time = new Date(extended);
  return Number.isNaN(time.getTime()) ? undefined : time;
}

function skewed(text: string, time: Date, service: ServiceName, now: Date): AwsError {
  if (service === "s3") {
    return new AwsError(
      "RequestTimeTooSkewed",
      "The difference between the request time and the current time is too large.",
      {
        RequestTime: text,
        ServerTime: now.toISOString(),
        MaxAllowedSkewMilliseconds: String(maximumSkew),
      },
    );
  }
  const late = time < now;
  const edge = new Date(now.getTime() + (late ? -maximumSkew : maximumSkew));
  return new AwsError(
    "SignatureDoesNotMatch",
    late
      ? `Signature expired: ${text} is now earlier than ${basic(edge)} (${basic(now)} - 15 min.)`
      : `Signature not yet current: ${text} is still later than ${basic(edge)} (${basic(now)} + 15 min.)`,
  );
}

/** ISO 8601's basic form, as AWS writes it: 20260131T235959Z. */
function basic(date: Date): string {
  return `${date.toISOString().slice(0, 19).replaceAll(/[-:]/g, "")}Z`;
}
