// Finds operators that do not fit the type of their key, or the way a value is written.
import { awsIssue, eachStatement } from "./finding.ts";

const MISMATCH = awsIssue("warning", "TYPE_MISMATCH");
const ARN_LIKE = awsIssue("security warning", "STRING_LIKE_OPERATOR_WITH_ARN_CONDITION_KEYS");
const WILDCARD = awsIssue("warning", "WILDCARD_WITHOUT_LIKE_OPERATOR");

// By type of key: the families of operators that compare it, the one to use first.
// Keys of type String may hold ARNs; dates may be compared as numbers of seconds.
const FAMILIES: Readonly<Record<string, readonly string[]>> = {
  String: ["String", "Arn"],
  ARN: ["Arn", "String"],
  Bool: ["Bool"],
  Numeric: ["Numeric"],
  Date: ["Date", "Numeric"],
  IPAddress: ["IpAddress", "NotIpAddress"],
  Binary: ["Binary"],
};

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
export const operatorType = eachStatement(function* ({ conditions }) {
  for (const { operator, key, known } of conditions) {
    if (known === undefined || operator === "Null") continue;
    const families = FAMILIES[known.type];
    if (families === undefined) continue;
    if (!families.some((family) => operator.startsWith(family))) {
      const message = `${operator} does not compare ${key.text}, whose type is ${known.type}; use an operator that begins with ${families[0]}.`;
      yield { issue: MISMATCH, at: key, message };
    } else if (known.type === "ARN" && (operator === "StringLike" || operator === "StringNotLike")) {
      const message = `In ${operator} a wildcard reaches over the parts of the ARN in ${key.text}; use ${operator.replace("String", "Arn")}.`;
      yield { issue: ARN_LIKE, at: key, message };
    }
  }
});

// The operators that read a wildcard as a plain character, and their counterparts that read it as a wildcard.
const LIKE: Readonly<Record<string, string>> = {
  StringEquals: "StringLike",
  StringEqualsIgnoreCase: "StringLike",
  StringNotEquals: "StringNotLike",
  StringNotEqualsIgnoreCase: "StringNotLike",
};

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_String */
export const wildcardWithoutLike = eachStatement(function* ({ conditions }) {
  for (const { operator, values } of conditions) {
    const like = LIKE[operator];
    if (like === undefined) continue;
    for (const value of values) {
      if (!/[*?]/.test(value.text.replaceAll(/\$\{[^}]*\}/g, ""))) continue;
      const message = `${operator} takes the wildcard in "${value.text}" for the character itself; use ${like}.`;
      yield { issue: WILDCARD, at: value, message };
    }
  }
});
