// A clock for the loopback that can be moved, so that nobody has to wait until a session expires.
import type { SmokeOptions } from "../../smoke/run-smoke.ts";

// AWS accepts a request time that is up to 15 minutes off, so no client notices that the clock is moved.
const BEFORE = 890_000;
const AFTER = 20_000;

/** While `make` runs, the clock is 890 seconds slow. Afterwards it is 20 seconds fast: 910 seconds have passed. */
export function movableClock(): {
  readonly now: () => Date;
  readonly outlive: NonNullable<SmokeOptions["outlive"]>;
} {
  let offset = 0;
  return {
    now: () => new Date(Date.now() + offset),
    async outlive(make, seconds) {
      if (seconds * 1000 > BEFORE + AFTER) throw new Error(`${seconds} seconds are more than can be passed`);
      offset = -BEFORE;
      try {
        return await make();
      } finally {
        offset = AFTER;
      }
    },
  };
}
