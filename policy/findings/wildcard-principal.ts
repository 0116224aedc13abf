// Finds statements that let anyone in.
import { holdsWithoutKey, isNegated } from "./absence.ts";
import { awsIssue, eachStatement, ownIssue } from "./finding.ts";
import type { NamedCondition } from "./inspection.ts";

const TRUST = awsIssue("error", "ROLE_TRUST_POLICY_UNSUPPORTED_WILDCARD_IN_PRINCIPAL");
const ANYONE = ownIssue(
  "security warning",
  "WILDCARD_PRINCIPAL",
  "reference_policies_elements_principal.html",
);

// The keys that tell who asks or from where. The others, such as s3:prefix, anyone can meet.
const IDENTIFYING =
  /^(?:aws:(?:principal(?:arn|account|orgid|orgpaths|tag\/.+|isawsservice|servicename|servicenameslist)|userid|username|source(?:ip|arn|account|owner|orgid|orgpaths|vpc|vpcarn|vpce|identity)|vpce(?:account|orgid|orgpaths)|vpcsourceip)|s3:dataaccesspoint(?:arn|account)|kms:calleraccount|sts:externalid|[^:]*\.[^:]*:.+|saml:.+)$/i;

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status */
export const wildcardPrincipal = eachStatement(function* ({ deny, principal, conditions }, { kind }) {
  if (deny || principal === undefined || principal.negated) return;
  if (kind !== "resource" && kind !== "trust") return;
  const named = principal.named.find(({ value }) => value.text === "*");
  if (!principal.everyone && named === undefined) return;
  if (kind === "trust" && principal.everyone) {
    const message =
      'A role\'s trust policy takes no "Principal": "*"; name the accounts, users or roles that may assume it.';
    yield { issue: TRUST, at: principal, message };
    return;
  }
  if (conditions.some(limitsCaller)) return;
  const message =
    "The statement allows anyone on the internet: no condition says who may ask, or from where; name principals, or add a condition on aws:PrincipalOrgID, aws:PrincipalArn or aws:SourceVpce.";
  yield { issue: ANYONE, at: named?.value ?? principal, message };
});

const limitsCaller = (condition: NamedCondition): boolean =>
  IDENTIFYING.test(condition.key.text) &&
  !isNegated(condition) &&
  !holdsWithoutKey(condition) &&
  condition.values.some(({ text }) => text !== "*" && text !== "0.0.0.0/0" && text !== "::/0");
