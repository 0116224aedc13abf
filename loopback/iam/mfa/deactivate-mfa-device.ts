// iam:DeactivateMFADevice. https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeactivateMFADevice.html
import type { DeactivateMFADeviceRequest } from "@aws-sdk/client-iam";
import type { Operation } from "../../operation.ts";
import { updateMfaDevice } from "../../store/mfa-device.ts";
import { existingUserName, serialNumber } from "../constraints.ts";
import { keyHolder, onKeyHolder } from "../entities/key-holder.ts";
import { deviceOf } from "../entities/mfa-device.ts";

export const deactivateMfaDevice: Operation<DeactivateMFADeviceRequest, void> = {
  takes: ["UserName", "SerialNumber"],
  constraints: { UserName: existingUserName, SerialNumber: serialNumber },

  requires: ({ UserName }, call) => [onKeyHolder("iam:DeactivateMFADevice", UserName, call)],

  /** Its used codes stay used, because it may be enabled again. */
  handle({ UserName, SerialNumber = "" }, call) {
    const device = deviceOf(call, keyHolder(call, UserName), SerialNumber);
    updateMfaDevice(call.account.store, { ...device, user: null, enabled: null });
  },
};
