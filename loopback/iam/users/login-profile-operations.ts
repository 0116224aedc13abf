// Console passwords: created, read, changed and deleted as on AWS. Nothing here signs in with one, so none is kept.
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateLoginProfile.html
import type {
  CreateLoginProfileRequest,
  CreateLoginProfileResponse,
  DeleteLoginProfileRequest,
  GetLoginProfileRequest,
  GetLoginProfileResponse,
  UpdateLoginProfileRequest,
} from "@aws-sdk/client-iam";
import { timestamp } from "../../account.ts";
import { AwsError } from "../../aws-error.ts";
import type { AnyOperation, Call, Operation } from "../../operation.ts";
import {
  deleteLoginProfile,
  type LoginProfile,
  loginProfile,
  putLoginProfile,
} from "../../store/login-profile.ts";
import type { User } from "../../store/user.ts";
import { requireStrongPassword } from "../account/password-policy-operations.ts";
import { password, userName } from "../constraints.ts";
import { existingUser, namedOrCaller, onUser } from "../entities/user.ts";

const create: Operation<CreateLoginProfileRequest, CreateLoginProfileResponse> = {
  takes: ["UserName", "Password", "PasswordResetRequired"],
  constraints: { UserName: userName, Password: password },
  requires: ({ UserName }, call) => [onUser("iam:CreateLoginProfile", UserName, call)],

  handle({ UserName, Password, PasswordResetRequired = false }, call) {
    const { account } = call;
    const user = existingUser(call, namedOrCaller(call, UserName));
    if (loginProfile(account.store, user.id) !== undefined)
      throw new AwsError("EntityAlreadyExists", `Login Profile for user ${user.name} already exists.`);
    requireStrongPassword(account.store, Password);
    const profile = { created: timestamp(account), resetRequired: PasswordResetRequired };
    putLoginProfile(account.store, user.id, profile);
    return { LoginProfile: shape(user, profile) };
  },
};

const get: Operation<GetLoginProfileRequest, GetLoginProfileResponse> = {
  takes: ["UserName"],
  constraints: { UserName: userName },
  requires: ({ UserName }, call) => [onUser("iam:GetLoginProfile", UserName, call)],

  handle({ UserName }, call) {
    const { user, profile } = existingProfile(UserName, call);
    return { LoginProfile: shape(user, profile) };
  },
};

const update: Operation<UpdateLoginProfileRequest, void> = {
  takes: ["UserName", "Password", "PasswordResetRequired"],
  constraints: { UserName: userName, Password: password },
  requires: ({ UserName }, call) => [onUser("iam:UpdateLoginProfile", UserName, call)],

  handle({ UserName, Password, PasswordResetRequired }, call) {
    const { user, profile } = existingProfile(UserName, call);
    requireStrongPassword(call.account.store, Password);
    const resetRequired = PasswordResetRequired ?? profile.resetRequired;
    putLoginProfile(call.account.store, user.id, { ...profile, resetRequired });
  },
};

const remove: Operation<DeleteLoginProfileRequest, void> = {
  takes: ["UserName"],
  constraints: { UserName: userName },
  requires: ({ UserName }, call) => [onUser("iam:DeleteLoginProfile", UserName, call)],

  handle({ UserName }, call) {
    deleteLoginProfile(call.account.store, existingProfile(UserName, call).user.id);
  },
};

function existingProfile(name: string | undefined, call: Call): { user: User; profile: LoginProfile } {
  const user = existingUser(call, namedOrCaller(call, name));
  const profile = loginProfile(call.account.store, user.id);
  if (profile !== undefined) return { user, profile };
  throw new AwsError("NoSuchEntity", `Login Profile for User ${user.name} cannot be found.`);
}

const shape = ({ name }: User, { created, resetRequired }: LoginProfile) => ({
  UserName: name,
  CreateDate: new Date(created),
  PasswordResetRequired: resetRequired,
});

export const loginProfileOperations: Readonly<Record<string, AnyOperation>> = {
  CreateLoginProfile: create,
  GetLoginProfile: get,
  UpdateLoginProfile: update,
  DeleteLoginProfile: remove,
};
