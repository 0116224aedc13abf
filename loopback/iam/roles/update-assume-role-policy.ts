// iam:UpdateAssumeRolePolicy.
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAssumeRolePolicy.html
import type { UpdateAssumeRolePolicyRequest } from "@aws-sdk/client-iam";
import type { Operation } from "../../operation.ts";
import { updateRole } from "../../store/role.ts";
import { policyDocument, roleName } from "../constraints.ts";
import { existingRole, onRole } from "../entities/role.ts";
import { requireTrustPolicy } from "../entities/trust-policy.ts";

export const updateAssumeRolePolicy: Operation<UpdateAssumeRolePolicyRequest, void> = {
  takes: ["RoleName", "PolicyDocument"],
  constraints: { RoleName: roleName, PolicyDocument: policyDocument },

  requires: ({ RoleName = "" }, call) => [onRole("iam:UpdateAssumeRolePolicy", RoleName, call)],

  handle({ RoleName = "", PolicyDocument = "" }, call) {
    const role = existingRole(call, RoleName);
    const trusted = requireTrustPolicy(PolicyDocument, call.account);
    updateRole(call.account.store, { ...role, trust: PolicyDocument, trusted });
  },
};
