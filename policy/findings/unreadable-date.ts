// Finds dates that no operator can read: S3 keeps such a bucket policy, and every other policy with one is refused.
import { parseInstant } from "../conditions/dates.ts";
import { eachStatement, ownIssue } from "./finding.ts";

const ISSUE = ownIssue("error", "INVALID_DATE", "reference_policies_elements_condition_operators.html");

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Date */
export const unreadableDate = eachStatement(function* ({ conditions }) {
  for (const { operator, values } of conditions) {
    if (!operator.startsWith("Date")) continue;
    for (const value of values) {
      if (parseInstant(value.text) !== undefined) continue;
      const message = `${operator} cannot read "${value.text}", so the statement may never apply; write a date such as 2026-01-31T00:00:00Z.`;
      yield { issue: ISSUE, at: value, message };
    }
  }
});
