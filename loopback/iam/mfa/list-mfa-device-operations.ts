// iam:ListMFADevices and iam:GetMFADevice: the devices that a user has enabled.
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListMFADevices.html
import type {
  GetMFADeviceRequest,
  GetMFADeviceResponse,
  ListMFADevicesRequest,
  ListMFADevicesResponse,
} from "@aws-sdk/client-iam";
import type { Operation } from "../../operation.ts";
import { type MfaDevice, mfaDevicesOf } from "../../store/mfa-device.ts";
import { existingUserName, paging, serialNumber, userName } from "../constraints.ts";
import { deviceOf } from "../entities/mfa-device.ts";
import { existingUser, namedOrCaller, onUser } from "../entities/user.ts";
import { pageOf } from "../page.ts";

export const listMfaDevices: Operation<ListMFADevicesRequest, ListMFADevicesResponse> = {
  takes: ["UserName", "Marker", "MaxItems"],
  constraints: { UserName: existingUserName, ...paging },

  requires: ({ UserName }, call) => [onUser("iam:ListMFADevices", UserName, call)],

  handle(input, call) {
    const user = existingUser(call, namedOrCaller(call, input.UserName));
    const devices = mfaDevicesOf(call.account.store, user.id);
    const { items, ...rest } = pageOf(devices, input, ({ serial }) => serial);
    return { MFADevices: items.map((device) => ({ UserName: user.name, ...shape(device) })), ...rest };
  },
};

export const getMfaDevice: Operation<GetMFADeviceRequest, GetMFADeviceResponse> = {
  takes: ["SerialNumber", "UserName"],
  constraints: { SerialNumber: serialNumber, UserName: userName },

  requires: ({ UserName }, call) => [onUser("iam:GetMFADevice", UserName, call)],

  handle({ UserName, SerialNumber = "" }, call) {
    const user = existingUser(call, namedOrCaller(call, UserName));
    return { UserName: user.name, ...shape(deviceOf(call, user, SerialNumber)) };
  },
};

const shape = ({ serial, enabled }: MfaDevice) => ({
  SerialNumber: serial,
  EnableDate: new Date(enabled ?? 0),
});
