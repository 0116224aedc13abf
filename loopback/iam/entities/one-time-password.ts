// The codes of virtual MFA devices: time-based one-time passwords of six digits, new every thirty seconds.
// https://datatracker.ietf.org/doc/html/rfc6238
import { Secret, TOTP } from "otpauth";
import type { MfaDevice } from "../../store/mfa-device.ts";

const period = 30;
/** How far the clock of a device may be off for one code; the RFC recommends this. */
const tolerated = 1;
/** How far it may be off for two codes in a row, which show the difference: ten minutes. */
const searched = 20;

type Device = Pick<MfaDevice, "seed" | "drift">;

const generator = (seed: string): TOTP =>
  new TOTP({ secret: Secret.fromBase32(seed), algorithm: "SHA1", digits: 6, period });

/** The time step, by the device's clock, of a code that it shows about now; undefined for a wrong one. */
export function timeStepOf({ seed, drift }: Device, code: string, now: Date): number | undefined {
  const totp = generator(seed);
  const timestamp = now.getTime() + drift * period * 1000;
  const delta = totp.validate({ token: code, timestamp, window: tolerated });
  return delta === null ? undefined : totp.counter({ timestamp }) + delta;
}

/** The time step of the second of two codes in a row, and how far the device's clock is off; undefined for wrong ones. */
export function consecutiveCodes(
  { seed }: Device,
  [first, second]: readonly [string, string],
  now: Date,
): { step: number; drift: number } | undefined {
  const totp = generator(seed);
  const timestamp = now.getTime();
  const current = totp.counter({ timestamp });
  for (let drift = -searched; drift <= searched; drift += 1) {
    const at = (offset: number) => totp.generate({ timestamp: (current + drift + offset) * period * 1000 });
    if (at(-1) === first && at(0) === second) {
      // The second code may be the one before the current one: the clock is then right.
      return { step: current + drift, drift: Math.abs(drift) <= tolerated ? 0 : drift };
    }
  }
  return undefined;
}
