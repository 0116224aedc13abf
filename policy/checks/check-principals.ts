// Checks of Principal and NotPrincipal.

import { type Reading, refuse } from "../language/reading.ts";
import type { Located } from "../language/source.ts";
import type { PrincipalType } from "../policy-document.ts";
import type { StatementCheck } from "./check.ts";

export const checkNoPrincipal: StatementCheck = (reading, { principal }) => {
  if (principal === undefined) return;
  const detail = "The policy is for whom it is attached to and names no principal; remove this element.";
  refuse(reading, "principalForbidden", principal, detail);
};

/** https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html */
export const checkPrincipalEveryone: StatementCheck = (reading, { principal, ...statement }) => {
  const isEveryone = principal !== undefined && !principal.negated && principal.everyone;
  if (isEveryone) return;
  refuse(
    reading,
    "principal",
    principal ?? statement,
    'A resource control policy takes "Principal": "*" only.',
  );
};

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html */
export const checkPrincipal: StatementCheck = (reading, { principal, ...statement }) => {
  const subject = "Principal";
  if (principal === undefined) {
    const detail = "The statement does not say whom it is for; add Principal.";
    return refuse(reading, "missingElement", statement, detail, { subject });
  }
  if (!principal.everyone && principal.named.length === 0) {
    refuse(reading, "emptyElement", principal, "The element names nobody; name at least one principal.", {
      subject,
    });
  }
  for (const { type, value } of principal.named) checkName(reading, type, value);
};

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html */
export const checkNotPrincipal: StatementCheck = (reading, { principal, effect }) => {
  if (!principal?.negated) return;
  if (reading.kind === "trust") {
    const detail = "A trust policy takes no NotPrincipal; name in Principal who may assume the role.";
    refuse(reading, "notPrincipalForbidden", principal, detail);
  }
  if (effect.text !== "Allow") return;
  const detail = "AWS does not support NotPrincipal with Allow; name in Principal who is allowed.";
  refuse(reading, "notPrincipalAllow", principal, detail);
};

/** A role's trust policy says of which type its principals are, even if they are everyone. */
export const checkPrincipalTyped: StatementCheck = (reading, { principal }) => {
  if (!principal?.everyone) return;
  const detail =
    'A trust policy takes no "Principal": "*"; name who may assume the role, or write {"AWS": "*"}.';
  refuse(reading, "principalStar", principal, detail);
};

const COGNITO = "cognito-identity.amazonaws.com";

/** Without a condition, users of any identity pool in any account could assume the role. */
export const checkCognitoCondition: StatementCheck = (reading, { principal, conditions }) => {
  const cognito = principal?.named.find(({ type, value }) => type === "Federated" && value.text === COGNITO);
  if (cognito === undefined || conditions.length > 0) return;
  const detail = `The statement trusts every identity pool; add a condition on ${COGNITO}:aud.`;
  refuse(reading, "cognitoCondition", cognito.value, detail);
};

type Names = Record<PrincipalType, readonly RegExp[]>;

const NAMES: Names = {
  AWS: [
    /^\*$/,
    /^\d{12}$/,
    // A unique id is what remains of a deleted user or role; it matches nobody.
    /^A[A-Z]{3}[A-Z0-9]{12,}$/,
    /^arn:aws[a-z-]*:iam::(?:\d{12}|cloudfront):(?:root|(?:user|role)\/[^*?]+)$/,
    /^arn:aws[a-z-]*:sts::\d{12}:(?:federated-user\/[^*?/]+|assumed-role\/[^*?/]+\/[^*?/]+)$/,
  ],
  Service: [/^[a-z0-9.-]+\.[a-z0-9-]+$/],
  Federated: [
    /^[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?:\/[^*?]*)?$/,
    /^arn:aws[a-z-]*:iam::\d{12}:(?:saml|oidc)-provider\/[^*?]+$/,
  ],
  CanonicalUser: [/^[0-9a-f]{64}$/],
};

// IAM takes an account id with dashes. Services are in one of AWS's domains, which differ by partition.
const NAMES_OF_TRUST: Names = {
  ...NAMES,
  AWS: [...NAMES.AWS, /^\d(?:-*\d){11}$/],
  Service: [
    /^[a-z0-9.-]+\.(?:amazonaws\.com(?:\.cn)?|amazonaws\.eu|c2s\.ic\.gov|sc2s\.sgov\.gov|cloud\.adc-e\.uk|csp\.hci\.ic\.gov)$/,
  ],
};

const checkName = (reading: Reading, type: PrincipalType, value: Located): void => {
  const names = reading.kind === "trust" ? NAMES_OF_TRUST : NAMES;
  if (names[type].some((form) => form.test(value.text)) && isOfPartition(reading, value)) return;
  const subject = `"${AWS_TYPE[type]}":"${value.text}"`;
  const detail = `"${value.text}" is no principal of type ${type}: name one whole principal, without wildcards.`;
  refuse(reading, "principal", value, detail, { subject });
};

const isOfPartition = ({ partition }: Reading, { text }: Located): boolean =>
  partition === undefined || !text.startsWith("arn:") || text.startsWith(`arn:${partition}:`);

// The types as IAM's answers write them.
const AWS_TYPE: Record<PrincipalType, string> = {
  AWS: "AWS",
  Service: "SERVICE",
  Federated: "FEDERATED",
  CanonicalUser: "CANONICAL_USER",
};
