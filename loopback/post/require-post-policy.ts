// Holds a form to its policy: every condition is met, and nothing is said that no condition speaks of.
// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html
import { AwsError } from "../aws-error.ts";
import type { Condition, PostPolicy } from "./post-policy.ts";

export interface Posted {
  readonly bucket: string;
  /** Names in lower case; the key as it will be, its `${filename}` replaced. */
  readonly fields: ReadonlyMap<string, string>;
  /** Of the file, in bytes. */
  readonly size: number;
}

/** Fields that no condition needs to speak of, beside those that begin with `x-ignore-`. */
const free = new Set(["policy", "x-amz-signature", "file"]);

const refused = (what: string): AwsError =>
  new AwsError("AccessDenied", `Invalid according to Policy: ${what}`);

/**
 * @throws AwsError AccessDenied for a policy that has expired, a condition that is not met and a field that the policy does
 * not speak of; EntityTooSmall and EntityTooLarge.
 */
export function requirePostPolicy(policy: PostPolicy, posted: Posted, now: Date): void {
  if (now >= policy.expires) throw refused("Policy expired.");
  // The bucket stands in the URL, and still a policy must name it: it would be good for every bucket otherwise.
  const said = new Map([...posted.fields, ["bucket", posted.bucket]]);
  for (const condition of policy.conditions) {
    if (condition.test === "content-length-range") requireSize(condition, posted.size);
    else if (!holds(condition, said.get(condition.field)))
      throw refused(
        `Policy Condition failed: ["${condition.test}", "$${condition.field}", "${condition.value}"]`,
      );
  }
  const spoken = new Set(
    policy.conditions.flatMap((condition) => ("field" in condition ? condition.field : [])),
  );
  const extra = [...said.keys()].filter(
    (name) => !free.has(name) && !name.startsWith("x-ignore-") && !spoken.has(name),
  );
  if (extra.length > 0) throw refused(`Extra input fields: ${extra.join(", ")}`);
}

/** A field that is missing meets nothing; of a list of content types, each must begin as wanted. */
function holds(condition: Exclude<Condition, { least: number }>, said: string | undefined): boolean {
  const { test, field, value } = condition;
  if (said === undefined) return false;
  if (test === "eq") return said === value;
  const parts = field === "content-type" ? said.split(",").map((part) => part.trim()) : [said];
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
