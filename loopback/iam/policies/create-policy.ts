// iam:CreatePolicy. https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html
import type { CreatePolicyRequest, CreatePolicyResponse } from "@aws-sdk/client-iam";
import { policyArn } from "../../../policy/arn.ts";
import { timestamp, uniqueId } from "../../account.ts";
import { requestTags, tagContext } from "../../authorization/request-tags.ts";
import { AwsError } from "../../aws-error.ts";
import type { Operation } from "../../operation.ts";
import { insertPolicy, managedPolicies, policyNamed } from "../../store/managed-policy.ts";
import { policyDescription, policyDocument, policyName, policyPath, tags } from "../constraints.ts";
import { policyShape, requireManagedDocument } from "../entities/managed-policy.ts";

/** Customer managed policies in an account. */
const quota = 1500;

export const createPolicy: Operation<CreatePolicyRequest, CreatePolicyResponse> = {
  takes: ["PolicyName", "Path", "PolicyDocument", "Description", "Tags"],
  constraints: {
    PolicyName: policyName,
    Path: policyPath,
    PolicyDocument: policyDocument,
    Description: policyDescription,
    Tags: tags,
  },

  requires({ PolicyName = "", Path = "/", Tags = [] }, { account }) {
    const resource = policyArn(account.id, Path, PolicyName);
    const context = tagContext(requestTags(Tags, "InvalidInput", "exact"));
    const shown = `policy ${PolicyName}`;
    const create = { action: "iam:CreatePolicy", resource, shown, context };
    return Tags.length === 0 ? [create] : [create, { ...create, action: "iam:TagPolicy" }];
  },

  handle({ PolicyName = "", Path = "/", PolicyDocument = "", Description = "", Tags }, call) {
    const { account } = call;
    if (policyNamed(account.store, account.id, PolicyName) !== undefined) {
      throw new AwsError(
        "EntityAlreadyExists",
        `A policy called ${PolicyName} already exists. Duplicate names are not allowed.`,
      );
    }
    requireManagedDocument(PolicyDocument, call);
    const own = managedPolicies(account.store).filter(({ arn }) => arn.includes(`::${account.id}:`));
    if (own.length >= quota) {
      throw new AwsError("LimitExceeded", `Cannot exceed quota for PoliciesPerAccount: ${quota}`);
    }
    const created = timestamp(account);
    const policy = {
      arn: policyArn(account.id, Path, PolicyName),
      id: uniqueId(account, "ANPA"),
      name: PolicyName,
      path: Path,
      description: Description,
      ...{ created, updated: created, defaultVersion: 1, lastVersion: 1 },
      tags: requestTags(Tags, "InvalidInput", "exact"),
    };
    insertPolicy(account.store, policy, PolicyDocument);
    return { Policy: policyShape(policy, call, { tags: (Tags ?? []).length > 0 }) };
  },
};
