// Limits the requests per second, as AWS does, so that a client's retries can be tested.
import { AwsError, type ServiceName } from "./aws-error.ts";

/** @throws AwsError when a request exceeds the limit, in its service's own words. */
export type RateLimit = (service: ServiceName) => void;

/**
 * A limit that allows this many requests at once, and as many again in each second.
 * @param now epoch milliseconds
 */
export function rateLimit(perSecond: number, now: () => number): RateLimit {
  let left = perSecond;
  let last = now();
  return (service) => {
    const time = now();
    left = Math.min(left + ((time - last) / 1000) * perSecond, perSecond);
    last = time;
    if (left < 1) throw tooMany(service);
    left -= 1;
  };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html, https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html */
const tooMany = (service: ServiceName): AwsError =>
  service === "s3"
    ? new AwsError("SlowDown", "Please reduce your request rate.")
    : new AwsError("Throttling", "Rate exceeded");
