// Finds account ids in resources that no account can have.
import { isAccountId, parseArn } from "../arn.ts";
import { awsIssue, eachStatement } from "./finding.ts";

const ISSUE = awsIssue("error", "INVALID_ARN_ACCOUNT");

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns */
export const arnAccount = eachStatement(function* ({ resource }) {
  for (const value of resource?.values ?? []) {
    const account = parseArn(value.text)?.account ?? "";
    if (!/^\d+$/.test(account) || isAccountId(account)) continue;
    const message = `${account} in ${value.text} is no account id; write its twelve digits.`;
    yield { issue: ISSUE, at: value, message };
  }
});
