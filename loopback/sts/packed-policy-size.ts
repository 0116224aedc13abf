// How much of the space for session policies and tags a request takes, in percent.
import { deflateRawSync } from "node:zlib";
import { AwsError } from "../aws-error.ts";

/** Bytes of packed policies and tags that a session may carry. AWS does not publish its formula; see docs/decisions. */
const allotted = 2048;

/**
 * The percentage of the allotted space, rounded up; 0 without policy and tags.
 * @throws AwsError PackedPolicyTooLarge above 100.
 */
export function packedPolicySize(
  policies: readonly string[],
  tags: Readonly<Record<string, string>>,
): number {
  if (policies.length === 0 && Object.keys(tags).length === 0) return 0;
  const packed = deflateRawSync(JSON.stringify([policies, tags])).length;
  const percent = Math.ceil((100 * packed) / allotted);
  if (percent <= 100) return percent;
  throw new AwsError(
    "PackedPolicyTooLarge",
    policies.length === 0
      ? `Packed size of session tags consumes ${percent}% of allotted space.`
      : `Packed policy consumes ${percent}% of allotted space, please use smaller policy.`,
  );
}
