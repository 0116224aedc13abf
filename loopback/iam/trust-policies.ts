// The trust policies that roles may have: well-formed, and naming only principals that are there.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
import { arnName, parseArn, roleArn, userArn } from "../../policy/arn.ts";
import { parsePolicy } from "../../policy/parse-policy.ts";
import { PolicyError } from "../../policy/policy-error.ts";
import type { Policy } from "../../policy/types.ts";
import type { Account } from "../account.ts";
import { AwsError } from "../aws-error.ts";
import { roleNamed } from "../store/roles.ts";
import { userNamed } from "../store/users.ts";

/** @throws AwsError MalformedPolicyDocument, or LimitExceeded for a document that is too long. */
export function requireTrustPolicy(text: string, account: Account): void {
  const named = parse(text).statements.flatMap(({ principal }) => principal?.named ?? []);
  const missing = named.find(({ type, value }) => type === "AWS" && !mayBeNamed(value, account));
  if (missing === undefined) return;
  throw new AwsError("MalformedPolicyDocument", `Invalid principal in policy: "AWS":"${missing.value}"`);
}

function parse(text: string): Policy {
  try {
    return parsePolicy(text, "trust");
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    const code = error.rule === "quota" ? "LimitExceeded" : "MalformedPolicyDocument";
    throw new AwsError(code, error.message);
  }
}

/** Users and roles of this account must be there; of other accounts nothing is known, as nothing is of sessions. */
function mayBeNamed(text: string, { id, store }: Account): boolean {
  const arn = parseArn(text);
  if (arn?.service !== "iam" || arn.account !== id || arn.resource === "root") return true;
  const user = userNamed(store, arnName(text));
  const role = roleNamed(store, arnName(text));
  const arns = [
    user && userArn(id, user.path, user.name, arn.partition),
    role && roleArn(id, role.path, role.name, arn.partition),
  ];
  return arns.includes(text);
}
