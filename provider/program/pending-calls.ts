// The calls that a deployment has started: the first failure stops it, after the current calls have ended.

/** The calls of one deployment. */
interface PendingCalls {
  /** Rejects with the first failure; never resolves. */
  readonly failure: Promise<never>;
  /** Starts a call, unless the deployment is over. The promise never rejects: see `trackCalls`. */
  start<T>(call: () => Promise<T>): Promise<T>;
  /** Starts no further calls, and waits until the current ones have ended. */
  stop(): Promise<void>;
}

/**
 * Tracks calls that Pulumi's runtime makes. A call that fails, or comes too late, stays pending for ever: what
 * depends on it then never starts, while a rejection would reach every dependent as an unhandled one.
 */
export function trackCalls(): PendingCalls {
  const { promise: failure, reject } = Promise.withResolvers<never>();
  failure.catch(() => {}); // the deployment races with it; without a failure nobody reads it
  const underWay = new Set<Promise<unknown>>();
  const never = new Promise<never>(() => {});
  let stopped = false;

  async function settle<T>(running: Promise<T>): Promise<T> {
    try {
      return await running;
    } catch (error) {
      stopped = true;
      reject(error);
      return never;
    } finally {
      underWay.delete(running);
    }
  }

  return {
    failure,
    start(call) {
      if (stopped) return never;
      const running = call();
      underWay.add(running);
      return settle(running);
    },
    async stop() {
      stopped = true;
      await Promise.allSettled(underWay);
    },
  };
}
