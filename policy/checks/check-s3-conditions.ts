// Checks of the condition keys of a bucket policy.

import { refuse } from "../language/reading.ts";
import type { StatementSource } from "../language/source.ts";
import type { StatementCheck } from "./check.ts";
import { actionHasKey, isKeyOfS3 } from "./s3-condition-keys.ts";

/** Policies of other services' resources have keys of their own. */
const isAboutS3 = ({ resource }: StatementSource): boolean =>
  resource?.values.every(({ text }) => /^arn:[^:]*:s3:/.test(text)) ?? false;

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html */
export const checkConditionKeys: StatementCheck = (reading, statement) => {
  if (!isAboutS3(statement)) return;
  for (const { key } of statement.conditions) {
    if (isKeyOfS3(key.text)) continue;
    refuse(reading, "conditionKey", key, `"${key.text}" is no condition key that S3 knows.`);
  }
};

/** A key of S3's must fit every action that the statement names; a wildcard may stand for one that it fits. */
export const checkConditionsApply: StatementCheck = (reading, statement) => {
  const { action } = statement;
  if (!isAboutS3(statement) || action === undefined || action.negated) return;
  const named = action.values.filter(({ text }) => !/[*?]/.test(text));
  for (const { key } of statement.conditions) {
    const without = named.find(({ text }) => !actionHasKey(text, key.text));
    if (without === undefined) continue;
    const detail = `Requests for ${without.text} never have ${key.text}; give the actions that have it a statement of their own.`;
    refuse(reading, "conditionApplies", key, detail);
  }
};
