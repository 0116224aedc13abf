// GetPolicy, ListPolicies, DeletePolicy and ListEntitiesForPolicy.
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPolicies.html
import type {
  DeletePolicyRequest,
  GetPolicyRequest,
  GetPolicyResponse,
  ListPoliciesRequest,
  ListPoliciesResponse,
} from "@aws-sdk/client-iam";
import { policyArn as formatPolicyArn, parseArn } from "../../../policy/arn.ts";
import { AwsError } from "../../aws-error.ts";
import type { AnyOperation, Operation } from "../../operation.ts";
import { attachedTo, boundedBy } from "../../store/attachment.ts";
import {
  deletePolicy as deleteFromStore,
  managedPolicies,
  policyVersions,
} from "../../store/managed-policy.ts";
import { paging, policyArn, policyPath } from "../constraints.ts";
import { existingPolicy, onPolicy, policyShape } from "../entities/managed-policy.ts";
import { pageOf } from "../page.ts";
import { listEntitiesForPolicy } from "./list-entities-for-policy.ts";

const getPolicy: Operation<GetPolicyRequest, GetPolicyResponse> = {
  takes: ["PolicyArn"],
  constraints: { PolicyArn: policyArn },
  requires: ({ PolicyArn = "" }, call) => [onPolicy("iam:GetPolicy", PolicyArn, call)],

  handle: ({ PolicyArn = "" }, call) => ({
    Policy: policyShape(existingPolicy(call, PolicyArn), call, { description: true, tags: true }),
  }),
};

const listPolicies: Operation<ListPoliciesRequest, ListPoliciesResponse> = {
  takes: ["Scope", "OnlyAttached", "PathPrefix", "PolicyUsageFilter", "Marker", "MaxItems"],
  constraints: {
    Scope: { values: ["All", "AWS", "Local"] },
    PathPrefix: policyPath,
    PolicyUsageFilter: { values: ["PermissionsPolicy", "PermissionsBoundary"] },
    ...paging,
  },
  requires: ({ PathPrefix = "/" }, { account: { id } }) => [
    {
      action: "iam:ListPolicies",
      resource: formatPolicyArn(id, PathPrefix, ""),
      shown: `policy path ${PathPrefix}`,
    },
  ],

  handle(input, call) {
    const { Scope = "All", OnlyAttached = false, PathPrefix = "/", PolicyUsageFilter } = input;
    const { store } = call.account;
    const found = managedPolicies(store).filter(({ arn, path }) => {
      const scope = parseArn(arn)?.account === "aws" ? "AWS" : "Local";
      const attached = attachedTo(store, arn).length > 0;
      const bounding = boundedBy(store, arn).length > 0;
      return (
        (Scope === "All" || Scope === scope) &&
        path.startsWith(PathPrefix) &&
        (!OnlyAttached || attached || bounding) &&
        (PolicyUsageFilter !== "PermissionsPolicy" || attached) &&
        (PolicyUsageFilter !== "PermissionsBoundary" || bounding)
      );
    });
    const { items, ...rest } = pageOf(found, input, ({ name, arn }) => `${name} ${parseArn(arn)?.account}`);
    return { Policies: items.map((policy) => policyShape(policy, call)), ...rest };
  },
};

const deletePolicy: Operation<DeletePolicyRequest, void> = {
  takes: ["PolicyArn"],
  constraints: { PolicyArn: policyArn },
  requires: ({ PolicyArn = "" }, call) => [onPolicy("iam:DeletePolicy", PolicyArn, call, { changes: true })],

  handle({ PolicyArn = "" }, call) {
    const { store } = call.account;
    const { arn } = existingPolicy(call, PolicyArn);
    if (attachedTo(store, arn).length > 0 || boundedBy(store, arn).length > 0)
      throw new AwsError("DeleteConflict", "Cannot delete a policy attached to entities.");
    if (policyVersions(store, arn).length > 1) {
      throw new AwsError(
        "DeleteConflict",
        "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.",
      );
    }
    deleteFromStore(store, arn);
  },
};

export const managedPolicyOperations: Readonly<Record<string, AnyOperation>> = {
  GetPolicy: getPolicy,
  ListPolicies: listPolicies,
  DeletePolicy: deletePolicy,
  ListEntitiesForPolicy: listEntitiesForPolicy,
};
