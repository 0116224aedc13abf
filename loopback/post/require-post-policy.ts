// Compares a form with its policy: every condition must be met, and every field needs a condition.
// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html
import { AwsError } from "../aws-error.ts";
import type { Condition, PostPolicy } from "./post-policy.ts";

export interface Posted {
  readonly bucket: string;
  /** Names in lower case; in the key, `${filename}` is already replaced. */
  readonly fields: ReadonlyMap<string, string>;
  /** The size of the file, in bytes; without it, what limits it is not judged. */
  readonly size?: number;
}

/** Fields that need no condition; those that begin with `x-ignore-` need none either. */
const free = new Set(["policy", "x-amz-signature", "awsaccesskeyid", "signature", "file"]);

const refused = (what: string): AwsError =>
  new AwsError("AccessDenied", `Invalid according to Policy: ${what}`);

/**
 * @throws AwsError AccessDenied for a policy that has expired, a condition that is not met and a field without a
 * condition; EntityTooSmall and EntityTooLarge.
 */
export function requirePostPolicy(policy: PostPolicy, posted: Posted, now: Date): void {
  if (now >= policy.expires) throw refused("Policy expired.");
  // The bucket is in the URL, but the policy must name it too: otherwise it would be valid for every bucket.
  const values = new Map([...posted.fields, ["bucket", posted.bucket]]);
  for (const condition of policy.conditions) {
    if (condition.test === "content-length-range") {
      if (posted.size !== undefined) requireSize(condition, posted.size);
    } else if (!holds(condition, values.get(condition.field)))
      throw refused(
        `Policy Condition failed: ["${condition.test}", "$${condition.field}", "${condition.value}"]`,
      );
  }
  const conditioned = new Set(
    policy.conditions.flatMap((condition) => ("field" in condition ? condition.field : [])),
  );
  const extra = [...values.keys()].filter(
    (name) => !free.has(name) && !name.startsWith("x-ignore-") && !conditioned.has(name),
  );
  if (extra.length > 0) throw refused(`Extra input fields: ${extra.join(", ")}`);
}

/** A missing field meets no condition; in a list of content types, each must have the required prefix. */
function holds(condition: Exclude<Condition, { least: number }>, sent: string | undefined): boolean {
  const { test, field, value } = condition;
  if (sent === undefined) return false;
  if (test === "eq") return sent === value;
  const parts = field === "content-type" ? sent.split(",").map((part) => part.trim()) : [sent];
  return parts.every((part) => part.startsWith(value));
}

function requireSize({ least, most }: Extract<Condition, { least: number }>, size: number): void {
  const proposed = { ProposedSize: String(size) };
  if (size < least) {
    throw new AwsError("EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size", {
      ...proposed,
      MinSizeAllowed: String(least),
    });
  }
  if (size <= most) return;
  throw new AwsError("EntityTooLarge", "Your proposed upload exceeds the maximum allowed size", {
    ...proposed,
    MaxSizeAllowed: String(most),
  });
}
