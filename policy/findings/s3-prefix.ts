// Finds a Deny for a prefix, which a request with a shorter prefix avoids.
import { isNegated } from "./absence.ts";
import { awsIssue, eachStatement } from "./finding.ts";

const PREFIX = awsIssue("security warning", "S3_PREFIX_IN_NEGATIVE_CONTEXT");

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html */
export const s3Prefix = eachStatement(function* ({ deny, conditions }) {
  for (const condition of conditions) {
    const { operator, key } = condition;
    if (key.text.toLowerCase() !== "s3:prefix" || !operator.startsWith("String")) continue;
    if (deny === isNegated(condition)) continue;
    const message = deny
      ? `A request with a shorter prefix, or none, escapes this Deny and lists the same objects; deny with StringNotLike all but the prefixes that may be listed, or allow those with StringLike.`
      : `A request with a shorter prefix, or none, passes ${operator} and lists the same objects; allow with StringLike the prefixes that may be listed.`;
    yield { issue: PREFIX, at: key, message };
  }
});
