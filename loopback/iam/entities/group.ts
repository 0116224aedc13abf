// Groups as IAM's operations see them: found or NoSuchEntity, shown in the SDK's shape.
import type { Group as GroupShape } from "@aws-sdk/client-iam";
import { groupArn } from "../../../policy/arn.ts";
import { AwsError } from "../../aws-error.ts";
import type { Call } from "../../operation.ts";
import { type Group, groupNamed } from "../../store/group.ts";

/** @throws AwsError NoSuchEntity when there is no such group. */
export function existingGroup({ account }: Pick<Call, "account">, name: string): Group {
  const group = groupNamed(account.store, name);
  if (group !== undefined) return group;
  throw new AwsError("NoSuchEntity", `The group with name ${name} cannot be found.`);
}

export const groupShape = (
  { id, name, path, created }: Group,
  { account }: Pick<Call, "account">,
): GroupShape => ({
  Path: path,
  GroupName: name,
  GroupId: id,
  Arn: groupArn(account.id, path, name),
  CreateDate: new Date(created),
});
