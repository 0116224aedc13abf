// The operations on virtual MFA devices, except on their tags.
import type { AnyOperation } from "../../operation.ts";
import { createVirtualMfaDevice } from "./create-virtual-mfa-device.ts";
import { deactivateMfaDevice } from "./deactivate-mfa-device.ts";
import { deleteVirtualMfaDevice } from "./delete-virtual-mfa-device.ts";
import { enableMfaDevice, resyncMfaDevice } from "./enable-mfa-device-operations.ts";
import { getMfaDevice, listMfaDevices } from "./list-mfa-device-operations.ts";
import { listVirtualMfaDevices } from "./list-virtual-mfa-devices.ts";

export const mfaDeviceOperations: Readonly<Record<string, AnyOperation>> = {
  CreateVirtualMFADevice: createVirtualMfaDevice,
  DeactivateMFADevice: deactivateMfaDevice,
  DeleteVirtualMFADevice: deleteVirtualMfaDevice,
  EnableMFADevice: enableMfaDevice,
  GetMFADevice: getMfaDevice,
  ListMFADevices: listMfaDevices,
  ListVirtualMFADevices: listVirtualMfaDevices,
  ResyncMFADevice: resyncMfaDevice,
};
