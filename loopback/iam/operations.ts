// The IAM operations that the loopback serves.
import type { AnyOperation } from "../operation.ts";
import { createAccessKey } from "./access-keys/create-access-key.ts";
import { deleteAccessKey } from "./access-keys/delete-access-key.ts";
import { getAccessKeyLastUsed } from "./access-keys/get-access-key-last-used.ts";
import { listAccessKeys } from "./access-keys/list-access-keys.ts";
import { updateAccessKey } from "./access-keys/update-access-key.ts";
import { accountAliasOperations } from "./account/account-alias-operations.ts";
import { accountSummaryOperations } from "./account/account-summary-operations.ts";
import { credentialReportOperations } from "./account/credential-report-operations.ts";
import { emptyListOperations } from "./account/empty-list-operations.ts";
import { getAccountAuthorizationDetails } from "./account/get-account-authorization-details.ts";
import { passwordPolicyOperations } from "./account/password-policy-operations.ts";
import { entityTypes, roles, users } from "./entities/entity.ts";
import { groupMemberOperations } from "./groups/group-member-operations.ts";
import { groupOperations } from "./groups/group-operations.ts";
import { oidcProviderOperations } from "./identity-providers/oidc-provider-operations.ts";
import { outboundWebIdentityFederationOperations } from "./identity-providers/outbound-web-identity-federation-operations.ts";
import { instanceProfileOperations } from "./instance-profiles/instance-profile-operations.ts";
import { mfaDeviceOperations } from "./mfa/operations.ts";
import { attachedPolicyOperations } from "./policies/attached-policy-operations.ts";
import { createPolicy } from "./policies/create-policy.ts";
import { inlinePolicyOperations } from "./policies/inline-policy-operations.ts";
import { managedPolicyOperations } from "./policies/managed-policy-operations.ts";
import { permissionsBoundaryOperations } from "./policies/permissions-boundary-operations.ts";
import { policyVersionOperations } from "./policies/policy-version-operations.ts";
import { roleOperations } from "./roles/operations.ts";
import { contextKeyOperations } from "./simulation/context-key-operations.ts";
import { simulationOperations } from "./simulation/simulate-policy-operations.ts";
import { taggingOperations } from "./tags/tag-operations.ts";
import { taggable } from "./tags/taggable-resource.ts";
import { createUser } from "./users/create-user.ts";
import { deleteUser } from "./users/delete-user.ts";
import { getUser } from "./users/get-user.ts";
import { listUsers } from "./users/list-users.ts";
import { loginProfileOperations } from "./users/login-profile-operations.ts";
import { updateUser } from "./users/update-user.ts";

type Operations = Readonly<Record<string, AnyOperation>>;

const all = <Row>(rows: readonly Row[], family: (row: Row) => Operations): Operations =>
  Object.assign({}, ...rows.map(family));

export const iamOperations: Operations = {
  CreateAccessKey: createAccessKey,
  CreatePolicy: createPolicy,
  CreateUser: createUser,
  DeleteAccessKey: deleteAccessKey,
  DeleteUser: deleteUser,
  GetAccessKeyLastUsed: getAccessKeyLastUsed,
  GetAccountAuthorizationDetails: getAccountAuthorizationDetails,
  GetUser: getUser,
  ListAccessKeys: listAccessKeys,
  ListUsers: listUsers,
  UpdateAccessKey: updateAccessKey,
  ...outboundWebIdentityFederationOperations,
  UpdateUser: updateUser,
  ...groupOperations,
  ...groupMemberOperations,
  ...managedPolicyOperations,
  ...policyVersionOperations,
  ...loginProfileOperations,
  ...passwordPolicyOperations,
  ...accountAliasOperations,
  ...accountSummaryOperations,
  ...instanceProfileOperations,
  ...credentialReportOperations,
  ...contextKeyOperations,
  ...simulationOperations,
  ...emptyListOperations,
  ...roleOperations,
  ...mfaDeviceOperations,
  ...oidcProviderOperations,
  ...all(entityTypes, inlinePolicyOperations),
  ...all(entityTypes, attachedPolicyOperations),
  ...all([users, roles], permissionsBoundaryOperations),
  ...all(taggable, taggingOperations),
};
