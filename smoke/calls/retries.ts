// How often a call is made again: a throttle more often than anything else, in the SDK's adaptive mode, which slows
// down all calls of a run and retries them within one budget.
// https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
import { AsyncLocalStorage } from "node:async_hooks";
import { AdaptiveRetryStrategy, DefaultRateLimiter } from "@smithy/core/retry";

const ATTEMPTS = 3;
const THROTTLED_ATTEMPTS = 5;

// In calls a second. The SDK's own least is one in two seconds, in which a run would not end.
const SLOWEST = 20;

const once = new AsyncLocalStorage<true>();

/**
 * Makes a call that is repeated only after a throttle: one whose answer got lost has perhaps done what it says, and the
 * answer to its repetition would be about what it left behind.
 */
export const unrepeated = <T>(call: () => Promise<T>): Promise<T> => once.run(true, call);

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
    const attempts = once.getStore() ? 1 : ATTEMPTS;
    if (error.errorType !== "THROTTLING" && token.getRetryCount() + 1 >= attempts)
      throw new Error("No retry token available");
    return super.refreshRetryTokenForRetry(token, error);
  }
}
