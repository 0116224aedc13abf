// Who holds access keys and MFA devices: a user, or the account's root where root calls and names nobody.
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAccessKeys.html
import { rootArn } from "../../../policy/arn.ts";
import type { Call, Requirement } from "../../operation.ts";
import { existingUser, namedOrCaller, onUser } from "./user.ts";

interface KeyHolder {
  readonly id: string;
  /** As answers name the holder: root has no name. */
  readonly shown: { readonly UserName?: string };
}

/** @throws AwsError NoSuchEntity when there is no such user, ValidationError when a caller without a name names nobody. */
export function keyHolder(call: Call, name: string | undefined): KeyHolder {
  if (isRootsOwn(call, name)) return { id: call.account.id, shown: {} };
  const user = existingUser(call, namedOrCaller(call, name));
  return { id: user.id, shown: { UserName: user.name } };
}

/** An action on the holder. */
export function onKeyHolder(action: string, name: string | undefined, call: Call): Requirement {
  return isRootsOwn(call, name) ? { action, resource: rootArn(call.account.id) } : onUser(action, name, call);
}

/** With a session's key, even root must name somebody. */
const isRootsOwn = ({ caller }: Call, name: string | undefined): boolean =>
  name === undefined && caller.principal.type === "Root";
