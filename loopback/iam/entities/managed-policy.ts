// Managed policies as IAM's operations see them: found or NoSuchEntity, named by ARN, shown in the SDK's shape.

import type { Policy as PolicyShape } from "@aws-sdk/client-iam";
import { parseArn } from "../../../policy/arn.ts";
import type { RequestContext } from "../../../policy/authorization-request.ts";
import { POLICY_QUOTA, policySize } from "../../../policy/language/quota.ts";
import { keyPerTag } from "../../authorization/request-tags.ts";
import { requirePolicy } from "../../authorization/require-policy.ts";
import { AwsError, type ErrorCode } from "../../aws-error.ts";
import type { Call, Requirement } from "../../operation.ts";
import { attachedTo, boundedBy } from "../../store/attachment.ts";
import { type ManagedPolicy, managedPolicy, type PolicyVersion } from "../../store/managed-policy.ts";
import { tagList } from "./tag.ts";

/** @throws AwsError ValidationError, or the code given, for a text that is no ARN of a managed policy. */
export function requirePolicyArn(text: string, code: ErrorCode = "ValidationError"): void {
  const arn = parseArn(text);
  const owned = arn !== undefined && /^(aws|\d{12})$/.test(arn.account) && arn.resource.startsWith("policy/");
  if (!owned || arn.service !== "iam" || arn.region !== "")
    throw new AwsError(code, `ARN ${text} is not valid.`);
}

/** @throws AwsError NoSuchEntity in the words of the operations that read or change the policy itself. */
export function existingPolicy({ account }: Pick<Call, "account">, arn: string): ManagedPolicy {
  const policy = managedPolicy(account.store, arn);
  if (policy !== undefined) return policy;
  throw new AwsError("NoSuchEntity", `Policy ${arn} was not found.`);
}

/** @throws AwsError NoSuchEntity in the words of the operations that attach the policy or list its entities. */
export function attachable({ account }: Pick<Call, "account">, arn: string): ManagedPolicy {
  const policy = managedPolicy(account.store, arn);
  if (policy !== undefined) return policy;
  throw new AwsError("NoSuchEntity", `Policy ${arn} does not exist or is not attachable.`);
}

/**
 * An action on the policy that the ARN names.
 * @throws AwsError ValidationError for a text that is no ARN, AccessDenied for a change to one of AWS's policies.
 */
export function onPolicy(
  action: string,
  arn: string,
  { account, caller }: Call,
  { changes = false, context = {} }: { changes?: boolean; context?: RequestContext } = {},
): Requirement {
  requirePolicyArn(arn);
  if (changes && parseArn(arn)?.account === "aws") {
    const caused = "arn" in caller.principal ? caller.principal.arn : "anonymous";
    throw new AwsError(
      "AccessDenied",
      `User: ${caused} is not authorized to perform: ${action} on resource: policy ${arn}`,
    );
  }
  const own = keyPerTag("aws:ResourceTag/", managedPolicy(account.store, arn)?.tags ?? {});
  return { action, resource: arn, shown: `policy ${arn}`, context: { ...own, ...context } };
}

/** `description` and `tags` are shown by some operations and not by others, as on AWS. */
export function policyShape(
  policy: ManagedPolicy,
  { account }: Pick<Call, "account">,
  shown: { description?: boolean; tags?: boolean } = {},
): PolicyShape {
  const { arn, id, name, path, description, created, updated, defaultVersion, tags } = policy;
  return {
    PolicyName: name,
    PolicyId: id,
    Arn: arn,
    Path: path,
    DefaultVersionId: `v${defaultVersion}`,
    AttachmentCount: attachedTo(account.store, arn).length,
    PermissionsBoundaryUsageCount: boundedBy(account.store, arn).length,
    IsAttachable: true,
    ...(shown.description && description !== "" && { Description: description }),
    CreateDate: new Date(created),
    UpdateDate: new Date(updated),
    ...(shown.tags && { Tags: tagList(tags) }),
  };
}

/** A version in the SDK's shape; the document, URL-encoded as the API promises, only where asked for. */
export const versionShape = (
  { version, document, created }: PolicyVersion,
  { defaultVersion }: Pick<ManagedPolicy, "defaultVersion">,
  withDocument = false,
) => ({
  VersionId: `v${version}`,
  IsDefaultVersion: version === defaultVersion,
  CreateDate: new Date(created),
  ...(withDocument && { Document: encodeURIComponent(document) }),
});

/** @throws AwsError MalformedPolicyDocument, or LimitExceeded for a document of more than 6,144 characters. */
export function requireManagedDocument(document: string, { account }: Pick<Call, "account">): void {
  requirePolicy(document, "identity", account, { quota: Number.POSITIVE_INFINITY, managed: true });
  if (policySize(document, "identity") <= POLICY_QUOTA.identity) return;
  throw new AwsError("LimitExceeded", `Cannot exceed quota for PolicySize: ${POLICY_QUOTA.identity}`);
}
