// iam:DeleteUser. https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteUser.html
import type { DeleteUserRequest } from "@aws-sdk/client-iam";
import { AwsError } from "../../aws-error.ts";
import type { Operation } from "../../operation.ts";
import { attachedPolicies, deletePermissionsBoundary } from "../../store/attachment.ts";
import { groupsOf } from "../../store/group.ts";
import { inlinePolicies } from "../../store/inline-policy.ts";
import { loginProfile } from "../../store/login-profile.ts";
import { mfaDevicesOf } from "../../store/mfa-device.ts";
import type { Store } from "../../store/store.ts";
import { accessKeysOf, deleteUser as remove } from "../../store/user.ts";
import { existingUserName } from "../constraints.ts";
import { existingUser, onUser } from "../entities/user.ts";

/** What must be removed from a user first, in the order in which AWS checks it. */
const held: readonly { readonly what: string; has(store: Store, user: string): boolean }[] = [
  { what: "delete access keys", has: (store, user) => accessKeysOf(store, user).length > 0 },
  { what: "delete login profile", has: (store, user) => loginProfile(store, user) !== undefined },
  { what: "delete MFA device", has: (store, user) => mfaDevicesOf(store, user).length > 0 },
  { what: "remove users from group", has: (store, user) => groupsOf(store, user).length > 0 },
  { what: "detach all policies", has: (store, user) => attachedPolicies(store, user).length > 0 },
  { what: "delete policies", has: (store, user) => inlinePolicies(store, user).size > 0 },
];

export const deleteUser: Operation<DeleteUserRequest, void> = {
  takes: ["UserName"],
  constraints: { UserName: existingUserName },

  requires: ({ UserName = "" }, call) => [onUser("iam:DeleteUser", UserName, call)],

  handle({ UserName = "" }, call) {
    const { store } = call.account;
    const user = existingUser(call, UserName);
    const first = held.find(({ has }) => has(store, user.id));
    if (first !== undefined)
      throw new AwsError("DeleteConflict", `Cannot delete entity, must ${first.what} first.`);
    store.transaction(() => {
      deletePermissionsBoundary(store, user.id);
      remove(store, user.id);
    });
  },
};
