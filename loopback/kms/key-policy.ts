// Key policies: the one that KMS gives a key without one, and what KMS refuses in others.
// https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
import { rootArn } from "../../policy/arn.ts";
import type { Policy } from "../../policy/compiled/policy.ts";
import { evaluateStrictly } from "../../policy/evaluate.ts";
import { parsePolicy } from "../../policy/parse-policy.ts";
import { PolicyError } from "../../policy/policy-error.ts";
import type { Account } from "../account.ts";
import { compiledPolicy } from "../authorization/compiled-policy.ts";
import { existingPrincipals, type PrincipalIds } from "../authorization/principal-ids.ts";
import { requestContext } from "../authorization/request-context.ts";
import { AwsError } from "../aws-error.ts";
import type { Call } from "../operation.ts";
import { callerKeys, specKeys } from "./requirement.ts";

/** The account may use the key, and its own policies say who in it does. */
export const defaultKeyPolicy = ({ id, partition }: Pick<Account, "id" | "partition">): string =>
  JSON.stringify(
    {
      Version: "2012-10-17",
      Id: "key-default-1",
      Statement: [
        {
          ...{ Sid: "Enable IAM User Permissions", Effect: "Allow" },
          Principal: { AWS: rootArn(id, partition) },
          ...{ Action: "kms:*", Resource: "*" },
        },
      ],
    },
    null,
    2,
  );

/** In characters: https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html */
const quota = 32_768;

const allowAll = '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}';

/**
 * Judges a key policy; gives the unique ids of the users and roles that it names. `bypass` leaves out the check that the
 * caller can change the policy later.
 * @throws AwsError MalformedPolicyDocumentException; LimitExceededException for a policy that is too long.
 */
export function acceptedKeyPolicy(text: string, key: string, call: Call, bypass = false): PrincipalIds {
  if (text.length > quota)
    throw new AwsError("LimitExceededException", `Policy exceeds the maximum length of ${quota}`);
  const policy = parsed(text, call.account);
  if (policy.statements.some(({ principal }) => principal === undefined))
    throw malformed("Policy contains a statement with no principal.");
  const ids = existingPrincipals(policy, call.account, () =>
    malformed("Policy contains a statement with one or more invalid principals."),
  );
  if (!bypass && !letsCallerChange(policy, key, call)) {
    const message = "The new key policy will not allow you to update the key policy in the future.";
    throw malformed(message);
  }
  return ids;
}

const malformed = (message: string) => new AwsError("MalformedPolicyDocumentException", message);

function parsed(text: string, { partition }: Account): Policy {
  try {
    return parsePolicy(text, "resource", { partition, quota });
  } catch (error) {
    if (error instanceof PolicyError) throw malformed(error.message);
    throw error;
  }
}

/** Whether the policy itself allows it, to the caller or to the account, whose other policies are not asked. */
function letsCallerChange(policy: Policy, key: string, call: Call): boolean {
  const { principal } = call.caller;
  const request = {
    ...{ principal, action: "kms:PutKeyPolicy", resource: key, resourceAccount: call.account.id },
    context: { ...requestContext(call), ...callerKeys(call), ...specKeys },
  };
  const rest = compiledPolicy(allowAll, "identity");
  const policies = { identity: [rest], session: [rest], resource: policy };
  return evaluateStrictly(request, policies).decision === "allowed";
}
