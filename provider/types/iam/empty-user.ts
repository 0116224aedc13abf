// Removes from an IAM user what prevents its deletion.
import * as iam from "@aws-sdk/client-iam";
import { unlessAbsent } from "../../errors/absent.ts";

/** A user leaves its groups whenever it is deleted. */
export async function leaveGroups(client: iam.IAMClient, UserName: string): Promise<void> {
  for await (const { Groups = [] } of iam.paginateListGroupsForUser({ client }, { UserName })) {
    for (const { GroupName } of Groups) {
      await client.send(new iam.RemoveUserFromGroupCommand({ UserName, GroupName }));
    }
  }
}

/**
 * Deletes the credentials that the program does not know, for `forceDestroy`.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_users_remove.html
 */
export async function emptyUser(client: iam.IAMClient, UserName: string): Promise<void> {
  for await (const { AccessKeyMetadata = [] } of iam.paginateListAccessKeys({ client }, { UserName })) {
    for (const { AccessKeyId } of AccessKeyMetadata) {
      await client.send(new iam.DeleteAccessKeyCommand({ UserName, AccessKeyId }));
    }
  }
  for await (const { MFADevices = [] } of iam.paginateListMFADevices({ client }, { UserName })) {
    for (const { SerialNumber } of MFADevices) {
      await client.send(new iam.DeactivateMFADeviceCommand({ UserName, SerialNumber }));
      const isVirtual = SerialNumber?.startsWith("arn:");
      if (isVirtual) await client.send(new iam.DeleteVirtualMFADeviceCommand({ SerialNumber }));
    }
  }
  await unlessAbsent(client.send(new iam.DeleteLoginProfileCommand({ UserName })));
}
