// iam:ListMFADevices and iam:GetMFADevice: the devices that a user has enabled.
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListMFADevices.html
import type {
  GetMFADeviceRequest,
  GetMFADeviceResponse,
  ListMFADevicesRequest,
  ListMFADevicesResponse,
  MFADevice,
} from "@aws-sdk/client-iam";
import type { Operation } from "../../operation.ts";
import { type MfaDevice, mfaDevicesOf } from "../../store/mfa-device.ts";
import { existingUserName, paging, serialNumber, userName } from "../constraints.ts";
import { keyHolder, onKeyHolder } from "../entities/key-holder.ts";
import { deviceOf } from "../entities/mfa-device.ts";
import { pageOf } from "../page.ts";

export const listMfaDevices: Operation<ListMFADevicesRequest, ListMFADevicesResponse> = {
  takes: ["UserName", "Marker", "MaxItems"],
  constraints: { UserName: existingUserName, ...paging },

  requires: ({ UserName }, call) => [onKeyHolder("iam:ListMFADevices", UserName, call)],

  handle(input, call) {
    const { id, shown } = keyHolder(call, input.UserName);
    const devices = mfaDevicesOf(call.account.store, id);
    const { items, ...rest } = pageOf(devices, input, ({ serial }) => serial);
    return { MFADevices: items.map((device) => ({ ...shown, ...shape(device) })) as MFADevice[], ...rest };
  },
};

export const getMfaDevice: Operation<GetMFADeviceRequest, GetMFADeviceResponse> = {
  takes: ["SerialNumber", "UserName"],
  constraints: { SerialNumber: serialNumber, UserName: userName },

  requires: ({ UserName }, call) => [onKeyHolder("iam:GetMFADevice", UserName, call)],

  handle({ UserName, SerialNumber = "" }, call) {
    const holder = keyHolder(call, UserName);
    return { ...holder.shown, ...shape(deviceOf(call, holder, SerialNumber)) };
  },
};

const shape = ({ serial, enabled }: MfaDevice) => ({
  SerialNumber: serial,
  EnableDate: new Date(enabled ?? 0),
});
