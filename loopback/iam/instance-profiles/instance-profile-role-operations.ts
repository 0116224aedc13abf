// AddRoleToInstanceProfile, RemoveRoleFromInstanceProfile, ListInstanceProfilesForRole.
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_AddRoleToInstanceProfile.html
import type {
  AddRoleToInstanceProfileRequest,
  ListInstanceProfilesForRoleRequest,
  ListInstanceProfilesForRoleResponse,
} from "@aws-sdk/client-iam";
import { roleArn } from "../../../policy/arn.ts";
import { AwsError } from "../../aws-error.ts";
import type { AnyOperation, Operation } from "../../operation.ts";
import { allInstanceProfiles, setInstanceProfileRole } from "../../store/instance-profile.ts";
import { roleNamed } from "../../store/role.ts";
import { instanceProfileName, paging, roleName } from "../constraints.ts";
import {
  existingInstanceProfile,
  instanceProfileShape,
  onInstanceProfile,
} from "../entities/instance-profile.ts";
import { existingRole, onRole } from "../entities/role.ts";
import { pageByName } from "../page.ts";

type Both = AddRoleToInstanceProfileRequest;

const both = {
  takes: ["InstanceProfileName", "RoleName"] as const,
  constraints: { InstanceProfileName: instanceProfileName, RoleName: roleName },
};

const add: Operation<Both, void> = {
  ...both,

  /** To put a role into a profile is to pass the role to the machines that have the profile. */
  requires({ InstanceProfileName = "", RoleName = "" }, call) {
    const role = roleNamed(call.account.store, RoleName);
    const resource = roleArn(call.account.id, role?.path ?? "/", role?.name ?? RoleName);
    const context = { "iam:PassedToService": "ec2.amazonaws.com" };
    return [
      onInstanceProfile("iam:AddRoleToInstanceProfile", InstanceProfileName, call),
      { action: "iam:PassRole", resource, context },
    ];
  },

  handle({ InstanceProfileName = "", RoleName = "" }, call) {
    const profile = existingInstanceProfile(call, InstanceProfileName);
    const role = existingRole(call, RoleName);
    if (profile.role !== null) {
      throw new AwsError("LimitExceeded", "Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1");
    }
    setInstanceProfileRole(call.account.store, profile.id, role.id);
  },
};

const remove: Operation<Both, void> = {
  ...both,
  requires: ({ InstanceProfileName = "" }, call) => [
    onInstanceProfile("iam:RemoveRoleFromInstanceProfile", InstanceProfileName, call),
  ],

  handle({ InstanceProfileName = "", RoleName = "" }, call) {
    const profile = existingInstanceProfile(call, InstanceProfileName);
    if (profile.role === existingRole(call, RoleName).id) {
      return setInstanceProfileRole(call.account.store, profile.id, null);
    }
    throw new AwsError(
      "NoSuchEntity",
      `Role ${RoleName} in Instance Profile ${InstanceProfileName} cannot be found.`,
    );
  },
};

const list: Operation<ListInstanceProfilesForRoleRequest, ListInstanceProfilesForRoleResponse> = {
  takes: ["RoleName", "Marker", "MaxItems"],
  constraints: { RoleName: roleName, ...paging },
  requires: ({ RoleName = "" }, call) => [onRole("iam:ListInstanceProfilesForRole", RoleName, call)],

  handle(input, call) {
    const { id } = existingRole(call, input.RoleName ?? "");
    const found = allInstanceProfiles(call.account.store).filter(({ role }) => role === id);
    const { items, ...rest } = pageByName(found, input);
    return { InstanceProfiles: items.map((profile) => instanceProfileShape(profile, call)), ...rest };
  },
};

export const instanceProfileRoleOperations: Readonly<Record<string, AnyOperation>> = {
  AddRoleToInstanceProfile: add,
  ListInstanceProfilesForRole: list,
  RemoveRoleFromInstanceProfile: remove,
};
