// Whether a bucket policy is public, by AWS's definition.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status
import { isIPv6 } from "node:net";
import type { Policy } from "../../../policy/compiled/policy.ts";
import type { ConditionElement, StatementElements } from "../../../policy/policy-document.ts";

/** Conditions on these keys, with fixed values, keep a statement from being public. */
const limitingKeys = new Set(
  [
    ...["aws:SourceArn", "aws:SourceVpc", "aws:SourceVpce", "aws:SourceOwner", "aws:SourceAccount"],
    ...["aws:PrincipalOrgID", "aws:PrincipalOrgPaths", "aws:PrincipalArn", "aws:PrincipalAccount"],
    ...["aws:userid", "s3:DataAccessPointArn", "s3:DataAccessPointAccount"],
    "s3:x-amz-server-side-encryption-aws-kms-key-id",
  ].map((key) => key.toLowerCase()),
);

/** Operators that hold only for the named values. */
const limitingOperators = new Set([
  ...["StringEquals", "StringEqualsIgnoreCase", "StringLike", "ArnEquals", "ArnLike"],
]);

const judged = new WeakMap<Policy, boolean>();

/** True when any statement grants something to more than fixed principals or fixed values. */
export function isPublicPolicy(policy: Policy): boolean {
  const known = judged.get(policy);
  if (known !== undefined) return known;
  const verdict = policy.statements.some(isPublicStatement);
  judged.set(policy, verdict);
  return verdict;
}

function isPublicStatement({ effect, principal, conditions }: StatementElements): boolean {
  if (effect === "Deny" || principal === undefined) return false;
  return !principal.negated && !principal.everyone && principal.named.every(isFixed)
    ? false
    : !conditions.some(limits);
}

/** A federation provider such as graph.facebook.com is anyone who has an account there. */
function isFixed({ type, value }: { readonly type: string; readonly value: string }): boolean {
  return type !== "Federated" && value !== "*";
}

function limits(condition: ConditionElement): boolean {
  const { operator, key, values, ifExists, quantifier } = condition;
  // ForAllValues and IfExists hold where the key is absent.
  if (ifExists || quantifier === "ForAllValues" || values.length === 0) return false;
  const name = key.toLowerCase();
  if (name === "aws:sourceip") return operator === "IpAddress" && values.every(isNarrow);
  if (!limitingKeys.has(name) || !limitingOperators.has(operator)) return false;
  return values.every((value) => isFixedValue(name, operator, value));
}

function isFixedValue(key: string, operator: string, value: string): boolean {
  if (value.includes("${")) return false;
  // One account's access points, whatever their names.
  if (key === "s3:dataaccesspointarn") return /^arn:[\w-]+:s3:[^*?]*:\d{12}:accesspoint\//.test(value);
  // What these keys are for callers without a signature.
  if (/^anonymous$/i.test(value) && (key === "aws:userid" || key === "aws:principalaccount")) return false;
  if (key === "aws:userid" && /^AROA\w*:\*$/.test(value)) return false;
  return !operator.endsWith("Like") && !operator.startsWith("Arn") ? true : !/[*?]/.test(value);
}

/** Not wider than /8, or /32 for IPv6. The private networks of IPv4 are not wider themselves. */
function isNarrow(value: string): boolean {
  const [address = "", length] = value.split("/");
  return Number(length ?? 128) >= (isIPv6(address) ? 32 : 8);
}
