// What several KMS operations require of the same members.
// https://docs.aws.amazon.com/kms/latest/APIReference/API_Operations.html
import { type Constraint, type Constraints, printable } from "../wire/constraint.ts";

export const keyId: Constraints = { KeyId: { min: 1, max: 2048 } };

export const aliasName: Constraint = { min: 1, max: 256, pattern: "[a-zA-Z0-9:/_-]+" };

export const policy: Constraint = {
  min: 1,
  max: 131_072,
  pattern: printable,
};

export const policyName: Constraint = { min: 1, max: 128, pattern: "[\\w]+" };

export const tags: Constraint = {
  item: { members: { TagKey: { min: 1, max: 128 }, TagValue: { min: 0, max: 256 } } },
};
