// GetAccountSummary, and the preference that it shows.
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountSummary.html
import type {
  GetAccountSummaryResponse,
  SetSecurityTokenServicePreferencesRequest,
} from "@aws-sdk/client-iam";
import type { AnyOperation, Operation } from "../../operation.ts";
import { accountSetting, putAccountSetting } from "../../store/account-setting.ts";
import { allGroups } from "../../store/group.ts";
import { allInstanceProfiles } from "../../store/instance-profile.ts";
import { managedPolicies, policyVersions } from "../../store/managed-policy.ts";
import { allMfaDevices } from "../../store/mfa-device.ts";
import { allRoles } from "../../store/role.ts";
import type { Store } from "../../store/store.ts";
import { accessKeysOf, allUsers } from "../../store/user.ts";

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const quotas = {
  UsersQuota: 5000,
  GroupsQuota: 300,
  RolesQuota: 1000,
  ServerCertificatesQuota: 20,
  InstanceProfilesQuota: 1000,
  PoliciesQuota: 1500,
  PolicySizeQuota: 6144,
  PolicyVersionsInUseQuota: 10_000,
  VersionsPerPolicyQuota: 5,
  UserPolicySizeQuota: 2048,
  GroupPolicySizeQuota: 5120,
  RolePolicySizeQuota: 10_240,
  AssumeRolePolicySizeQuota: 2048,
  GroupsPerUserQuota: 10,
  AccessKeysPerUserQuota: 2,
  SigningCertificatesPerUserQuota: 2,
  AttachedPoliciesPerUserQuota: 10,
  AttachedPoliciesPerGroupQuota: 10,
  AttachedPoliciesPerRoleQuota: 10,
} as const;

const get: Operation<object, GetAccountSummaryResponse> = {
  takes: [],
  requires: () => [{ action: "iam:GetAccountSummary", resource: "*" }],
  handle: (_input, { account: { store, id } }) => ({
    SummaryMap: { ...quotas, ...root, ...counts(store, id) } as Record<string, number>,
  }),
};

/** The account's root has keys and nothing else. */
const root = {
  AccountMFAEnabled: 0,
  AccountPasswordPresent: 0,
  AccountSigningCertificatesPresent: 0,
  ServerCertificates: 0,
  Providers: 0,
} as const;

function counts(store: Store, account: string): Record<string, number> {
  const own = managedPolicies(store).filter(({ arn }) => arn.includes(`::${account}:`));
  const devices = allMfaDevices(store);
  return {
    AccountAccessKeysPresent: Number(accessKeysOf(store, account).length > 0),
    Users: allUsers(store).length,
    Groups: allGroups(store).length,
    Roles: allRoles(store).length,
    InstanceProfiles: allInstanceProfiles(store).length,
    Policies: own.length,
    PolicyVersionsInUse: own.reduce((sum, { arn }) => sum + policyVersions(store, arn).length, 0),
    MFADevices: devices.length,
    MFADevicesInUse: devices.filter(({ user }) => user !== null).length,
    GlobalEndpointTokenVersion: Number(accountSetting(store, "globalEndpointTokenVersion") ?? 1),
  };
}

const setPreferences: Operation<SetSecurityTokenServicePreferencesRequest, void> = {
  takes: ["GlobalEndpointTokenVersion"],
  constraints: { GlobalEndpointTokenVersion: { values: ["v1Token", "v2Token"] } },
  requires: () => [{ action: "iam:SetSecurityTokenServicePreferences", resource: "*" }],

  handle({ GlobalEndpointTokenVersion }, { account: { store } }) {
    putAccountSetting(
      store,
      "globalEndpointTokenVersion",
      GlobalEndpointTokenVersion === "v2Token" ? "2" : "1",
    );
  },
};

export const accountSummaryOperations: Readonly<Record<string, AnyOperation>> = {
  GetAccountSummary: get,
  SetSecurityTokenServicePreferences: setPreferences,
};
