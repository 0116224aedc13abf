// The rules that AWS's pages leave open, each with two readings: the one that decisions take, and the other one.

interface Reading {
  /** What is open, in words that end a sentence. */
  readonly question: string;
  /** What decisions take by default. */
  readonly taken: string;
  readonly other: string;
  readonly sources: readonly string[];
}

const GUIDE = "https://docs.aws.amazon.com/IAM/latest/UserGuide";

/** The table of open rules, by the name that a decision in doubt shows. */
export const READINGS = {
  "variable-without-value": {
    question: "what a Resource or NotResource with a policy variable that has no value does",
    taken: "It matches nothing in Resource and excepts nothing in NotResource; its neighbours still count.",
    other: "The whole statement is invalid, and does not apply.",
    sources: [
      `${GUIDE}/reference_policies_variables.html`,
      `${GUIDE}/reference_policies_variables.html#policy-vars-no-value`,
    ],
  },
  "multivalued-key-without-set-operator": {
    question:
      "whether an operator without ForAllValues or ForAnyValue compares a multivalued key that has exactly one value",
    taken: "The operator compares the one value.",
    other: "The operator never matches, positive or negated.",
    sources: [
      `${GUIDE}/reference_policies_condition-single-vs-multi-valued-context-keys.html`,
      "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-conditions.html",
      "https://github.com/ExtendDB/extenddb/pull/271",
      "https://github.com/boogy/iam-policy-validator/pull/161",
    ],
  },
  "mfa-of-federated-identity": {
    question:
      "whether the session of a federated identity has aws:MultiFactorAuthPresent (a session of GetFederationToken, or of a role assumed with an identity provider's token)",
    taken: "It has the key, and its value is false.",
    other: "It does not have the key.",
    sources: [`${GUIDE}/reference_policies_condition-keys.html#condition-keys-multifactorauthpresent`],
  },
  "everyone-and-session-policy": {
    question: 'whether an Allow for the principal "*" needs the session policy of a federated user',
    taken: "It grants whatever the session policy says, as to a session of a role.",
    other: "It is limited by the session policy, as one that names the user behind the session.",
    sources: [
      `${GUIDE}/reference_policies_elements_principal.html`,
      "https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html",
    ],
  },
} as const satisfies Readonly<Record<string, Reading>>;

export type ReadingName = keyof typeof READINGS;
