// How much of the space for session policies and tags a request takes, in percent.
import { AwsError } from "../aws-error.ts";
import { type Carried, pack } from "../signature/packed.ts";

/** Bytes of packed policies and tags that a session may carry. AWS does not publish its formula; see docs/decisions. */
const allotted = 512;

/**
 * The percentage of the allotted space, rounded up; 0 without policies and tags.
 * @throws AwsError PackedPolicyTooLarge above 100.
 */
export function packedPolicySize(carried: Carried): number {
  const { policies, policyArns, tags } = carried;
  if (policies.length + policyArns.length + Object.keys(tags).length === 0) return 0;
  const percent = Math.ceil((100 * pack(carried).length) / allotted);
  if (percent <= 100) return percent;
  throw new AwsError(
    "PackedPolicyTooLarge",
    policies.length + policyArns.length === 0
      ? `Packed size of session tags consumes ${percent}% of allotted space.`
      : `Packed policy consumes ${percent}% of allotted space, please use smaller policy.`,
  );
}
