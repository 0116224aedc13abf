// Deployments that differ from the shipped one and allow nothing more: each must keep its promises.
import { brokerStatements, outputs, policyOf } from "../outputs.ts";
import { allow, brokerMay, bucketSays, type Deployment, deny } from "./hidden-rights.ts";

const HOME = "111122223333";
const INSIDE = "arn:aws:s3:::inside";
const BROKER = outputs.brokerUserArn;
const FEDERATED = `arn:aws:sts::${HOME}:federated-user/*`;
const session = (name: string) => `arn:aws:sts::${HOME}:federated-user/${name}`;
const is = (...statements: readonly object[]) => ({ brokerPolicy: policyOf(...statements) });
const [listing = {}, federating = {}] = brokerStatements;
const within = (boundary: readonly object[]) => ({
  ...{ brokerBoundaryArn: `arn:aws:iam::${HOME}:policy/b`, brokerBoundary: policyOf(...boundary) },
});
const CEILING = [allow(["s3:ListBucket", "sts:GetFederationToken*"], "*")];

// biome-ignore format: a deployment a row
export const HARMLESS: readonly Deployment[] = [
  ["nothing differs", {}],

  // A Deny that never applies, or takes away what is not promised.
  ["a Deny of another service", brokerMay(deny("ec2:*"))],
  ["a Deny of another bucket", brokerMay(deny("s3:*", "arn:aws:s3:::other"))],
  ["a Deny of an action that does not exist", brokerMay(deny("s3:NoSuchAction"))],
  ["a Deny over plain HTTP", brokerMay(deny("*", "*", { Bool: { "aws:SecureTransport": "false" } }))],
  ["a Deny of old signatures", brokerMay(deny("s3:*", "*", { StringEquals: { "s3:signatureversion": "AWS" } }))],
  ["a Deny with a key that S3 does not have", brokerMay(deny("s3:ListBucket", "*", { StringEquals: { "ec2:Region": "eu-west-1" } }))],
  ["a Deny with a key that AWS does not know", brokerMay(deny("*", "*", { StringEquals: { "acme:level": "9" } }))],
  ["a Deny in a past time", brokerMay(deny("*", "*", { DateLessThan: { "aws:CurrentTime": "2020-01-01T00:00:00Z" } }))],
  ["a Deny for callers of another name", brokerMay(deny("*", "*", { StringEquals: { "aws:username": "somebody-else" } }))],
  ["a Deny outside the region, of another service", brokerMay(deny("sqs:*", "*", { StringNotEquals: { "aws:RequestedRegion": "eu-west-1" } }))],
  ["a Deny of everything but what is promised", brokerMay({ Effect: "Deny", NotAction: ["s3:ListBucket", "sts:GetFederationToken*", "s3:*"], Resource: "*" })],
  ["a Deny of all buckets but the two", brokerMay({ Effect: "Deny", Action: "s3:*", NotResource: [INSIDE, `${INSIDE}/*`, "arn:aws:s3:::outside", "arn:aws:s3:::outside/*"] })],
  ["the same Deny twice", brokerMay(deny("ec2:*"), deny("ec2:*"))],

  // An Allow that something cuts, whole.
  ["an Allow that a Deny takes back", brokerMay(allow("s3:GetObject"), deny("s3:GetObject"))],
  ["an Allow that a wider Deny takes back", brokerMay(allow("s3:GetObject", `${INSIDE}/*`, { Null: { "aws:Referer": "false" } }), deny("s3:Get*"))],
  ["an Allow that two Denies take back together", brokerMay(allow("s3:GetObject"), deny("s3:GetObject", "*", { Null: { "aws:Referer": "true" } }), deny("s3:GetObject", "*", { Null: { "aws:Referer": "false" } }))],
  ["an Allow that the boundary cuts", { ...brokerMay(allow("sqs:*", "*")), ...within(CEILING) }],
  ["an Allow under a condition that the boundary cuts", { ...brokerMay(allow("s3:GetObjectAcl", "*", { Bool: { "aws:MultiFactorAuthPresent": "true" } })), ...within(CEILING) }],
  ["an Allow of unknown names that the boundary cuts", { ...brokerMay(allow("s3:GetTomorrow*", "*")), ...within(CEILING) }],
  ["an Allow that a Deny of the boundary cuts", { ...brokerMay(allow("sqs:*", "*")), ...within([...CEILING, allow("sqs:*", "*"), deny("sqs:*")]) }],
  ["a boundary that allows what the broker lacks", within([...CEILING, allow("sqs:*", "*")])],
  ["a boundary that is the policy itself", within(brokerStatements)],
  ["an Allow in the bucket's policy that its Deny takes back", bucketSays({ AWS: session("User1") }, allow("s3:PutObject", `${INSIDE}/*`, { Bool: { "aws:SecureTransport": "false" } }))],

  // An Allow whose condition no caller meets.
  ["an Allow for a user of another name", brokerMay(allow("s3:GetObject", `${INSIDE}/*`, { StringEquals: { "aws:PrincipalArn": `arn:aws:iam::${HOME}:user/else` } }))],
  ["an Allow for another account's callers", brokerMay(allow("s3:GetObject", `${INSIDE}/*`, { StringEquals: { "aws:PrincipalAccount": "999988887777" } }))],
  ["an Allow for roles", brokerMay(allow("s3:GetObject", `${INSIDE}/*`, { StringEquals: { "aws:PrincipalType": "AssumedRole" } }))],
  ["an Allow for AWS's services", brokerMay(allow("s3:GetObject", `${INSIDE}/*`, { Bool: { "aws:PrincipalIsAWSService": "true" } }))],
  ["an Allow for a tag that the broker lacks", { ...brokerMay(allow("s3:GetObject", `${INSIDE}/*`, { StringEquals: { "aws:PrincipalTag/team": "blue" } })), brokerTags: { team: "red" } }],
  ["an Allow with two conditions that exclude each other", brokerMay(allow("s3:GetObject", `${INSIDE}/*`, { StringEquals: { "aws:Referer": "a" }, StringLike: { "aws:Referer": "b*" } }))],
  ["an Allow for a date between two that do not meet", brokerMay(allow("s3:GetObject", `${INSIDE}/*`, { DateGreaterThan: { "aws:CurrentTime": "2031-01-01T00:00:00Z" }, DateLessThan: { "aws:CurrentTime": "2030-01-01T00:00:00Z" } }))],
  ["an Allow with and without a key", brokerMay(allow("s3:GetObject", `${INSIDE}/*`, { Null: { "aws:Referer": "true" }, StringEquals: { "aws:Referer": "a" } }))],
  ["an Allow with a key that S3 does not have", brokerMay(allow("s3:GetObject", `${INSIDE}/*`, { StringEquals: { "ec2:Region": "eu-west-1" } }))],
  ["an Allow of an action on a resource that it never has", brokerMay(allow("s3:GetObject", INSIDE))],
  ["an Allow of a listing on objects", brokerMay(allow("s3:ListBucket", `${INSIDE}/*`))],
  ["an Allow on no resource", brokerMay({ Effect: "Allow", Action: "s3:GetObject", NotResource: "*" })],

  // The same once more, or in other words.
  ["the same statement twice", brokerMay({ ...listing, Sid: "Again" })],
  ["a narrower statement beside the wide one", brokerMay(allow("s3:ListBucket", INSIDE, { StringLike: { "s3:prefix": "home/*" } }))],
  ["one name of those that may be federated", brokerMay(allow("sts:GetFederationToken", session("User1")))],
  ["an action in another case", is({ ...listing, Action: "S3:LISTBUCKET" }, federating)],
  ["lists of one", is({ ...listing, Action: ["s3:ListBucket"], Resource: [INSIDE] }, federating)],
  ["the statements in another order", is(federating, listing)],
  ["a statement without a Sid", is(allow("s3:ListBucket", INSIDE), federating)],
  ["one statement for each part", is(listing, allow("sts:GetFederationToken", FEDERATED), allow("sts:GetFederationToken*", FEDERATED))],
  ["the condition that always holds in the account", is(allow("s3:ListBucket", INSIDE, { StringEquals: { "aws:ResourceAccount": HOME } }), federating)],
  ["a listing split by its prefix", is(allow("s3:ListBucket", INSIDE, { Null: { "s3:prefix": "true" } }), allow("s3:ListBucket", INSIDE, { Null: { "s3:prefix": "false" } }), federating)],
  ["a resource with a wildcard for nothing", is({ ...listing, Resource: [INSIDE, INSIDE] }, federating)],
  ["fewer actions to federate", is(listing, { ...federating, Action: "sts:GetFederationToken" })],
  ["fewer names to federate", is(listing, { ...federating, Resource: [session("User1"), session("A*"), session("NoPolicy"), session("M*"), session("test*")] })],
  ["the old version of the language", { brokerPolicy: JSON.stringify({ Version: "2008-10-17", Statement: brokerStatements }) }],
  ["a document whose statement is no list", is(listing, federating)],

  // Narrower: each call of the promises still holds.
  ["only over HTTPS", is({ ...listing, Condition: { Bool: { "aws:SecureTransport": "true" } } }, federating)],
  ["only from one network", is({ ...listing, Condition: { IpAddress: { "aws:SourceIp": "203.0.113.0/24" } } }, { ...federating, Condition: { IpAddress: { "aws:SourceIp": "203.0.113.0/24" } } })],
  ["only in one region", is({ ...listing, Condition: { StringEquals: { "aws:RequestedRegion": "eu-west-1" } } }, federating)],
  ["only until a date", is({ ...listing, Condition: { DateLessThan: { "aws:CurrentTime": "2031-01-01T00:00:00Z" } } }, federating)],
  ["only calls that no service makes", is({ ...listing, Condition: { Bool: { "aws:ViaAWSService": "false" } } }, federating)],

  // The deployment's options.
  ["session tags that the deployment names", { ...brokerMay(allow("sts:TagSession", FEDERATED, { Null: { "aws:TagKeys": "false" }, "ForAllValues:StringEquals": { "aws:TagKeys": ["team"] } })), sessionTags: ["team"] }],
  ["session tags, one of which is the broker's", { ...brokerMay(allow("sts:TagSession", FEDERATED, { Null: { "aws:TagKeys": "false" }, "ForAllValues:StringEquals": { "aws:TagKeys": ["team"] } })), brokerTags: { team: "red" }, sessionTags: ["team"] }],

  // What AWS rules by itself.
  ["an Allow of what everyone may", brokerMay(allow("sts:GetCallerIdentity", "*"))],
  ["an Allow of its own sessions, which every user may make", brokerMay(allow("sts:GetSessionToken", "*"))],
  ["a Deny of what nobody can be denied", brokerMay(deny("sts:GetCallerIdentity"))],

  // The bucket's policy.
  ["the bucket's policy denies other accounts", bucketSays("*", deny("s3:*", [INSIDE, `${INSIDE}/*`], { StringNotEquals: { "aws:PrincipalAccount": HOME }, Bool: { "aws:PrincipalIsAWSService": "false" } }))],
  ["the bucket's policy lets the account permit", bucketSays({ AWS: HOME }, allow("s3:GetObject"))],
  ["the bucket's policy lets the broker list, as it may", bucketSays({ AWS: BROKER }, allow("s3:ListBucket", INSIDE))],
  ["the bucket's policy denies writes", bucketSays("*", deny(["s3:PutObject", "s3:DeleteObject"], `${INSIDE}/*`))],
  ["the bucket's policy denies old TLS", bucketSays("*", deny("s3:*", [INSIDE, `${INSIDE}/*`], { NumericLessThan: { "s3:TlsVersion": "1.2" } }))],
];
