// Finds documents without a version, and variables in a version that does not support them.
import { awsIssue, type Rule } from "./finding.ts";
import { variablesOf } from "./variables.ts";

const MISSING = awsIssue("warning", "MISSING_VERSION");
const VARIABLE = awsIssue("error", "VARIABLE_UNSUPPORTED_IN_VERSION");

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html */
export const missingVersion: Rule = function* ({ versionWritten }) {
  if (versionWritten) return;
  const message =
    'The document says no Version, so AWS reads it as one of 2008; add "Version": "2012-10-17".';
  yield { issue: MISSING, at: { offset: 0, path: "$" }, message };
};

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html */
export const variableInOldVersion: Rule = function* ({ version, versionWritten, statements }) {
  if (version !== "2008-10-17") return;
  const reason = versionWritten ? "in a document of version 2008-10-17" : "in a document without Version";
  for (const { resource, conditions } of statements) {
    const values = [...(resource?.values ?? []), ...conditions.flatMap(({ values }) => values)];
    for (const value of values) {
      const [variable] = variablesOf(value.text);
      if (variable === undefined) continue;
      const message = `"${value.text}" is plain text, \${…} included, ${reason}; write "Version": "2012-10-17".`;
      yield { issue: VARIABLE, at: value, message };
    }
  }
};
