// What the IAM operations need that the loopback refuses: a caller who may not make the call is denied it, as on AWS, and
// only others learn that it is not served. Two operations of delegation are missing: AWS names no action for them.
// https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
import { formatArn } from "../../policy/arn.ts";
import type { RequestContext } from "../../policy/authorization-request.ts";
import { keyPerTag } from "../authorization/request-tags.ts";
import type { Call, Operation, Requirement } from "../operation.ts";
import { onEntity, roles } from "./entities/entity.ts";
import { onUser } from "./entities/user.ts";

interface Input extends Readonly<Record<string, unknown>> {
  readonly UserName?: string;
  readonly RoleName?: string;
  readonly Tags?: readonly { readonly Key?: string; readonly Value?: string }[];
  readonly TagKeys?: readonly string[];
}

/** What an action is on. */
type On = (action: string, input: Input, call: Call) => Omit<Requirement, "action">;

const text = (value: unknown): string => (typeof value === "string" ? value : "");

const inAccount = (resource: string, { account: { id, partition } }: Call) => ({
  resource: formatArn({ partition, service: "iam", region: "", account: id, resource }),
});

const everything: On = () => ({ resource: "*" });
const user: On = (action, { UserName }, call) => onUser(action, UserName, call);
const role: On = (action, { RoleName = "" }, call) => onEntity(roles, action, RoleName, call);
const named =
  (type: string, member: string): On =>
  (_, input, call) =>
    inAccount(`${type}/${text(input[member])}`, call);
const arnIn =
  (member: string): On =>
  (_, input) => ({ resource: text(input[member]) });

const certificate: On = (_, input, call) =>
  inAccount(`server-certificate${text(input.Path) || "/"}${text(input.ServerCertificateName)}`, call);
/** Only the service knows the rest of the name. */
const newLinkedRole: On = (_, input, call) =>
  inAccount(`role/aws-service-role/${text(input.AWSServiceName)}/AWSServiceRoleFor`, call);
/** The id of a deletion is `task/aws-service-role/SERVICE/ROLE/UUID`. */
const roleOfTask: On = (_, input, call) =>
  inAccount(
    text(input.DeletionTaskId)
      .replace(/^task\//, "role/")
      .replace(/\/[^/]*$/, ""),
    call,
  );
const delegation = named("delegation-request", "DelegationRequestId");

const rows: readonly (readonly [on: On, operations: readonly string[]])[] = [
  [
    user,
    [
      ...[
        "ChangePassword",
        "DeleteSigningCertificate",
        "UpdateSigningCertificate",
        "UploadSigningCertificate",
      ],
      ...["DeleteSSHPublicKey", "GetSSHPublicKey", "UpdateSSHPublicKey", "UploadSSHPublicKey"],
      ...["CreateServiceSpecificCredential", "DeleteServiceSpecificCredential"],
      ...["ResetServiceSpecificCredential", "UpdateServiceSpecificCredential"],
    ],
  ],
  [newLinkedRole, ["CreateServiceLinkedRole"]],
  [role, ["DeleteServiceLinkedRole"]],
  [roleOfTask, ["GetServiceLinkedRoleDeletionStatus"]],
  [named("saml-provider", "Name"), ["CreateSAMLProvider"]],
  [
    arnIn("SAMLProviderArn"),
    [
      ...["DeleteSAMLProvider", "GetSAMLProvider", "ListSAMLProviderTags", "TagSAMLProvider"],
      ...["UntagSAMLProvider", "UpdateSAMLProvider"],
    ],
  ],
  [
    certificate,
    [
      ...["DeleteServerCertificate", "GetServerCertificate", "ListServerCertificateTags"],
      ...["TagServerCertificate", "UntagServerCertificate", "UpdateServerCertificate"],
      "UploadServerCertificate",
    ],
  ],
  [named("access-report", "EntityPath"), ["GenerateOrganizationsAccessReport"]],
  [arnIn("Arn"), ["GenerateServiceLastAccessedDetails", "ListPoliciesGrantingServiceAccess"]],
  [
    delegation,
    [
      ...["AcceptDelegationRequest", "AssociateDelegationRequest", "CreateDelegationRequest"],
      ...["GetDelegationRequest", "RejectDelegationRequest", "SendDelegationToken"],
    ],
  ],
  [arnIn("EntityArn"), ["GetHumanReadableSummary"]],
  [arnIn("TemplateArn"), ["GetRoleTemplateVersion"]],
  [
    everything,
    [
      ...["DisableOrganizationsRootCredentialsManagement", "DisableOrganizationsRootSessions"],
      ...["EnableOrganizationsRootCredentialsManagement", "EnableOrganizationsRootSessions"],
      ...["GetOrganizationsAccessReport", "ListOrganizationsFeatures", "GetServiceLastAccessedDetails"],
      ...["GetServiceLastAccessedDetailsWithEntities", "ListDelegationRequests"],
      ...["GetAccountProperties", "PutAccountProperties"],
    ],
  ],
];

/** The condition keys that members set. */
const keys: Readonly<Record<string, string>> = {
  AWSServiceName: "iam:AWSServiceName",
  OrganizationsPolicyId: "iam:OrganizationsPolicyId",
  ServiceName: "iam:ServiceSpecificCredentialServiceName",
};

function contextOf(input: Input): RequestContext {
  const sent = Object.entries(keys).flatMap(([member, key]) =>
    typeof input[member] === "string" ? [[key, input[member]] as const] : [],
  );
  const tags = (input.Tags ?? []).map(({ Key = "", Value = "" }) => [Key, Value] as const);
  const tagKeys = input.TagKeys ?? tags.map(([key]) => key);
  return {
    ...Object.fromEntries(sent),
    ...keyPerTag("aws:RequestTag/", Object.fromEntries(tags)),
    ...(tagKeys.length > 0 && { "aws:TagKeys": [...tagKeys] }),
  };
}

function requires(operation: string, on: On): Operation["requires"] {
  const action = `iam:${operation}`;
  return (input, call) => {
    const found = on(action, input as Input, call);
    return [{ ...found, action, context: { ...found.context, ...contextOf(input as Input) } }];
  };
}

export const iamRefusedRequirements: Readonly<Record<string, Operation["requires"]>> = Object.fromEntries(
  rows.flatMap(([on, operations]) => operations.map((operation) => [operation, requires(operation, on)])),
);
