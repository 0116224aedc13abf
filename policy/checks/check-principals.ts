// Checks of Principal and NotPrincipal.

import { refuse } from "../language/reading.ts";
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

const AWS_NAMES = [
  /^\*$/,
  /^\d{12}$/,
  // A unique id is what remains of a deleted user or role; it matches nobody.
  /^A[A-Z]{3}[A-Z0-9]{12,}$/,
  /^arn:aws[a-z-]*:iam::(?:\d{12}|cloudfront):(?:root|(?:user|role)\/[^*?]+)$/,
  /^arn:aws[a-z-]*:sts::\d{12}:(?:federated-user\/[^*?/]+|assumed-role\/[^*?/]+\/[^*?/]+)$/,
];

const NAMES: Record<PrincipalType, readonly RegExp[]> = {
  AWS: AWS_NAMES,
  Service: [/^[a-z0-9.-]+\.[a-z0-9-]+$/],
  Federated: [
    /^[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?:\/[^*?]*)?$/,
    /^arn:aws[a-z-]*:iam::\d{12}:(?:saml|oidc)-provider\/[^*?]+$/,
  ],
  CanonicalUser: [/^[0-9a-f]{64}$/],
};

const checkName = (reading: Parameters<StatementCheck>[0], type: PrincipalType, value: Located): void => {
  if (NAMES[type].some((form) => form.test(value.text))) return;
  const detail = `"${value.text}" is no principal of type ${type}: name one whole principal, without wildcards.`;
  refuse(reading, "principal", value, detail);
};
