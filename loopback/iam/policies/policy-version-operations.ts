// The versions of a managed policy: five at the most, numbers never used twice, one of them the default.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-versioning.html
import type {
  CreatePolicyVersionRequest,
  CreatePolicyVersionResponse,
  GetPolicyVersionRequest,
  GetPolicyVersionResponse,
  ListPolicyVersionsRequest,
  ListPolicyVersionsResponse,
} from "@aws-sdk/client-iam";
import { timestamp } from "../../account.ts";
import { AwsError } from "../../aws-error.ts";
import type { AnyOperation, Call, Operation } from "../../operation.ts";
import {
  deleteVersion,
  insertVersion,
  type ManagedPolicy,
  managedPolicy,
  type PolicyVersion,
  policyVersion,
  policyVersions,
  setDefaultVersion,
} from "../../store/managed-policy.ts";
import { paging, policyArn, policyDocument, versionId } from "../constraints.ts";
import {
  attachable,
  existingPolicy,
  onPolicy,
  requireManagedDocument,
  versionShape,
} from "../entities/managed-policy.ts";
import { pageOf } from "../page.ts";

const quota = 5;

const createPolicyVersion: Operation<CreatePolicyVersionRequest, CreatePolicyVersionResponse> = {
  takes: ["PolicyArn", "PolicyDocument", "SetAsDefault"],
  constraints: { PolicyArn: policyArn, PolicyDocument: policyDocument },
  requires: ({ PolicyArn = "" }, call) => [
    onPolicy("iam:CreatePolicyVersion", PolicyArn, call, { changes: true }),
  ],

  handle({ PolicyArn = "", PolicyDocument = "", SetAsDefault = false }, call) {
    const { account } = call;
    const policy = attachable(call, PolicyArn);
    requireManagedDocument(PolicyDocument, call);
    if (policyVersions(account.store, policy.arn).length >= quota) {
      throw new AwsError(
        "LimitExceeded",
        `A managed policy can have up to ${quota} versions. Before you create a new version, you must delete an existing version.`,
      );
    }
    const created = timestamp(account);
    const document = PolicyDocument;
    const version = insertVersion(account.store, policy, { document, created }, SetAsDefault);
    const defaultVersion = SetAsDefault ? version : policy.defaultVersion;
    return { PolicyVersion: versionShape({ version, document, created }, { defaultVersion }) };
  },
};

const oneVersion = {
  takes: ["PolicyArn", "VersionId"] as const,
  constraints: { PolicyArn: policyArn, VersionId: versionId },
};

const getPolicyVersion: Operation<GetPolicyVersionRequest, GetPolicyVersionResponse> = {
  ...oneVersion,
  requires: ({ PolicyArn = "" }, call) => [onPolicy("iam:GetPolicyVersion", PolicyArn, call)],

  handle(input, call) {
    const { policy, found } = existingVersion(input, call);
    return { PolicyVersion: versionShape(found, policy, true) };
  },
};

const listPolicyVersions: Operation<ListPolicyVersionsRequest, ListPolicyVersionsResponse> = {
  takes: ["PolicyArn", "Marker", "MaxItems"],
  constraints: { PolicyArn: policyArn, ...paging },
  requires: ({ PolicyArn = "" }, call) => [onPolicy("iam:ListPolicyVersions", PolicyArn, call)],

  handle(input, call) {
    const policy = existingPolicy(call, input.PolicyArn ?? "");
    // The newest comes first, so the keys fall as the numbers rise.
    const key = ({ version }: PolicyVersion) => String(Number.MAX_SAFE_INTEGER - version).padStart(16, "0");
    const { items, ...rest } = pageOf(policyVersions(call.account.store, policy.arn), input, key);
    return { Versions: items.map((version) => versionShape(version, policy)), ...rest };
  },
};

const setDefaultPolicyVersion: Operation<GetPolicyVersionRequest, void> = {
  ...oneVersion,
  requires: ({ PolicyArn = "" }, call) => [
    onPolicy("iam:SetDefaultPolicyVersion", PolicyArn, call, { changes: true }),
  ],

  handle(input, call) {
    const { policy, found } = existingVersion(input, call);
    setDefaultVersion(call.account.store, policy.arn, found.version, timestamp(call.account));
  },
};

const deletePolicyVersion: Operation<GetPolicyVersionRequest, void> = {
  ...oneVersion,
  requires: ({ PolicyArn = "" }, call) => [
    onPolicy("iam:DeletePolicyVersion", PolicyArn, call, { changes: true }),
  ],

  handle(input, call) {
    const { policy, found } = existingVersion(input, call);
    if (found.version === policy.defaultVersion)
      throw new AwsError("DeleteConflict", "Cannot delete the default version of a policy.");
    deleteVersion(call.account.store, policy.arn, found.version);
  },
};

function existingVersion(
  { PolicyArn = "", VersionId = "" }: GetPolicyVersionRequest,
  { account }: Call,
): { policy: ManagedPolicy; found: PolicyVersion } {
  const policy = managedPolicy(account.store, PolicyArn);
  const found = policyVersion(account.store, PolicyArn, Number(/^v(\d+)$/.exec(VersionId)?.[1] ?? 0));
  if (policy !== undefined && found !== undefined) return { policy, found };
  throw new AwsError(
    "NoSuchEntity",
    `Policy ${PolicyArn} version ${VersionId} does not exist or is not attachable.`,
  );
}

export const policyVersionOperations: Readonly<Record<string, AnyOperation>> = {
  CreatePolicyVersion: createPolicyVersion,
  GetPolicyVersion: getPolicyVersion,
  ListPolicyVersions: listPolicyVersions,
  SetDefaultPolicyVersion: setDefaultPolicyVersion,
  DeletePolicyVersion: deletePolicyVersion,
};
