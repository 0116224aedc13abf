// The policy documents of the deployment: pure functions of names, so each is known at preview.
import { bucketArn, federatedUserArn, objectArn } from "../policy/arn.ts";
import type { DocumentNames } from "./document-names.ts";
import type { BrokerPolicyChoice } from "./policy-choice.ts";
import { grantStatement, type ResourceGrant } from "./resource-grant.ts";
import { conditions, fromNetworks, policyDocument } from "./statements.ts";

/** What narrows or widens the scoped policy. */
interface Scope {
  /** Patterns of the names that may be federated. */
  readonly federatedNames: readonly string[];
  /** The keys of the session tags that may be passed. */
  readonly sessionTags: readonly string[];
  /** The networks that requests must come from; if empty, from anywhere. */
  readonly allowedNetworks: readonly string[];
}

const everyone: Scope = { federatedNames: ["*"], sessionTags: [], allowedNetworks: [] };

/** The broker's inline policy as JSON text; the stack's own document stays as it was written. */
export function brokerPolicy(choice: BrokerPolicyChoice, names: DocumentNames, scope = everyone): string {
  if (choice === "scoped") return scopedBrokerPolicy(names, scope);
  if (choice === "guide") return ceiling([]);
  return choice.document;
}

const theTwoActions = ["s3:ListBucket", "sts:GetFederationToken*"];

/**
 * The most that any broker may do: the two actions of AWS's guide to federation, and TagSession for the tags that may
 * be passed. It is the broker's permissions boundary and, without tags, the document of the guide itself.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_getfederationtoken.html
 */
export function ceiling(sessionTags: readonly string[]): string {
  return policyDocument([
    { Effect: "Allow", Action: theTwoActions, Resource: "*" },
    ...passTags(sessionTags, "*", {}),
  ]);
}

/**
 * The broker's least privilege: it lists this one bucket and federates users of its own account. The wildcard
 * also matches actions that AWS may add later; it is the guide's own spelling of the action. A session is
 * judged by this policy too, so the networks apply to its calls as well.
 */
function scopedBrokerPolicy({ partition, accountId, bucketName }: DocumentNames, scope: Scope): string {
  const users = scope.federatedNames.map((name) => federatedUserArn(accountId, name, partition));
  const federatedUsers = users.length === 1 ? users[0] : users;
  const from = fromNetworks(scope.allowedNetworks);
  return policyDocument([
    {
      Sid: "ListTheBucket",
      Effect: "Allow",
      Action: "s3:ListBucket",
      Resource: bucketArn(bucketName, partition),
      ...conditions(from),
    },
    {
      Sid: "FederateUsers",
      Effect: "Allow",
      Action: "sts:GetFederationToken*",
      Resource: federatedUsers,
      ...conditions(from),
    },
    ...passTags(scope.sessionTags, federatedUsers, from),
  ]);
}

// A tag that is not listed cannot be passed, also not together with others.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html
const passTags = (keys: readonly string[], resource: unknown, further: object): readonly object[] =>
  keys.length === 0
    ? []
    : [
        {
          Sid: "PassSessionTags",
          Effect: "Allow",
          Action: "sts:TagSession",
          Resource: resource,
          ...conditions({
            // ForAllValues alone would also match a request without tags.
            Null: { "aws:TagKeys": "false" },
            "ForAllValues:StringEquals": { "aws:TagKeys": keys },
            ...further,
          }),
        },
      ];

/** What a bucket's policy may contain besides the denial of plain HTTP. */
export interface BucketRules {
  /** Denies every principal of another account, and the anonymous. */
  readonly denyOtherAccounts: boolean;
  readonly resourceGrants: readonly ResourceGrant[];
  readonly allowedNetworks: readonly string[];
}

const noRules: BucketRules = { denyOtherAccounts: false, resourceGrants: [], allowedNetworks: [] };

/**
 * The bucket's policy: nobody reaches the bucket or its objects over plain HTTP. It grants only what the
 * stack asks for by name.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies.html
 */
export function privateBucketPolicy(
  names: Omit<DocumentNames, "accountId"> & { accountId?: string },
  { denyOtherAccounts, resourceGrants, allowedNetworks } = noRules,
): string {
  const { partition, bucketName, accountId = "" } = names;
  const all = [bucketArn(bucketName, partition), objectArn(bucketName, "*", partition)];
  const deny = { Effect: "Deny", Principal: "*", Action: "s3:*", Resource: all };
  return policyDocument([
    { Sid: "DenyPlainHttp", ...deny, Condition: { Bool: { "aws:SecureTransport": "false" } } },
    ...(denyOtherAccounts ? [{ Sid: "DenyOtherAccounts", ...deny, Condition: ofAnother(accountId) }] : []),
    ...resourceGrants.map((grant, index) =>
      grantStatement(grant, index, { partition, bucketName, accountId }, allowedNetworks),
    ),
  ]);
}

// AWS's own services act for the account, with principals that have no account.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalisawsservice
const ofAnother = (accountId: string): object => ({
  StringNotEquals: { "aws:PrincipalAccount": accountId },
  BoolIfExists: { "aws:PrincipalIsAWSService": "false" },
});
