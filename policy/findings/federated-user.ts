// Finds what never works for a federated user: keys that its requests lack, and calls that it may not make.
import type { Located } from "../language/source.ts";
import { absence, holdsWithoutKey } from "./absence.ts";
import { eachStatement, type Found, ownIssue, type Severity } from "./finding.ts";
import type { InspectedStatement } from "./inspection.ts";
import { variablesOf } from "./variables.ts";

const KEYS_PAGE = "reference_policies_condition-keys.html";
const CALLS_PAGE = "id_credentials_temp_request.html";

// Who has the key instead.
const ABSENT: readonly { readonly keys: RegExp; readonly owner: string }[] = [
  { keys: /^aws:username$/, owner: "IAM users have it" },
  {
    keys: /^aws:(?:sourceidentity|federatedprovider|chatbotsourcearn|assumedroot)$/,
    owner: "role sessions have it",
  },
  { keys: /^aws:signinsessionarn$/, owner: "sessions of AWS Sign-In have it" },
  { keys: /^aws:multifactorauthage$/, owner: "sessions of GetSessionToken and roles have it" },
  { keys: /^aws:ec2instance/, owner: "role sessions of EC2 instances have it" },
  {
    keys: /^(?:ec2:(?:roledelivery|sourceinstancearn)|ssm:sourceinstancearn)$/,
    owner: "role sessions of EC2 instances have it",
  },
  {
    keys: /^(?:lambda:sourcefunctionarn|glue:(?:roleassumedby|credentialissuingservice)|codebuild:(?:buildarn|projectarn))$/,
    owner: "role sessions of services have it",
  },
  { keys: /^(?:saml:|[^:]*\.[^:]*:)/, owner: "role sessions of an identity provider have it" },
];

const ownerOf = (key: string): string | undefined =>
  ABSENT.find(({ keys }) => keys.test(key.toLowerCase()))?.owner;

const keyIssue = (severity: Severity) => ownIssue(severity, "KEY_ABSENT_FOR_FEDERATED_USER", KEYS_PAGE);

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-username */
export const federatedKeys = eachStatement(function* (statement, { federated, version }) {
  if (!federated) return;
  for (const condition of statement.conditions) {
    const owner = ownerOf(condition.key.text);
    if (owner === undefined) continue;
    const { severity, effect } = absence(statement.deny, holdsWithoutKey(condition));
    const message = `A federated user's requests never have ${condition.key.text} (${owner}), so ${effect}; ${INSTEAD}.`;
    yield { issue: keyIssue(severity), at: condition.key, message };
  }
  if (version === "2012-10-17") yield* variables(statement);
});

const INSTEAD = "use aws:userid or aws:PrincipalTag";

function* variables({ deny, resource, conditions }: InspectedStatement): Iterable<Found> {
  const values: readonly Located[] = [
    ...(resource?.values ?? []),
    ...conditions.flatMap(({ values }) => values),
  ];
  for (const value of values) {
    for (const { key, hasDefault } of variablesOf(value.text)) {
      const owner = ownerOf(key);
      if (owner === undefined || hasDefault) continue;
      const message = `\${${key}} has no value in a federated user's session (${owner}), so "${value.text}" matches nothing there; ${INSTEAD}.`;
      yield { issue: keyIssue(deny ? "security warning" : "warning"), at: value, message };
    }
  }
}

const CALLS = ownIssue("warning", "ACTION_BARRED_FOR_FEDERATED_USER", CALLS_PAGE);

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_request.html#stsapi_comparison */
export const federatedActions = eachStatement(function* ({ deny, action, actions }, { federated }) {
  if (!federated || deny || action.negated) return;
  for (const { value, prefix, taken } of actions) {
    const identity = taken.some(({ name }) => name === "sts:GetCallerIdentity");
    if ((prefix !== "iam" && prefix !== "sts") || identity || taken.length === 0) continue;
    const may = prefix === "iam" ? "no IAM action at all" : "no STS action but sts:GetCallerIdentity";
    const message = `A federated user may call ${may}, whatever its policies say; remove ${value.text}.`;
    yield { issue: CALLS, at: value, message };
  }
});
