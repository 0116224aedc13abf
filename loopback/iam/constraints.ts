// Constraints that many IAM operations share. https://docs.aws.amazon.com/IAM/latest/APIReference/API_User.html
import { type Constraint, printable } from "../wire/constraint.ts";

/** AWS's own sentence for a name with other characters, instead of the pattern. */
const alphanumeric = (member: string): string =>
  `The specified value for ${member} is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-`;

const name: Constraint = { min: 1, max: 128, pattern: "[\\w+=,.@-]+", refusal: alphanumeric };
/** A member that names an existing user may be as long as any IAM name. */
export const existingUserName: Constraint = name;
export const userName: Constraint = { ...name, max: 64 };
export const groupName: Constraint = name;
export const roleName: Constraint = { ...name, max: 64 };
export const policyName: Constraint = name;
export const instanceProfileName: Constraint = name;
export const roleDescription: Constraint = {
  max: 1000,
  pattern: "[\\u0009\\u000A\\u000D\\u0020-\\u007E\\u00A1-\\u00FF]*",
};
export const maxSessionDuration: Constraint = { min: 3600, max: 43_200 };
export const serialNumber: Constraint = { min: 9, max: 256, pattern: "[\\w+=/:,.@-]+" };
export const authenticationCode: Constraint = { min: 6, max: 6, pattern: "[\\d]+" };
export const policyDocument: Constraint = {
  min: 1,
  max: 131_072,
  pattern: printable,
};
export const path: Constraint = { min: 1, max: 512, pattern: "(\\u002F)|(\\u002F[\\u0021-\\u007E]+\\u002F)" };
export const policyPath: Constraint = { min: 1, max: 512, pattern: "((/[A-Za-z0-9\\.,\\+@=_-]+)*)/" };
export const pathPrefix: Constraint = { min: 1, max: 512, pattern: "\\u002F[\\u0021-\\u007F]*" };
export const policyArn: Constraint = { min: 20, max: 2048 };
export const policyDescription: Constraint = { max: 1000 };
export const versionId: Constraint = { pattern: "v[1-9][0-9]*(\\.[A-Za-z0-9-]*)?" };
export const accessKeyId: Constraint = { min: 16, max: 128, pattern: "[\\w]+" };
const marker: Constraint = { min: 1, max: 320, pattern: "[\\u0020-\\u00FF]+" };
const maxItems: Constraint = { min: 1, max: 1000 };
export const keyStatus: Constraint = { values: ["Active", "Inactive", "Expired"] };
export const password: Constraint = {
  min: 1,
  max: 128,
  pattern: printable,
};

const tagKey: Constraint = { min: 1, max: 128, pattern: "[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+" };

export const tags: Constraint = {
  max: 50,
  item: {
    members: { Key: tagKey, Value: { min: 0, max: 256, pattern: "[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*" } },
  },
};
export const tagKeys: Constraint = { max: 50, item: tagKey };

/** The parameters of every paged list. */
export const paging = { Marker: marker, MaxItems: maxItems };
