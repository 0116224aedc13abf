// How often a call is made again: a throttle more often than anything else, in the SDK's adaptive mode, which slows
// down all calls of a run and retries them within one budget.
// https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
import { AdaptiveRetryStrategy, DefaultRateLimiter } from "@smithy/core/retry";

const ATTEMPTS = 3;
const THROTTLED_ATTEMPTS = 5;

// In calls a second. The SDK's own least is one in two seconds, in which a run would not end.
const SLOWEST = 20;

type Refresh = AdaptiveRetryStrategy["refreshRetryTokenForRetry"];

/**
 * The retries of one run. Its budget is the SDK's: a hundred retries of throttles, to which every success adds; where
 * everything is throttled it is soon spent.
 */
export class Retries extends AdaptiveRetryStrategy {
  constructor() {
    super(THROTTLED_ATTEMPTS, { rateLimiter: new DefaultRateLimiter({ minFillRate: SLOWEST }) });
  }

  // A dropped connection deserves another try; a wrong endpoint must show within a second.
  override async refreshRetryTokenForRetry(...[token, error]: Parameters<Refresh>): ReturnType<Refresh> {
    if (error.errorType !== "THROTTLING" && token.getRetryCount() + 1 >= ATTEMPTS)
      throw new Error("No retry token available");
    return super.refreshRetryTokenForRetry(token, error);
  }
}
