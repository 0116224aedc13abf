// AWS's own words for every way in which a document can be wrong, by the family of the document.
import type { PolicyKind } from "../policy-document.ts";

/** The rules a document can break. `subject` and `value` hold what a rule is about. */
export type Rule =
  | "characters"
  | "leadingSpace"
  | "json"
  | "syntax"
  | "version"
  | "versionOld"
  | "unknownElement"
  | "missingElement"
  | "emptyElement"
  | "emptyStatement"
  | "bothForms"
  | "effect"
  | "effectCase"
  | "operator"
  | "conditionValue"
  | "conditionKey"
  | "conditionApplies"
  | "date"
  | "address"
  | "binary"
  | "variable"
  | "sidCharacters"
  | "sidUnique"
  | "actionMissing"
  | "actionVendor"
  | "actionColons"
  | "actionVendorWildcard"
  | "actionVendorName"
  | "actionNotAssume"
  | "actionApplies"
  | "notActionForbidden"
  | "resourceMissing"
  | "resourceText"
  | "resourceForm"
  | "resourceForbidden"
  | "principalForbidden"
  | "principal"
  | "principalStar"
  | "cognitoCondition"
  | "notPrincipalAllow"
  | "notPrincipalForbidden"
  | "quota";

/** What a message may quote. */
export interface Quote {
  /** The element, operator or vendor. */
  readonly subject?: string;
  /** AWS's whole sentence, for the rules with many (the resource texts of IAM). */
  readonly text?: string;
  readonly limit?: number;
}

type Wording = string | ((quote: Quote) => string);
type Wordings = Partial<Record<Rule, Wording>> & { readonly otherwise: Wording };

const characters = (parameter: string): string =>
  `1 validation error detected: Value at '${parameter}' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\u0009\\u000A\\u000D\\u0020-\\u00FF]+`;

const SYNTAX = "Syntax errors in policy.";
const LEGACY = "The policy failed legacy parsing";

// Observed on CreatePolicy and PutUserPolicy. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
const IAM: Wordings = {
  otherwise: SYNTAX,
  characters: characters("policyDocument"),
  leadingSpace: "JSON strings must not have leading spaces",
  versionOld: "Policy document must be version 2012-10-17 or greater.",
  effectCase: LEGACY,
  date: LEGACY,
  address: LEGACY,
  conditionValue: LEGACY,
  variable: LEGACY,
  resourceForm: LEGACY,
  sidCharacters:
    "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*",
  sidUnique: "Statement IDs (SID) in a single policy must be unique.",
  actionMissing: "Policy statement must contain actions.",
  actionVendor: "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.",
  actionColons: "Actions/Condition can contain only one colon.",
  actionVendorWildcard: "Action vendors (e.g., aws, ec2, etc.) must not contain wildcards.",
  actionVendorName: ({ subject }) => `Vendor ${subject} is not valid`,
  resourceMissing: "Policy statement must contain resources.",
  resourceText: ({ text }) => text ?? SYNTAX,
  principalForbidden: "Policy document should not specify a principal.",
  quota: ({ limit }) => `Cannot exceed quota for PolicySize: ${limit}`,
};

// https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html
const SESSION: Wordings = {
  ...IAM,
  characters: characters("policy"),
  json: "The policy is not in the valid JSON format.",
  quota: ({ limit }) =>
    `1 validation error detected: Value at 'policy' failed to satisfy constraint: Member must have length less than or equal to ${limit}`,
};

// Observed on PutBucketPolicy.
const BUCKET: Wordings = {
  otherwise: "Invalid policy syntax.",
  leadingSpace: "Policies must be valid JSON and the first byte must be '{'",
  json: "This policy contains invalid Json",
  version: "The policy must contain a valid version string",
  unknownElement: ({ subject }) => `Unknown field ${subject}`,
  missingElement: ({ subject }) => `Missing required field ${subject}`,
  emptyElement: ({ subject }) => `Missing required field ${subject} cannot be empty!`,
  emptyStatement: "Could not parse the policy: Statement is empty!",
  bothForms: ({ subject }) => `Statement/policy already has instance of ${subject}`,
  effect: ({ subject }) => `Invalid effect: ${subject}`,
  effectCase: ({ subject }) => `Invalid effect: ${subject}`,
  operator: ({ subject }) => `Invalid Condition type : ${subject}`,
  address: "Invalid IP address in Conditions",
  conditionKey: "Policy has an invalid condition key",
  conditionApplies: "Conditions do not apply to combination of actions and resources in statement",
  actionMissing: "Missing required field Action",
  actionVendor: "Policy has invalid action",
  actionColons: "Policy has invalid action",
  actionVendorWildcard: "Policy has invalid action",
  actionVendorName: "Policy has invalid action",
  actionApplies: "Action does not apply to any resource(s) in statement",
  resourceMissing: "Missing required field Resource",
  resourceText: "Policy has invalid resource",
  resourceForm: "Policy has invalid resource",
  principal: "Invalid principal in policy",
  notPrincipalAllow: "Allow with NotPrincipal is not allowed.",
  quota: ({ limit }) => `Normalized policy document exceeds the maximum allowed size of ${limit} bytes.`,
};

// Observed on CreateRole and UpdateAssumeRolePolicy.
const TRUST: Wordings = {
  ...BUCKET,
  characters: characters("policyDocument"),
  leadingSpace: "JSON strings must not have leading spaces",
  sidUnique: "The Statement Ids in the policy are not unique",
  actionNotAssume: "AssumeRole policy may only specify STS AssumeRole actions.",
  principal: ({ subject }) => `Invalid principal in policy${subject === undefined ? "" : `: ${subject}`}`,
  principalStar: 'AssumeRolepolicy contained an invalid principal: "STAR":"*".',
  cognitoCondition: "A condition block must be present for the Cognito provider",
  resourceForbidden: "Has prohibited field Resource",
  notPrincipalForbidden: "Has prohibited field NotPrincipal",
  quota: ({ limit }) => `Cannot exceed quota for ACLSizePerRole: ${limit}`,
};

// https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreatePolicy.html
const ORGANIZATIONS: Wordings = {
  otherwise: "The provided policy document does not meet the requirements of the specified policy type.",
};

const FAMILIES: Record<PolicyKind, Wordings> = {
  identity: IAM,
  boundary: IAM,
  session: SESSION,
  resource: BUCKET,
  trust: TRUST,
  scp: ORGANIZATIONS,
  rcp: ORGANIZATIONS,
};

/** AWS's text for a broken rule in a document of this kind. */
export function awsText(kind: PolicyKind, rule: Rule, quote: Quote = {}): string {
  const wordings = FAMILIES[kind];
  const wording = wordings[rule] ?? wordings.otherwise;
  return typeof wording === "string" ? wording : wording(quote);
}
