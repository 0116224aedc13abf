// Constraints that several STS operations share.
// https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html
import { type Constraint, printable } from "../wire/constraint.ts";

export const sessionName: Constraint = { min: 2, max: 64, pattern: "[\\w+=,.@-]*" };
export const policy: Constraint = { min: 1, pattern: printable };
export const arn: Constraint = {
  min: 20,
  max: 2048,
  pattern: "[\\u0009\\u000A\\u000D\\u0020-\\u007E\\u0085\\u00A0-\\uD7FF\\uE000-\\uFFFD\\u10000-\\u10FFFF]+",
};
/** The model gives no maximum; the API reference says ten. */
export const policyArns: Constraint = { max: 10, item: { members: { arn } } };
export const serialNumber: Constraint = { min: 9, max: 256, pattern: "[\\w+=/:,.@-]*" };
export const tokenCode: Constraint = { min: 6, max: 6, pattern: "[\\d]*" };

const tagKey: Constraint = { min: 1, max: 128, pattern: "[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+" };
export const tags: Constraint = {
  max: 50,
  item: { members: { Key: tagKey, Value: { min: 0, max: 256, pattern: "[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*" } } },
};
export const tagKeys: Constraint = { max: 50, item: tagKey };
