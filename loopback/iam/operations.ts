// The IAM operations that the loopback serves.
import type { AnyOperation } from "../operation.ts";
import { accountAliasOperations } from "./account-alias.ts";
import { getAccountAuthorizationDetails } from "./account-authorization-details.ts";
import { accountSummaryOperations } from "./account-summary.ts";
import { attachedPolicyOperations } from "./attached-policies.ts";
import { contextKeyOperations } from "./context-keys.ts";
import { createAccessKey } from "./create-access-key.ts";
import { createPolicy } from "./create-policy.ts";
import { createUser } from "./create-user.ts";
import { credentialReportOperations } from "./credential-report.ts";
import { deleteAccessKey } from "./delete-access-key.ts";
import { deleteUser } from "./delete-user.ts";
import { emptyListOperations } from "./empty-lists.ts";
import { entityTypes, roles, users } from "./entities.ts";
import { getAccessKeyLastUsed } from "./get-access-key-last-used.ts";
import { getUser } from "./get-user.ts";
import { groupMemberOperations } from "./group-members.ts";
import { groupOperations } from "./groups.ts";
import { inlinePolicyOperations } from "./inline-policies.ts";
import { instanceProfileOperations } from "./instance-profile-operations.ts";
import { listAccessKeys } from "./list-access-keys.ts";
import { listUsers } from "./list-users.ts";
import { loginProfileOperations } from "./login-profiles.ts";
import { managedPolicyOperations } from "./managed-policies.ts";
import { mfaDeviceOperations } from "./mfa-device-operations.ts";
import { oidcProviderOperations } from "./oidc-provider-operations.ts";
import { outboundWebIdentityFederationOperations } from "./outbound-web-identity-federation.ts";
import { passwordPolicyOperations } from "./password-policy.ts";
import { permissionsBoundaryOperations } from "./permissions-boundaries.ts";
import { policyVersionOperations } from "./policy-versions.ts";
import { roleOperations } from "./role-operations.ts";
import { simulationOperations } from "./simulate-policy.ts";
import { taggable } from "./taggable.ts";
import { taggingOperations } from "./tagging.ts";
import { updateAccessKey } from "./update-access-key.ts";
import { updateUser } from "./update-user.ts";

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
