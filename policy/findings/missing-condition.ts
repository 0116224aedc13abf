// Finds conditions that are safe only together with another one.
import { isNegated } from "./absence.ts";
import { awsIssue, eachStatement } from "./finding.ts";

const PAIRED = awsIssue("security warning", "MISSING_PAIRED_CONDITION_KEYS");
const SOURCE = awsIssue("security warning", "RESTRICT_ACCESS_TO_SERVICE_PRINCIPAL");
const PREFIX = awsIssue("security warning", "S3_PREFIX_IN_NEGATIVE_CONTEXT");

/** A private address exists in every VPC. */
export const pairedKeys = eachStatement(function* ({ conditions }) {
  const names = conditions.map(({ key }) => key.text.toLowerCase());
  if (names.some((name) => /^aws:sourcevpc(?:e|arn)?$/.test(name))) return;
  for (const { key } of conditions) {
    if (key.text.toLowerCase() !== "aws:vpcsourceip") continue;
    const message = `${key.text} alone means the same address in anyone's VPC; add a condition on aws:SourceVpc or aws:SourceVpce.`;
    yield { issue: PAIRED, at: key, message };
  }
});

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html */
export const serviceSource = eachStatement(function* ({ deny, principal, conditions }, { kind }) {
  if (deny || kind !== "resource" || principal === undefined || principal.negated) return;
  const service = principal.named.find(({ type }) => type === "Service");
  const sourced = conditions.some(({ key }) => /^aws:source(?:arn|account|orgid|orgpaths)$/i.test(key.text));
  if (service === undefined || sourced) return;
  const message = `${service.value.text} may come here for any AWS customer; add a condition on aws:SourceArn or aws:SourceAccount.`;
  yield { issue: SOURCE, at: service.value, message };
});

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html */
export const s3Prefix = eachStatement(function* ({ deny, conditions }) {
  for (const condition of conditions) {
    const { operator, key } = condition;
    if (key.text.toLowerCase() !== "s3:prefix" || !operator.startsWith("String")) continue;
    if (deny === isNegated(condition)) continue;
    const message = deny
      ? `A request with a shorter prefix, or none, escapes this Deny and lists the same objects; deny with StringNotLike what may not be listed, or allow with StringLike what may.`
      : `A request with a shorter prefix, or none, passes ${operator} and lists the same objects; allow with StringLike the prefixes that may be listed.`;
    yield { issue: PREFIX, at: key, message };
  }
});
