// Deployments with a right that no promise lists, hidden where a single request for each action does not see it.
import { brokerStatements, outputs, policyOf } from "../outputs.ts";

/** A name, and the stack outputs that differ. */
export type Deployment = readonly [name: string, changed: Readonly<Record<string, unknown>>];

type Statement = Readonly<Record<string, unknown>>;

const HOME = "111122223333";
const INSIDE = "arn:aws:s3:::inside";
const BROKER = outputs.brokerUserArn;
const session = (name: string) => `arn:aws:sts::${HOME}:federated-user/${name}`;

export const allow = (
  Action: unknown,
  Resource: unknown = `${INSIDE}/*`,
  Condition?: unknown,
): Statement => ({
  ...{ Effect: "Allow", Action, Resource },
  ...(Condition !== undefined && { Condition }),
});
export const deny = (Action: unknown, Resource: unknown = "*", Condition?: unknown): Statement => ({
  ...allow(Action, Resource, Condition),
  Effect: "Deny",
});
/** The broker's policy with more statements. */
export const brokerMay = (...more: readonly Statement[]) => ({
  brokerPolicy: policyOf(...brokerStatements, ...more),
});
/** The bucket's policy with one more statement. */
export const bucketSays = (Principal: unknown, statement: Statement) => {
  const { Statement: own } = JSON.parse(outputs.bucketPolicy) as { Statement: readonly Statement[] };
  return { bucketPolicy: policyOf(...own, { ...statement, Principal }) };
};

const reads = (operator: string, key: string, value: unknown) =>
  brokerMay(allow("s3:GetObject", `${INSIDE}/*`, { [operator]: { [key]: value } }));
const writes = (operator: string, key: string, value: unknown) =>
  brokerMay(allow("s3:PutObject", `${INSIDE}/*`, { [operator]: { [key]: value } }));
const lists = (operator: string, key: string, value: unknown) =>
  brokerMay(allow("s3:ListBucket", "arn:aws:s3:::outside", { [operator]: { [key]: value } }));

type Condition = readonly [operator: string, key: string, value: unknown];
const each = (how: typeof reads, what: string, conditions: readonly Condition[]): readonly Deployment[] =>
  conditions.map(([operator, key, value]) => [
    `${what} if ${operator} ${key} ${JSON.stringify(value)}`,
    how(operator, key, value),
  ]);

/** The kinds of conditions and names behind which a right was once missed. */
// biome-ignore format: a deployment a row
export const MISSED_ONCE: readonly Deployment[] = [
  ["reads that no service makes", reads("Bool", "aws:ViaAWSService", "false")],
  ["reads that a service makes", reads("Bool", "aws:ViaAWSService", "true")],
  ["reads with a Referer", reads("StringEquals", "aws:Referer", "let-me-in")],
  ["reads with any Referer", reads("Null", "aws:Referer", "false")],
  ["listings of the outside bucket under a prefix", lists("StringLike", "s3:prefix", "secret/*")],
  ["reads with MFA", reads("Bool", "aws:MultiFactorAuthPresent", "true")],
  ["reads soon after MFA", reads("NumericLessThan", "aws:MultiFactorAuthAge", "300")],
  ["reads from a date on", reads("DateGreaterThan", "aws:CurrentTime", "2031-01-01T00:00:00Z")],
  ["reads until a date", reads("DateLessThan", "aws:CurrentTime", "2020-01-01T00:00:00Z")],
  ["writes into one storage class", writes("StringEquals", "s3:x-amz-storage-class", "GLACIER")],
  ["writes with an ACL", writes("StringEquals", "s3:x-amz-acl", "public-read")],
  ["reads of tagged objects", reads("StringEquals", "s3:ExistingObjectTag/class", "secret")],
  ["writes with a tag", writes("StringEquals", "s3:RequestObjectTag/class", "secret")],
  ["reads of an organization's resources", reads("StringEquals", "aws:ResourceOrgID", "o-a1b2c3d4e5")],
  ["reads by an organization's principals", reads("StringEquals", "aws:PrincipalOrgID", "o-a1b2c3d4e5")],
  ["reads through a VPC endpoint", reads("StringEquals", "aws:SourceVpce", "vpce-1a2b3c4d")],
  ["an action that AWS does not have yet", brokerMay(allow("s3:ReadObjectsOfTomorrow", "*"))],
  ["actions that AWS may add", brokerMay(allow("sts:GetSuperToken*", "*"))],
];

// biome-ignore format: a condition a row
const OPERATORS = each(reads, "reads", [
  ["StringEquals", "aws:UserAgent", "curl"],
  ["StringNotEquals", "aws:UserAgent", "aws-sdk-js"],
  ["StringEqualsIgnoreCase", "aws:Referer", "LET-ME-IN"],
  ["StringNotEqualsIgnoreCase", "aws:Referer", "nobody"],
  ["StringLike", "aws:Referer", "https://*.example.com/*"],
  ["StringNotLike", "aws:Referer", "https://*"],
  ["StringEqualsIfExists", "aws:Referer", "let-me-in"],
  ["StringLikeIfExists", "aws:SourceVpc", "vpc-*"],
  ["StringNotEqualsIfExists", "aws:SourceVpc", "vpc-1a2b3c4d"],
  ["NumericEquals", "s3:signatureAge", "1000"],
  ["NumericNotEquals", "s3:signatureAge", "1000"],
  ["NumericLessThan", "s3:signatureAge", "1000"],
  ["NumericLessThanEquals", "s3:signatureAge", "1000"],
  ["NumericGreaterThan", "s3:signatureAge", "1000"],
  ["NumericGreaterThanEquals", "s3:signatureAge", "1000"],
  ["DateEquals", "aws:CurrentTime", "2030-05-01T12:00:00Z"],
  ["DateNotEquals", "aws:CurrentTime", "2030-05-01T12:00:00Z"],
  ["DateLessThanEquals", "aws:CurrentTime", "2020-01-01T00:00:00Z"],
  ["DateGreaterThanEquals", "aws:CurrentTime", "2031-01-01T00:00:00Z"],
  ["NumericGreaterThan", "aws:EpochTime", "1924992000"],
  ["DateLessThan", "aws:EpochTime", "2020-01-01T00:00:00Z"],
  ["Bool", "aws:SecureTransport", "true"],
  ["BoolIfExists", "aws:MultiFactorAuthPresent", "true"],
  ["IpAddress", "aws:SourceIp", "203.0.113.0/24"],
  ["IpAddress", "aws:SourceIp", "2001:db8::/32"],
  ["NotIpAddress", "aws:SourceIp", "0.0.0.0/0"],
  ["IpAddress", "aws:VpcSourceIp", "10.0.0.0/8"],
  ["ArnEquals", "aws:PrincipalArn", BROKER],
  ["ArnLike", "aws:PrincipalArn", `arn:aws:iam::${HOME}:user/*`],
  ["ArnNotEquals", "aws:PrincipalArn", "arn:aws:iam::111122223333:user/somebody"],
  ["ArnNotLike", "aws:PrincipalArn", "arn:aws:iam::*:role/*"],
  ["Null", "aws:SourceVpce", "false"],
  ["Null", "aws:Referer", "true"],
  ["ForAnyValue:StringEquals", "aws:CalledVia", "athena.amazonaws.com"],
  ["ForAllValues:StringEquals", "aws:CalledVia", "athena.amazonaws.com"],
  ["ForAnyValue:StringLike", "aws:PrincipalOrgPaths", "o-a1b2c3d4e5/*"],
  ["ForAllValues:StringNotEquals", "aws:TagKeys", "team"],
]);

// biome-ignore format: a condition a row
const KEYS = [
  ...each(reads, "reads", [
    ["StringEquals", "aws:RequestedRegion", "eu-west-3"],
    ["StringEquals", "aws:CalledViaFirst", "cloudformation.amazonaws.com"],
    ["StringEquals", "aws:CalledViaLast", "athena.amazonaws.com"],
    ["StringEquals", "aws:SourceVpc", "vpc-1a2b3c4d"],
    ["StringEquals", "aws:ResourceAccount", HOME],
    ["StringEquals", "s3:ResourceAccount", HOME],
    ["StringEquals", "aws:PrincipalAccount", HOME],
    ["StringEquals", "aws:PrincipalType", "User"],
    ["StringEquals", "aws:PrincipalType", "FederatedUser"],
    ["StringEquals", "aws:username", "broker"],
    ["StringLike", "aws:userid", "AIDA*"],
    ["StringLike", "aws:userid", `${HOME}:admin*`],
    ["Bool", "aws:PrincipalIsAWSService", "false"],
    ["DateGreaterThan", "aws:TokenIssueTime", "2031-01-01T00:00:00Z"],
    ["Null", "aws:TokenIssueTime", "true"],
    ["Null", "aws:MultiFactorAuthAge", "false"],
    ["StringEquals", "aws:ResourceTag/class", "secret"],
    ["StringEquals", "s3:authType", "REST-QUERY-STRING"],
    ["StringEquals", "s3:authType", "POST"],
    ["StringEquals", "s3:signatureversion", "AWS"],
    ["NumericLessThan", "s3:TlsVersion", "1.2"],
    ["StringEquals", "s3:x-amz-content-sha256", "UNSIGNED-PAYLOAD"],
    ["StringLike", "s3:DataAccessPointArn", `arn:aws:s3:eu-west-1:${HOME}:accesspoint/*`],
    ["Null", "s3:ExistingObjectTag/class", "true"],
  ]),
  ...each(writes, "writes", [
    ["StringEquals", "s3:x-amz-server-side-encryption", "aws:kms:dsse"],
    ["StringNotEquals", "s3:x-amz-server-side-encryption", "AES256"],
    ["Null", "s3:x-amz-server-side-encryption-customer-algorithm", "false"],
    ["StringEquals", "s3:x-amz-website-redirect-location", "/elsewhere"],
    ["StringLike", "s3:x-amz-copy-source", "other/*"],
    ["StringEquals", "s3:x-amz-metadata-directive", "REPLACE"],
    ["ForAnyValue:StringEquals", "s3:RequestObjectTagKeys", "class"],
    ["StringEquals", "s3:object-lock-mode", "COMPLIANCE"],
    ["NumericGreaterThan", "s3:object-lock-remaining-retention-days", "3650"],
    ["Null", "s3:if-none-match", "false"],
  ]),
  ...each(lists, "listings of the outside bucket", [
    ["StringEquals", "s3:prefix", ""],
    ["StringNotEquals", "s3:prefix", "public/"],
    ["Null", "s3:prefix", "false"],
    ["StringEquals", "s3:delimiter", "/"],
    ["NumericLessThan", "s3:max-keys", "10"],
  ]),
];

// biome-ignore format: a deployment a row
const ELEMENTS: readonly Deployment[] = [
  ["all actions but those of S3", brokerMay({ Effect: "Allow", NotAction: "s3:*", Resource: "*" })],
  ["all actions but those that are promised", brokerMay({ Effect: "Allow", NotAction: ["s3:ListBucket", "sts:GetFederationToken*"], Resource: `${INSIDE}/*` })],
  ["all buckets but one", brokerMay({ Effect: "Allow", Action: "s3:ListBucket", NotResource: ["arn:aws:s3:::outside"] })],
  ["all objects but the canary", brokerMay({ Effect: "Allow", Action: "s3:GetObject", NotResource: [`${INSIDE}/canary.txt`] })],
  ["one key", brokerMay(allow("s3:GetObject", `${INSIDE}/one/key.txt`))],
  ["a key by one letter", brokerMay(allow("s3:GetObject", `${INSIDE}/canary.tx?`))],
  ["keys that end alike", brokerMay(allow("s3:GetObject", "arn:aws:s3:::*.bak"))],
  ["a bucket whose name begins alike", brokerMay(allow("s3:ListBucket", "arn:aws:s3:::inside*"))],
  ["keys named for the caller", brokerMay(allow("s3:GetObject", `${INSIDE}/\${aws:username}/*`))],
  ["keys named for a tag that nobody has", brokerMay(allow("s3:GetObject", `${INSIDE}/\${aws:PrincipalTag/team, 'all'}/*`))],
  ["keys named for the address", brokerMay(allow("s3:GetObject", `${INSIDE}/\${aws:SourceIp}`))],
  ["an action by a pattern", brokerMay(allow("s3:*Acl"))],
  ["an action by single letters", brokerMay(allow("s3:GetObjec?"))],
  ["an action in another case", brokerMay(allow("S3:getobject"))],
  ["every action on one key", brokerMay(allow("*", `${INSIDE}/k`))],
  ["an action of another service", brokerMay(allow("sqs:SendMessage", `arn:aws:sqs:eu-west-1:${HOME}:queue`))],
  ["an action on no resource", brokerMay(allow("ec2:DescribeRegions", "*"))],
  ["every bucket's name", brokerMay(allow("s3:ListAllMyBuckets", "*"))],
  ["a role of another account", brokerMay(allow("sts:AssumeRole", "arn:aws:iam::999988887777:role/x"))],
  ["a role of its own account", brokerMay(allow("sts:AssumeRole", `arn:aws:iam::${HOME}:role/admin`))],
  ["its own keys", brokerMay(allow("iam:CreateAccessKey", BROKER))],
  ["its own policy", brokerMay(allow("iam:PutUserPolicy", BROKER, { Bool: { "aws:MultiFactorAuthPresent": "true" } }))],
  ["a federated user of another account", brokerMay(allow("sts:GetFederationToken", "arn:aws:sts::999988887777:federated-user/x"))],
  ["session tags that the deployment does not name", brokerMay(allow("sts:TagSession", session("*"), { StringEquals: { "aws:RequestTag/team": "red" } }))],
  ["the object of another account's bucket", brokerMay(allow("s3:GetObject", "arn:aws:s3:::theirs/*", { StringEquals: { "aws:ResourceAccount": "999988887777" } }))],
  ["the objects of accounts by a pattern", brokerMay(allow("s3:GetObject", "*", { StringLike: { "aws:ResourceAccount": "9999*" } }))],
  ["all accounts but its own", brokerMay(allow("s3:GetObject", "*", { StringNotEquals: { "aws:ResourceAccount": HOME } }))],
  ["a statement of the old version", { brokerPolicy: JSON.stringify({ Version: "2008-10-17", Statement: [...brokerStatements, allow("s3:GetObject", `${INSIDE}/*`, { Null: { "aws:Referer": "false" } })] }) }],
  ["two conditions at once", brokerMay(allow("s3:GetObject", `${INSIDE}/*`, { Bool: { "aws:MultiFactorAuthPresent": "true" }, IpAddress: { "aws:SourceIp": "10.0.0.0/8" } }))],
  ["a Deny with a hole", brokerMay(allow("s3:GetObject"), deny("s3:GetObject", "*", { StringNotEquals: { "aws:Referer": "let-me-in" } }), deny("s3:GetObject", "*", { Null: { "aws:Referer": "true" } }))],
  ["a Deny of all keys but one", brokerMay(allow("s3:GetObject"), { Effect: "Deny", Action: "s3:*", NotResource: [INSIDE, "arn:aws:s3:::outside", `${INSIDE}/hole`] })],
  ["a second right behind a first", brokerMay(allow("s3:GetObject", `${INSIDE}/*`, { Null: { "aws:Referer": "false" } }), allow("s3:PutObject", `${INSIDE}/*`, { Null: { "s3:x-amz-acl": "false" } }))],
];

// biome-ignore format: a deployment a row
const LAYERS: readonly Deployment[] = [
  ["the bucket's policy lets an own session read", bucketSays({ AWS: session("NoPolicy") }, allow("s3:GetObject"))],
  ["the bucket's policy lets User1 read with a Referer", bucketSays({ AWS: session("User1") }, allow("s3:GetObject", `${INSIDE}/*`, { Null: { "aws:Referer": "false" } }))],
  ["the bucket's policy lets User1 write into one storage class", bucketSays({ AWS: session("User1") }, allow("s3:PutObject", `${INSIDE}/*`, { StringEquals: { "s3:x-amz-storage-class": "GLACIER" } }))],
  ["the bucket's policy lets the broker read with MFA", bucketSays({ AWS: BROKER }, allow("s3:GetObject", `${INSIDE}/*`, { Bool: { "aws:MultiFactorAuthPresent": "true" } }))],
  ["the bucket's policy lets the broker read one key", bucketSays({ AWS: [BROKER] }, allow("s3:GetObject", `${INSIDE}/one`))],
  ["the bucket's policy lets everyone read one key", bucketSays("*", allow("s3:GetObject", `${INSIDE}/one`))],
  ["the bucket's policy lets everyone read through a VPC endpoint", bucketSays("*", allow("s3:GetObject", `${INSIDE}/*`, { StringEquals: { "aws:SourceVpce": "vpce-1a2b3c4d" } }))],
  ["the bucket's policy lets sessions read by a pattern of ARNs", bucketSays({ AWS: "*" }, allow("s3:GetObject", `${INSIDE}/*`, { ArnLike: { "aws:PrincipalArn": session("ci-*") } }))],
  ["the bucket's policy lets sessions read by a pattern of ids", bucketSays("*", allow("s3:GetObject", `${INSIDE}/*`, { StringLike: { "aws:userid": `${HOME}:ci-*` } }))],
  ["the bucket's policy lets an organization read", bucketSays("*", allow("s3:GetObject", `${INSIDE}/*`, { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } }))],
  ["the bucket's policy lets another account read", bucketSays({ AWS: "999988887777" }, allow("s3:GetObject"))],
  ["the bucket's policy lets a service read", bucketSays({ Service: "cloudfront.amazonaws.com" }, allow("s3:GetObject"))],
  ["the bucket's policy lets an unknown session read", bucketSays({ AWS: session("SomebodyElse") }, allow("s3:GetObject"))],
  ["the bucket's policy lets everyone list under a prefix", bucketSays("*", allow("s3:ListBucket", INSIDE, { StringLike: { "s3:prefix": "public/*" } }))],
  ["the outside bucket's policy lets User1 read", { outsideBucketPolicy: policyOf({ ...allow("s3:GetObject", "arn:aws:s3:::outside/*", { Null: { "aws:Referer": "false" } }), Principal: { AWS: session("User1") } }) }],
  ["the outside bucket's policy lets the broker list", { outsideBucketPolicy: policyOf({ ...allow("s3:ListBucketVersions", "arn:aws:s3:::outside"), Principal: { AWS: BROKER } }) }],
  ["the boundary is as wide as the broker", { ...brokerMay(allow("s3:GetObject", `${INSIDE}/*`, { Null: { "aws:Referer": "false" } })), brokerBoundaryArn: `arn:aws:iam::${HOME}:policy/b`, brokerBoundary: policyOf(allow("*", "*")) }],
  ["the boundary lets through one hidden right", { ...brokerMay(allow("s3:*", "*")), brokerBoundaryArn: `arn:aws:iam::${HOME}:policy/b`, brokerBoundary: policyOf(allow(["s3:ListBucket", "sts:GetFederationToken*"], [INSIDE, session("*")]), allow("s3:GetObject", `${INSIDE}/*`, { Bool: { "aws:ViaAWSService": "true" } })) }],
  ["a tag of the broker's opens a right", { ...brokerMay(allow("s3:GetObject", `${INSIDE}/*`, { StringEquals: { "aws:PrincipalTag/team": "red" } })), brokerTags: { team: "red" } }],
  ["a session tag that it may pass opens a right", { ...brokerMay(allow("s3:GetObject", `${INSIDE}/*`, { StringEquals: { "aws:PrincipalTag/team": "admin" } })), brokerTags: { team: "red" }, sessionTags: ["team"] }],
];

export const HIDDEN_RIGHTS: readonly Deployment[] = [...OPERATORS, ...KEYS, ...ELEMENTS, ...LAYERS];
