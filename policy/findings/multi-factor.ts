// Finds conditions on MFA that calls with long-term access keys get around, because they do not have the key.
import { holdsWithoutKey } from "./absence.ts";
import { eachStatement, ownIssue } from "./finding.ts";

const ISSUE = ownIssue(
  "security warning",
  "MFA_KEY_ABSENT_FOR_LONG_TERM_CREDENTIALS",
  "reference_policies_condition-keys.html#condition-keys-multifactorauthpresent",
);

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-multifactorauthpresent */
export const multiFactor = eachStatement(function* ({ deny, conditions }) {
  const keys = conditions.filter(({ key }) => KEYS.has(key.text.toLowerCase()));
  const present = keys.some(({ operator, values }) => operator === "Null" && values.every(isFalse));
  for (const condition of keys) {
    if (condition.operator === "Null" || holdsWithoutKey(condition) === deny || (present && !deny)) continue;
    const { key, operator } = condition;
    const message = deny
      ? `Calls with long-term access keys do not have ${key.text}, so this Deny does not stop them; use ${operator}IfExists.`
      : `Calls with long-term access keys do not have ${key.text}, so this condition lets them through; use an operator that needs the key.`;
    yield { issue: ISSUE, at: key, message };
  }
});

// A request has either both keys or neither.
const KEYS = new Set(["aws:multifactorauthpresent", "aws:multifactorauthage"]);

const isFalse = ({ text }: { readonly text: string }): boolean => text.toLowerCase() === "false";
