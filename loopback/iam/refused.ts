// The IAM operations that the loopback refuses as NotImplemented, and why: the reason ends the sentence of the refusal.

const groups: readonly (readonly [reason: string, operations: readonly string[]])[] = [
  [
    "console sign-in with a password does not exist here, so there is no password to check the old one against",
    ["ChangePassword"],
  ],
  [
    "roles that AWS services make for themselves need those services",
    ["CreateServiceLinkedRole", "DeleteServiceLinkedRole", "GetServiceLinkedRoleDeletionStatus"],
  ],
  [
    "nothing here takes SAML assertions, so there is no provider to register",
    [
      ...["CreateSAMLProvider", "DeleteSAMLProvider", "GetSAMLProvider", "ListSAMLProviderTags"],
      ...["TagSAMLProvider", "UntagSAMLProvider", "UpdateSAMLProvider"],
    ],
  ],
  [
    "no service here uses TLS certificates that IAM stores",
    [
      ...["DeleteServerCertificate", "GetServerCertificate", "ListServerCertificateTags"],
      ...["TagServerCertificate", "UntagServerCertificate", "UpdateServerCertificate"],
      "UploadServerCertificate",
    ],
  ],
  [
    "signing with X.509 certificates is not Signature Version 4, which is all that the loopback verifies",
    ["DeleteSigningCertificate", "UpdateSigningCertificate", "UploadSigningCertificate"],
  ],
  [
    "SSH keys are for CodeCommit, which is not here",
    ["DeleteSSHPublicKey", "GetSSHPublicKey", "UpdateSSHPublicKey", "UploadSSHPublicKey"],
  ],
  [
    "credentials for single services are for CodeCommit, Keyspaces and Bedrock, which are not here",
    [
      ...["CreateServiceSpecificCredential", "DeleteServiceSpecificCredential"],
      ...["ResetServiceSpecificCredential", "UpdateServiceSpecificCredential"],
    ],
  ],
  [
    "the account belongs to no organization",
    [
      ...["DisableOrganizationsRootCredentialsManagement", "DisableOrganizationsRootSessions"],
      ...["EnableOrganizationsRootCredentialsManagement", "EnableOrganizationsRootSessions"],
      ...["GenerateOrganizationsAccessReport", "GetOrganizationsAccessReport", "ListOrganizationsFeatures"],
    ],
  ],
  [
    "the loopback keeps no history of which services an entity called",
    [
      ...["GenerateServiceLastAccessedDetails", "GetServiceLastAccessedDetails"],
      ...["GetServiceLastAccessedDetailsWithEntities", "ListPoliciesGrantingServiceAccess"],
    ],
  ],
  [
    "temporary delegation is a dialogue between a product provider's account and the console",
    [
      ...["AcceptDelegationRequest", "AcquireRole", "AssociateDelegationRequest", "CreateDelegationRequest"],
      ...["GetDelegationRequest", "GetHumanReadableSummary", "GetRoleTemplateVersion"],
      ...["ListDelegationRequests", "RejectDelegationRequest", "SendDelegationToken"],
      "UpdateDelegationRequest",
    ],
  ],
  [
    "AWS does not document what the properties of an account mean",
    ["GetAccountProperties", "PutAccountProperties"],
  ],
];

/** Each refused operation's reason. */
export const iamRefused: Readonly<Record<string, string>> = Object.fromEntries(
  groups.flatMap(([reason, operations]) => operations.map((operation) => [operation, reason])),
);
