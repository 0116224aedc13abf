// The MFA of GetSessionToken and AssumeRole: one of the caller's devices and its current code.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html
import { AwsError } from "../aws-error.ts";
import { timeStepOf } from "../iam/entities/one-time-password.ts";
import type { Call } from "../operation.ts";
import { type MfaDevice, mfaDevice } from "../store/mfa-device.ts";
import { lastTaken, takeCode } from "../store/taken-code.ts";

interface Input {
  readonly SerialNumber?: string | undefined;
  readonly TokenCode?: string | undefined;
}

interface Proof {
  readonly device: MfaDevice;
  readonly step: number;
}

/**
 * The caller's device and the time step of the code, or undefined where no MFA was sent.
 * @throws AwsError AccessDenied for only one of the two, another user's device, a wrong code or a used one.
 */
export function multiFactorProof({ SerialNumber, TokenCode }: Input, call: Call): Proof | undefined {
  if (SerialNumber === undefined && TokenCode === undefined) return undefined;
  if (SerialNumber === undefined || TokenCode === undefined) {
    throw failed(", must provide both MFA serial number and one time pass code. ");
  }
  const { account, caller } = call;
  const device = mfaDevice(account.store, SerialNumber);
  if (device === undefined || caller.user === undefined || device.user !== caller.user.id) {
    throw failed(
      ", unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.",
    );
  }
  const step = timeStepOf(device, TokenCode, account.now());
  // A code is valid once: https://datatracker.ietf.org/doc/html/rfc6238#section-5.2
  if (step === undefined || step <= lastTaken(account.store, device.serial)) {
    throw failed(" with invalid MFA one time pass code. ");
  }
  return { device, step };
}

/** True when MFA was sent and is right; the code is then used up. */
export function takeOneTimePassword(input: Input, call: Call): boolean {
  const proof = multiFactorProof(input, call);
  if (proof === undefined) return false;
  takeCode(call.account.store, proof.device.serial, proof.step);
  return true;
}

const failed = (how: string): AwsError =>
  new AwsError("AccessDenied", `MultiFactorAuthentication failed${how}`);
