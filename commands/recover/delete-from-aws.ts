// Deletes what a plan says. AWS itself refuses to delete a resource that is not empty.
import {
  DeleteAccessKeyCommand,
  DeleteGroupCommand,
  DeletePolicyCommand,
  DeleteRoleCommand,
  DeleteUserCommand,
} from "@aws-sdk/client-iam";
import { DeleteBucketCommand } from "@aws-sdk/client-s3";
import { accessKeyType } from "./identities.ts";
import type { Clients } from "./lookups.ts";
import type { Deletion } from "./plan.ts";

/** One row for each of `deletable`, and the access keys. */
const deletions: Readonly<Record<string, (clients: Clients, deletion: Deletion) => Promise<unknown>>> = {
  [accessKeyType]: ({ iam }, { id, user }) =>
    iam.send(new DeleteAccessKeyCommand({ UserName: user, AccessKeyId: id })),
  "aws:s3/bucket:Bucket": ({ s3 }, { id }) => s3.send(new DeleteBucketCommand({ Bucket: id })),
  "aws:iam/group:Group": ({ iam }, { id }) => iam.send(new DeleteGroupCommand({ GroupName: id })),
  "aws:iam/policy:Policy": ({ iam }, { id }) => iam.send(new DeletePolicyCommand({ PolicyArn: id })),
  "aws:iam/role:Role": ({ iam }, { id }) => iam.send(new DeleteRoleCommand({ RoleName: id })),
  "aws:iam/user:User": ({ iam }, { id }) => iam.send(new DeleteUserCommand({ UserName: id })),
};

/** @throws AWS's error, as for a bucket that is not empty */
export async function deleteFromAws(clients: Clients, deletion: Deletion): Promise<void> {
  await deletions[deletion.type]?.(clients, deletion);
}
