// The kinds of resources that take tags.
import { setInstanceProfileTags } from "../../store/instance-profile.ts";
import { setPolicyTags } from "../../store/managed-policy.ts";
import { updateMfaDevice } from "../../store/mfa-device.ts";
import { putOidcProvider } from "../../store/oidc-provider.ts";
import { setRoleTags } from "../../store/role.ts";
import { setUserTags } from "../../store/user.ts";
import { existingUserName, instanceProfileName, policyArn, roleName, serialNumber } from "../constraints.ts";
import { existing, onEntity, roles, users } from "../entities/entity.ts";
import { existingInstanceProfile, onInstanceProfile } from "../entities/instance-profile.ts";
import { existingPolicy, onPolicy } from "../entities/managed-policy.ts";
import { existingDevice, onDevice } from "../entities/mfa-device.ts";
import { existingOidcProvider, onOidcProvider } from "../entities/oidc-provider.ts";
import { existingUser } from "../entities/user.ts";
import type { Taggable } from "./tag-operations.ts";

export const taggable: readonly Taggable[] = [
  {
    kind: "User",
    member: "UserName",
    constraint: existingUserName,
    keys: "any",
    on: (action, name, call, context) => onEntity(users, action, name, call, context),
    read: (call, name) => existingUser(call, name).tags,
    write: (call, name, tags) => setUserTags(call.account.store, existingUser(call, name).id, tags),
  },
  {
    kind: "Role",
    member: "RoleName",
    constraint: roleName,
    keys: "any",
    on: (action, name, call, context) => onEntity(roles, action, name, call, context),
    read: (call, name) => existing(roles, call, name).tags ?? {},
    write: (call, name, tags) => setRoleTags(call.account.store, existing(roles, call, name).id, tags),
  },
  {
    kind: "MFADevice",
    member: "SerialNumber",
    constraint: serialNumber,
    keys: "exact",
    on: onDevice,
    read: (call, serial) => existingDevice(call, serial).tags,
    write: (call, serial, tags) =>
      updateMfaDevice(call.account.store, { ...existingDevice(call, serial), tags }),
  },
  {
    kind: "OpenIDConnectProvider",
    member: "OpenIDConnectProviderArn",
    constraint: policyArn,
    keys: "exact",
    on: onOidcProvider,
    read: (call, arn) => existingOidcProvider(call, arn).tags,
    write: (call, arn, tags) =>
      putOidcProvider(call.account.store, { ...existingOidcProvider(call, arn), tags }),
  },
  {
    kind: "Policy",
    member: "PolicyArn",
    constraint: policyArn,
    keys: "exact",
    on: (action, arn, call, context) =>
      onPolicy(action, arn, call, { changes: action !== "iam:ListPolicyTags", context }),
    read: (call, arn) => existingPolicy(call, arn).tags,
    write: (call, arn, tags) => setPolicyTags(call.account.store, existingPolicy(call, arn).arn, tags),
  },
  {
    kind: "InstanceProfile",
    member: "InstanceProfileName",
    constraint: instanceProfileName,
    keys: "exact",
    on: onInstanceProfile,
    read: (call, name) => existingInstanceProfile(call, name).tags,
    write: (call, name, tags) =>
      setInstanceProfileTags(call.account.store, existingInstanceProfile(call, name).id, tags),
  },
];
