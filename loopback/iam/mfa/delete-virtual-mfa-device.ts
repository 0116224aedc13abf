// iam:DeleteVirtualMFADevice. https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteVirtualMFADevice.html
import type { DeleteVirtualMFADeviceRequest } from "@aws-sdk/client-iam";
import { AwsError } from "../../aws-error.ts";
import type { Operation } from "../../operation.ts";
import { deleteMfaDevice } from "../../store/mfa-device.ts";
import { forgetCodes } from "../../store/taken-code.ts";
import { serialNumber } from "../constraints.ts";
import { existingDevice, onDevice } from "../entities/mfa-device.ts";

export const deleteVirtualMfaDevice: Operation<DeleteVirtualMFADeviceRequest, void> = {
  takes: ["SerialNumber"],
  constraints: { SerialNumber: serialNumber },

  requires: ({ SerialNumber = "" }, call) => [onDevice("iam:DeleteVirtualMFADevice", SerialNumber, call)],

  handle({ SerialNumber = "" }, call) {
    if (existingDevice(call, SerialNumber).user !== null) {
      throw new AwsError("DeleteConflict", "MFA VirtualDevice in use. Must deactivate first.");
    }
    deleteMfaDevice(call.account.store, SerialNumber);
    forgetCodes(call.account.store, SerialNumber);
  },
};
