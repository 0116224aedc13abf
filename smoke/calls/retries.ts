// How often a call is repeated: after a throttle more often than after other failures. The SDK's adaptive mode slows
// down all calls of a run and retries them within one budget.
// https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
import { AsyncLocalStorage } from "node:async_hooks";
import { AdaptiveRetryStrategy, DefaultRateLimiter } from "@smithy/core/retry";

const ATTEMPTS = 3;
const THROTTLED_ATTEMPTS = 5;

// In calls per second. The SDK's own minimum is one call in two seconds: at that rate a run would not end.
const SLOWEST = 20;

const once = new AsyncLocalStorage<true>();

/**
 * Makes a call that is repeated only after a throttle. If the answer is lost, the call may have had its effect, and the
 * answer to a repetition would be about what is left.
 */
export const unrepeated = <T>(call: () => Promise<T>): Promise<T> => once.run(true, call);

type Refresh = AdaptiveRetryStrategy["refreshRetryTokenForRetry"];

/**
 * The retries of one run. The budget is the SDK's: a hundred retries of throttles. Every success adds to it. If AWS
 * throttles every call, the budget is soon spent.
 */
export class Retries extends AdaptiveRetryStrategy {
  constructor() {
    super(THROTTLED_ATTEMPTS, { rateLimiter: new DefaultRateLimiter({ minFillRate: SLOWEST }) });
  }

  // A dropped connection deserves another try; a wrong endpoint must show within a second.
  override async refreshRetryTokenForRetry(...[token, error]: Parameters<Refresh>): ReturnType<Refresh> {
    const attempts = once.getStore() ? 1 : ATTEMPTS;
    if (error.errorType !== "THROTTLING" && token.getRetryCount() + 1 >= attempts)
      throw new Error("No retry token available");
    return super.refreshRetryTokenForRetry(token, error);
  }
}
