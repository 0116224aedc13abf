// The session policies of a request, inline and managed, as GetFederationToken and AssumeRole accept them.
import type { PolicyDescriptorType } from "@aws-sdk/client-sts";
import { parseArn } from "../../policy/arn.ts";
import { parsePolicy } from "../../policy/parse-policy.ts";
import { PolicyError } from "../../policy/policy-error.ts";
import type { Account } from "../account.ts";
import { compiledPolicy } from "../authorization/compiled-policy.ts";
import { AwsError } from "../aws-error.ts";
import { managedPolicy } from "../store/managed-policy.ts";

interface Input {
  readonly Policy?: string | undefined;
  readonly PolicyArns?: readonly PolicyDescriptorType[] | undefined;
}

interface SessionPolicies {
  readonly policies: readonly string[];
  readonly policyArns: readonly string[];
}

/** Characters that inline document and ARNs may have together, as they are sent. */
const quota = 2048;

/**
 * The session policies of a request.
 * @throws AwsError ValidationError for an ARN that is no managed policy of this account or AWS, or for too much text;
 * MalformedPolicyDocument for a document that is no session policy.
 */
export function sessionPolicies({ Policy, PolicyArns = [] }: Input, account: Account): SessionPolicies {
  const policyArns = PolicyArns.map(({ arn = "" }) => arn);
  const foreign = policyArns.find((arn) => !isManagedPolicy(arn, account));
  if (foreign !== undefined) throw new AwsError("ValidationError", `${foreign} is invalid`);
  if (Policy !== undefined) requireSessionPolicy(Policy, account);
  if (`${Policy ?? ""}${policyArns.join("")}`.length > quota) throw tooLong();
  return { policies: Policy === undefined ? [] : [Policy], policyArns };
}

/** The policy must belong to this account or AWS, and exist. */
function isManagedPolicy(text: string, { id, partition, store }: Account): boolean {
  const arn = parseArn(text);
  const ofUs = arn?.partition === partition && arn.service === "iam" && [id, "aws"].includes(arn.account);
  return ofUs && managedPolicy(store, text) !== undefined;
}

function requireSessionPolicy(text: string, { partition }: Account): void {
  try {
    // Compiled now, because its session will need it. A document that is too long never gets a session.
    if (text.length > quota) parsePolicy(text, "session");
    else compiledPolicy(text, "session", partition);
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    throw error.rule === "quota" ? tooLong() : new AwsError("MalformedPolicyDocument", error.message);
  }
}

const tooLong = (): AwsError =>
  new AwsError(
    "ValidationError",
    `1 validation error detected: Value at 'policy' failed to satisfy constraint: Member must have length less than or equal to ${quota}`,
  );
