// Virtual MFA devices as IAM's operations see them: found or NoSuchEntity, named by serial number.
import { formatArn, parseArn } from "../../../policy/arn.ts";
import type { RequestContext } from "../../../policy/authorization-request.ts";
import type { Account } from "../../account.ts";
import { keyPerTag } from "../../authorization/request-tags.ts";
import { AwsError } from "../../aws-error.ts";
import type { Call, Requirement } from "../../operation.ts";
import { type MfaDevice, mfaDevice } from "../../store/mfa-device.ts";
import { lastTaken, takeCode } from "../../store/taken-code.ts";
import { consecutiveCodes } from "./one-time-password.ts";

/** @throws AwsError NoSuchEntity when there is no such device. */
export function existingDevice({ account }: Pick<Call, "account">, serial: string): MfaDevice {
  return mfaDevice(account.store, serial) ?? noSuchDevice(serial);
}

/** @throws AwsError NoSuchEntity when the holder has no such device enabled. */
export function deviceOf(
  call: Pick<Call, "account">,
  holder: { readonly id: string },
  serial: string,
): MfaDevice {
  const device = existingDevice(call, serial);
  return device.user === holder.id ? device : noSuchDevice(serial);
}

function noSuchDevice(serial: string): never {
  throw new AwsError("NoSuchEntity", `MFA Device with serial number ${serial} does not exist.`);
}

/** The serial number of a device: its ARN. */
export const deviceArn = ({ id, partition }: Account, path: string, name: string): string =>
  formatArn({ partition, service: "iam", region: "", account: id, resource: `mfa${path}${name}` });

/** An action on a device. A text that is no ARN is the number of a hardware device; this account has no such device. */
export function onDevice(
  action: string,
  serial: string,
  { account }: Pick<Call, "account">,
  context: RequestContext = {},
): Requirement {
  const device = mfaDevice(account.store, serial);
  const own = keyPerTag("aws:ResourceTag/", device?.tags ?? {});
  // Serial numbers ignore case; policies judge the ARN of the stored device.
  const resource =
    device?.serial ?? (parseArn(serial) === undefined ? deviceArn(account, "/", serial) : serial);
  return { action, resource, context: { ...own, ...context } };
}

/**
 * How far a device's clock is off, by two codes in a row. Both codes are then used up.
 * @throws AwsError InvalidAuthenticationCode when they are not the device's, not in a row, or already used.
 */
export function takeConsecutiveCodes(
  device: MfaDevice,
  { AuthenticationCode1 = "", AuthenticationCode2 = "" }: Codes,
  { account }: Pick<Call, "account">,
): number {
  const found = consecutiveCodes(device, [AuthenticationCode1, AuthenticationCode2], account.now());
  if (found === undefined || found.step <= lastTaken(account.store, device.serial)) {
    throw new AwsError("InvalidAuthenticationCode", "Authentication code for device is not valid.");
  }
  takeCode(account.store, device.serial, found.step);
  return found.drift;
}

interface Codes {
  readonly AuthenticationCode1?: string | undefined;
  readonly AuthenticationCode2?: string | undefined;
}
