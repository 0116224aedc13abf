// Constraints that many IAM operations share. https://docs.aws.amazon.com/IAM/latest/APIReference/API_User.html
import type { Constraint } from "../wire/constraints.ts";

export const name = { min: 1, pattern: "[\\w+=,.@-]+" } as const satisfies Constraint;
export const userName: Constraint = { ...name, max: 64 };
/** What names an existing user may be as long as any IAM name. */
export const existingUserName: Constraint = { ...name, max: 128 };
export const policyName: Constraint = { ...name, max: 128 };
export const policyDocument: Constraint = {
  min: 1,
  max: 131_072,
  pattern: "[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+",
};
export const path: Constraint = { min: 1, max: 512, pattern: "(\\u002F)|(\\u002F[\\u0021-\\u007E]+\\u002F)" };
export const pathPrefix: Constraint = { min: 1, max: 512, pattern: "\\u002F[\\u0021-\\u007F]*" };
export const accessKeyId: Constraint = { min: 16, max: 128, pattern: "[\\w]+" };
export const marker: Constraint = { min: 1, pattern: "[\\u0020-\\u00FF]+" };
export const maxItems: Constraint = { min: 1, max: 1000 };
export const keyStatus: Constraint = { values: ["Active", "Inactive"] };

export const tags: Constraint = {
  max: 50,
  item: {
    members: {
      Key: { min: 1, max: 128, pattern: "[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+" },
      Value: { min: 0, max: 256, pattern: "[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*" },
    },
  },
};
