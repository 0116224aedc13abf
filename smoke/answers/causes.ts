// Why an answer says nothing about permission: one row for each cause. The first row that fits is given.
import type { AwsFailure } from "../calls/aws-failure.ts";
import { isClockSkew } from "./is-clock-skew.ts";

interface Cause {
  when: (failure: AwsFailure) => boolean;
  because: string;
}

const code =
  (...codes: readonly string[]) =>
  (failure: AwsFailure): boolean =>
    codes.includes(failure.code);

const CAUSES: readonly Cause[] = [
  { when: code("ECONNREFUSED"), because: "nothing listens at the endpoint" },
  { when: code("ENOTFOUND", "EAI_AGAIN"), because: "the endpoint's name does not resolve" },
  {
    when: code("ETIMEDOUT", "TimeoutError", "RequestTimeout", "AbortError"),
    because: "no answer came in time",
  },
  {
    when: code("ECONNRESET", "EPIPE", "UND_ERR_SOCKET"),
    because: "the connection broke before an answer came",
  },
  {
    when: ({ code }) => /^(CERT_|ERR_TLS|DEPTH_ZERO|UNABLE_TO|SELF_SIGNED)/.test(code),
    because: "the endpoint's certificate is not trusted",
  },
  {
    when: (failure) =>
      code(
        "SlowDown",
        "Throttling",
        "ThrottlingException",
        "ThrottledException",
        "RequestThrottled",
        "RequestThrottledException",
        "TooManyRequestsException",
        "RequestLimitExceeded",
        "BandwidthLimitExceeded",
        "PriorRequestNotComplete",
      )(failure) || failure.status === 429,
    because: "AWS throttled the call: run again later, or with less concurrency",
  },
  {
    when: isClockSkew,
    because: "this machine's clock is more than 15 minutes off: set it",
  },
  {
    when: code("ForeignAnswer"),
    because: "the call succeeded, but the answer is not what the AWS service sends: is a proxy answering?",
  },
  { when: code("NoSuchBucket"), because: "the bucket does not exist: deploy the stack again" },
  {
    when: (failure) =>
      code(
        "PermanentRedirect",
        "TemporaryRedirect",
        "Redirect",
        "AuthorizationHeaderMalformed",
        "IllegalLocationConstraintException",
      )(failure) ||
      (failure.status !== undefined && failure.status >= 300 && failure.status < 400),
    because: 'AWS sent the call to another region: the stack output "region" is not the bucket\'s',
  },
  { when: code("RegionDisabledException"), because: "STS is not activated in this region for this account" },
  {
    when: code("NotImplemented", "InvalidAction", "MethodNotAllowed"),
    because: "the endpoint does not offer this operation",
  },
  { when: ({ status = 0 }) => status >= 500, because: "the service failed" },
  {
    when: code("AccessDenied"),
    because: "AWS denied something, but its message does not name the probed action",
  },
  {
    when: ({ status, code }) => (status === 403 || status === 407) && code === "",
    because: "something between here and AWS, such as a proxy, refused the call",
  },
];

/** The cause, in words that end a sentence, with what AWS or the network said. */
export function inconclusiveBecause(failure: AwsFailure): string {
  const cause = CAUSES.find(({ when }) => when(failure));
  const answer = [failure.status, failure.code, failure.message].filter(Boolean).join(" ");
  return cause === undefined
    ? `the answer says nothing about permission (${answer})`
    : `${cause.because} (${answer})`;
}
