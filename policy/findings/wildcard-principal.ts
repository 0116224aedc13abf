// Finds statements that let anyone in.
import { holdsWithoutKey, isNegated } from "./absence.ts";
import { eachStatement, ownIssue } from "./finding.ts";
import type { NamedCondition } from "./inspection.ts";

const ANYONE = ownIssue(
  "security warning",
  "WILDCARD_PRINCIPAL",
  "reference_policies_elements_principal.html",
);

// The keys that show who asks or from where. Anyone can match the others: s3:prefix, and the names, tags and
// private addresses of their own users and networks.
const IDENTIFYING =
  /^(?:aws:(?:principal(?:arn|account|orgid|orgpaths|isawsservice|servicename|servicenameslist)|userid|source(?:ip|arn|account|owner|orgid|orgpaths|vpc|vpcarn|vpce)|vpce(?:account|orgid|orgpaths))|s3:dataaccesspoint(?:arn|account)|kms:calleraccount|sts:externalid|[^:]*\.[^:]*:.+|saml:.+)$/i;

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status */
export const wildcardPrincipal = eachStatement(function* ({ deny, principal, conditions }, { kind }) {
  if (deny || principal === undefined || kind === "rcp") return;
  const named = principal.named.find(({ value }) => value.text === "*");
  if (!principal.everyone && named === undefined) return;
  if (conditions.some(limitsCaller)) return;
  const message =
    "The statement allows anyone on the internet: it has no condition that strangers cannot meet; name principals, or add a condition on aws:PrincipalOrgID, aws:PrincipalArn or aws:SourceVpce.";
  yield { issue: ANYONE, at: named?.value ?? principal, message };
});

// One value that anyone matches is enough. "false": aws:PrincipalIsAWSService for everybody else, Null for any value.
// "anonymous": the account and the id of callers without a signature.
const MET_BY_ANYONE = new Set(["*", "0.0.0.0/0", "::/0", "anonymous", "false"]);

const limitsCaller = (condition: NamedCondition): boolean =>
  IDENTIFYING.test(condition.key.text) &&
  !isNegated(condition) &&
  !holdsWithoutKey(condition) &&
  condition.values.every(({ text }) => !MET_BY_ANYONE.has(text.toLowerCase()));
