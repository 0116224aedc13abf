// A role's trust policy: together with the caller's own policies, it decides who may assume the role.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
import { roleArn } from "../../policy/arn.ts";
import type { Account } from "../account.ts";
import type { Requirement } from "../operation.ts";
import { type Role, roleNamed } from "../store/role.ts";
import { asOfNow } from "./principal-ids.ts";

/** Trusts nobody: the id does not exist. It is used for a role that does not exist, so that no caller learns this. */
const trustsNobody =
  '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"AROAAAAAAAAAAAAAAAAAA"},"Action":"sts:AssumeRole"}}';

/** The trust policy that judges an STS action on a role; undefined for every other action and resource. */
export function trustPolicy({ action, resource }: Requirement, account: Account): string | undefined {
  if (!action.startsWith("sts:") || !/^arn:[^:]*:iam::[^:]*:role\//.test(resource)) return undefined;
  const role = roleWithArn(account, resource);
  return role === undefined ? trustsNobody : asOfNow(role.trust, role.trusted, account);
}

/** The role of this account that has exactly this ARN. */
export function roleWithArn({ id, partition, store }: Account, arn: string): Role | undefined {
  const role = roleNamed(store, arn.slice(arn.lastIndexOf("/") + 1));
  return role !== undefined && roleArn(id, role.path, role.name, partition) === arn ? role : undefined;
}
