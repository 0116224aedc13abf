// iam:ListVirtualMFADevices. https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListVirtualMFADevices.html
import type {
  ListVirtualMFADevicesRequest,
  ListVirtualMFADevicesResponse,
  VirtualMFADevice,
} from "@aws-sdk/client-iam";
import type { Call, Operation } from "../../operation.ts";
import { allMfaDevices, type MfaDevice } from "../../store/mfa-device.ts";
import { userWithId } from "../../store/user.ts";
import { paging } from "../constraints.ts";
import { deviceArn } from "../entities/mfa-device.ts";
import { userShape } from "../entities/user.ts";
import { pageOf } from "../page.ts";

export const listVirtualMfaDevices: Operation<ListVirtualMFADevicesRequest, ListVirtualMFADevicesResponse> = {
  takes: ["AssignmentStatus", "Marker", "MaxItems"],
  constraints: { AssignmentStatus: { values: ["Assigned", "Unassigned", "Any"] }, ...paging },

  requires: (_input, { account }) => [
    { action: "iam:ListVirtualMFADevices", resource: deviceArn(account, "/", "") },
  ],

  handle(input, call) {
    const { AssignmentStatus = "Any" } = input;
    const devices = allMfaDevices(call.account.store).filter(
      ({ user }) => AssignmentStatus === "Any" || (AssignmentStatus === "Assigned") === (user !== null),
    );
    const { items, ...rest } = pageOf(devices, input, ({ serial }) => serial);
    return { VirtualMFADevices: items.map((device) => shape(device, call)), ...rest };
  },
};

function shape({ serial, user: id, enabled }: MfaDevice, call: Call): VirtualMFADevice {
  const user = id === null ? undefined : userWithId(call.account.store, id);
  if (user === undefined || enabled === null) return { SerialNumber: serial };
  return { SerialNumber: serial, EnableDate: new Date(enabled), User: userShape(user, call, false) };
}
