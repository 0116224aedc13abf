// When a request claims to be signed, and whether that is near enough to now.
import { AwsError } from "../aws-error.ts";
import type { Authorization } from "./authorization.ts";
import { dateIsMissing } from "./authorization-header.ts";
import { malformedQuery } from "./authorization-query.ts";

/** AWS's tolerance, in milliseconds. */
const maximumSkew = 15 * 60 * 1000;

/**
 * The signing time in ISO 8601's basic form, as it is signed.
 * @param header the Authorization header, whose hash STS and IAM show
 * @throws AwsError when the time is missing, does not fit the credential scope, or is more than 15 minutes from now;
 * for a presigned URL of S3 when it is not valid yet, or no longer.
 */
export function signingTime(authorization: Authorization, now: Date, header = ""): string {
  const { time: text, service, place } = authorization;
  const time = readTime(text, place);
  if (time === undefined) throw noTime(authorization, header);
  const written = /^\d{8}T\d{6}Z$/.test(text) ? text : basic(time);
  requireScopeDate(authorization, written.slice(0, 8));
  if (service === "s3" && place === "query") requireAlive(authorization, time, now);
  else if (Math.abs(time.getTime() - now.getTime()) > maximumSkew) throw skewed(authorization, time, now);
  return written;
}

/**
 * Requires of the time of a Signature Version 2 what is required of the others.
 * @param text in ISO 8601's basic form, or in HTTP's, whose zone may be a number (Tue, 27 Mar 2007 19:36:42 +0000)
 * @throws AwsError AccessDenied for none and for a malformed one, RequestTimeTooSkewed
 */
export function requireNear(text: string, now: Date): void {
  const numbered = /^(\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d) [+-]\d{4}$/.test(text);
  const time = numbered ? new Date(text) : readTime(text, "header");
  if (time === undefined || Number.isNaN(time.getTime())) throw noDate();
  if (Math.abs(time.getTime() - now.getTime()) > maximumSkew)
    throw skewed({ service: "s3", time: text }, time, now);
}

/** ISO 8601's basic form (20260131T235959Z), or in headers HTTP's (Sat, 31 Jan 2026 23:59:59 GMT). */
function readTime(text: string, place: Authorization["place"]): Date | undefined {
  if (text !== "" && text === last.text) return last.time;
  const extended = text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z");
  const http = place === "header" && /^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$/.test(text);
  if (extended === text && !http) return undefined;
  const time = new Date(extended);
  if (Number.isNaN(time.getTime())) return undefined;
  if (!http) last = { text, time };
  return time;
}

/** All requests of one second have the same time, so it is parsed once. */
let last = { text: "", time: new Date(Number.NaN) };

function noTime({ service, place, time }: Authorization, header: string): AwsError {
  if (service === "s3") {
    return place === "query"
      ? malformedQuery(`X-Amz-Date must be in the ISO8601 Long Format "yyyyMMdd'T'HHmmss'Z'"`)
      : noDate();
  }
  if (time === "") return dateIsMissing(header);
  return new AwsError(
    "IncompleteSignature",
    `Date must be in ISO-8601 'basic format'. Got '${time}'. See http://en.wikipedia.org/wiki/ISO_8601`,
  );
}

const noDate = (): AwsError =>
  new AwsError("AccessDenied", "AWS authentication requires a valid Date or x-amz-date header");

function requireScopeDate({ service, place, date, time }: Authorization, day: string): void {
  if (day === date) return;
  if (service === "s3" && place === "query") {
    throw malformedQuery(
      `Invalid credential date "${date}". This date is not the same as X-Amz-Date: "${day}".`,
    );
  }
  throw new AwsError(
    service === "s3" ? "AuthorizationHeaderMalformed" : "SignatureDoesNotMatch",
    `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${date}' != '${day}', from '${time}'.`,
  );
}

/** A presigned URL is valid from its date, with a tolerance for wrong clocks, for the time that it states. */
function requireAlive({ expires = 0 }: Authorization, time: Date, now: Date): void {
  const end = new Date(time.getTime() + expires * 1000);
  const times = { Expires: whole(end), ServerTime: whole(now) };
  if (time.getTime() - now.getTime() > maximumSkew) {
    const begin = { "X-Amz-Date": String(time.getTime()) };
    throw new AwsError("AccessDenied", "Request is not yet valid", { ...begin, ...times });
  }
  if (now > end)
    throw new AwsError("AccessDenied", "Request has expired", { "X-Amz-Expires": String(expires), ...times });
}

function skewed(
  { service, time: text }: Pick<Authorization, "service" | "time">,
  time: Date,
  now: Date,
): AwsError {
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

/** 2026-01-31T23:59:59Z. */
const whole = (date: Date): string => `${date.toISOString().slice(0, 19)}Z`;

/** ISO 8601's basic form, as AWS writes it: 20260131T235959Z. */
const basic = (date: Date): string => whole(date).replaceAll(/[-:]/g, "");
