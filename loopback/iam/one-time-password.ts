// The codes of virtual MFA devices: time-based one-time passwords of six digits, new every thirty seconds.
// https://datatracker.ietf.org/doc/html/rfc6238
import { Secret, TOTP } from "otpauth";

const period = 30;

/**
 * The time step of a code that the device shows about now, or undefined for a wrong one. A clock may be wrong by
 * `window` steps: one is what the RFC recommends.
 */
export function timeStepOf(seed: string, code: string, now: Date, window = 1): number | undefined {
  const totp = new TOTP({ secret: Secret.fromBase32(seed), algorithm: "SHA1", digits: 6, period });
  const timestamp = now.getTime();
  const delta = totp.validate({ token: code, timestamp, window });
  return delta === null ? undefined : totp.counter({ timestamp }) + delta;
}
