// iam:EnableMFADevice and iam:ResyncMFADevice: two codes in a row prove possession of the device, and show its clock.
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_EnableMFADevice.html
import type { EnableMFADeviceRequest, ResyncMFADeviceRequest } from "@aws-sdk/client-iam";
import { timestamp } from "../../account.ts";
import { AwsError } from "../../aws-error.ts";
import type { Operation } from "../../operation.ts";
import { mfaDevicesOf, updateMfaDevice } from "../../store/mfa-device.ts";
import { authenticationCode, existingUserName, serialNumber } from "../constraints.ts";
import { deviceOf, existingDevice, takeConsecutiveCodes } from "../entities/mfa-device.ts";
import { existingUser, onUser } from "../entities/user.ts";

/** MFA devices that a user may have. */
const quota = 8;

const takes = ["UserName", "SerialNumber", "AuthenticationCode1", "AuthenticationCode2"] as const;
const constraints = {
  UserName: existingUserName,
  SerialNumber: serialNumber,
  AuthenticationCode1: authenticationCode,
  AuthenticationCode2: authenticationCode,
};

export const enableMfaDevice: Operation<EnableMFADeviceRequest, void> = {
  takes,
  constraints,
  requires: ({ UserName = "" }, call) => [onUser("iam:EnableMFADevice", UserName, call)],

  handle(input, call) {
    const { UserName = "", SerialNumber = "" } = input;
    const { account } = call;
    const user = existingUser(call, UserName);
    const device = existingDevice(call, SerialNumber);
    if (device.user !== null) throw new AwsError("EntityAlreadyExists", "MFA Device is already in use.");
    if (mfaDevicesOf(account.store, user.id).length >= quota) {
      throw new AwsError("LimitExceeded", `Cannot exceed quota for MFADevicesPerUser: ${quota}`);
    }
    const drift = takeConsecutiveCodes(device, input, call);
    updateMfaDevice(account.store, { ...device, drift, user: user.id, enabled: timestamp(account) });
  },
};

export const resyncMfaDevice: Operation<ResyncMFADeviceRequest, void> = {
  takes,
  constraints,
  requires: ({ UserName = "" }, call) => [onUser("iam:ResyncMFADevice", UserName, call)],

  handle(input, call) {
    const { UserName = "", SerialNumber = "" } = input;
    const device = deviceOf(call, existingUser(call, UserName), SerialNumber);
    updateMfaDevice(call.account.store, { ...device, drift: takeConsecutiveCodes(device, input, call) });
  },
};
