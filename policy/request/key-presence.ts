// When AWS sets each condition key: on every request, for some callers or actions, or only where the request brings it.
// A key that AWS sets has the value that derived-keys.ts derives, else the one that the request's context tells.
import type { ReadingName } from "../decision/readings.ts";
import { CONTEXT_KEYS } from "./context-keys.ts";

/** The requests that have a key. */
export type Presence =
  /** All, but not those to `exceptServices`, and not those with one of the keys in `unless`. */
  | { readonly on: "every request"; readonly exceptServices?: string; readonly unless?: string }
  /** Those of these types of principal; it is open whether those of the types in `open` are among them. */
  | {
      readonly on: "callers";
      readonly callers: string;
      readonly except?: "root" | "without MFA";
      readonly open?: { readonly callers: string; readonly rule: ReadingName };
    }
  /** Those for these actions; `signed` leaves out callers without an ARN, `overTls` those over plain HTTP. */
  | { readonly on: "actions"; readonly actions: string; readonly signed?: true; readonly overTls?: true }
  /** Those whose context gives it: a parameter or header that was sent, a tag, a property of the resource. */
  | { readonly on: "context" };

interface Row {
  /** A star stands for the part that varies: a tag's key. */
  readonly keys: string;
  readonly when: Presence;
  /** All the values that AWS gives it, where they are few. */
  readonly values?: string;
  /** AWS's page; the one on global keys tells the availability of each. */
  readonly source: string;
}

const GUIDE = "https://docs.aws.amazon.com/IAM/latest/UserGuide";
const GLOBAL = `${GUIDE}/reference_policies_condition-keys.html`;
const BY_CALLER = `${GUIDE}/reference_policies_variables.html#principaltable`;
const S3 = "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html";
const S3_GUIDE = "https://docs.aws.amazon.com/AmazonS3/latest/userguide";

const IDENTITIES = "Root User SessionToken FederatedUser AssumedRole";

/** Every global condition key, and every one of S3, STS and IAM. */
export const PRESENCE: readonly Row[] = [
  {
    keys: "aws:CurrentTime aws:EpochTime aws:RequestedRegion aws:ResourceAccount aws:UserAgent",
    when: { on: "every request" },
    source: GLOBAL,
  },
  { keys: "aws:SecureTransport", when: { on: "every request" }, values: "true false", source: GLOBAL },
  {
    keys: "aws:ViaAWSService",
    when: { on: "every request", exceptServices: "ec2 glue lakeformation opsworks" },
    source: GLOBAL,
  },
  {
    keys: "aws:SourceIp",
    when: { on: "every request", unless: "aws:SourceVpc aws:SourceVpcArn aws:SourceVpce aws:VpcSourceIp" },
    source: GLOBAL,
  },
  { keys: "aws:PrincipalArn", when: { on: "callers", callers: IDENTITIES }, source: GLOBAL },
  {
    keys: "aws:PrincipalAccount aws:PrincipalType aws:userid",
    when: { on: "callers", callers: `${IDENTITIES} Anonymous` },
    source: BY_CALLER,
  },
  {
    keys: "aws:username",
    when: { on: "callers", callers: "User SessionToken", except: "root" },
    source: BY_CALLER,
  },
  {
    keys: "aws:PrincipalIsAWSService",
    when: { on: "callers", callers: `${IDENTITIES} Service WebIdentity` },
    source: GLOBAL,
  },
  {
    keys: "aws:PrincipalServiceName aws:PrincipalServiceNamesList",
    when: { on: "callers", callers: "Service" },
    source: GLOBAL,
  },
  // The session of a role has it where an identity provider's token assumed the role: then the context gives it.
  { keys: "aws:FederatedProvider", when: { on: "callers", callers: "WebIdentity" }, source: GLOBAL },
  {
    keys: "aws:TokenIssueTime",
    when: { on: "callers", callers: "SessionToken FederatedUser AssumedRole" },
    source: GLOBAL,
  },
  {
    keys: "aws:MultiFactorAuthPresent",
    when: {
      on: "callers",
      callers: "SessionToken FederatedUser AssumedRole",
      open: { callers: "FederatedUser AssumedRole", rule: "mfa-of-federated-identity" },
    },
    source: GLOBAL,
  },
  {
    keys: "aws:MultiFactorAuthAge",
    when: { on: "callers", callers: "SessionToken", except: "without MFA" },
    source: GLOBAL,
  },
  { keys: "s3:ResourceAccount", when: { on: "actions", actions: "s3:*" }, source: S3 },
  {
    keys: "s3:authType",
    when: { on: "actions", actions: "s3:*", signed: true },
    values: "REST-HEADER REST-QUERY-STRING POST",
    source: "https://docs.aws.amazon.com/AmazonS3/latest/API/bucket-policy-s3-sigv4-conditions.html",
  },
  {
    keys: "s3:signatureversion",
    when: { on: "actions", actions: "s3:*", signed: true },
    values: "AWS AWS4-HMAC-SHA256",
    source: "https://docs.aws.amazon.com/AmazonS3/latest/API/bucket-policy-s3-sigv4-conditions.html",
  },
  {
    keys: "s3:TlsVersion",
    when: { on: "actions", actions: "s3:*", overTls: true },
    values: "1.2 1.3",
    source: `${S3_GUIDE}/UsingEncryptionInTransit.html`,
  },
  {
    keys: "s3:ObjectCreationOperation",
    when: { on: "actions", actions: "s3:PutObject" },
    values: "true false",
    source: `${S3_GUIDE}/conditional-writes-enforce.html`,
  },
  {
    keys: "s3:versionid",
    when: {
      on: "actions",
      actions: `s3:DeleteObjectVersion s3:DeleteObjectVersionAnnotation s3:DeleteObjectVersionTagging
        s3:GetObjectVersion s3:GetObjectVersionAcl s3:GetObjectVersionAnnotation
        s3:GetObjectVersionAttributes s3:GetObjectVersionTagging s3:GetObjectVersionTorrent
        s3:ListObjectVersionAnnotations s3:PutObjectVersionAcl s3:PutObjectVersionAnnotation
        s3:PutObjectVersionTagging`,
    },
    source: S3,
  },
  {
    keys: "sts:RoleSessionName",
    when: { on: "actions", actions: "sts:AssumeRole sts:AssumeRoleWithSAML sts:AssumeRoleWithWebIdentity" },
    source: "https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html",
  },
  {
    keys: "iam:PolicyARN",
    when: {
      on: "actions",
      actions: `iam:AttachGroupPolicy iam:AttachRolePolicy iam:AttachUserPolicy
        iam:DetachGroupPolicy iam:DetachRolePolicy iam:DetachUserPolicy`,
    },
    source: "https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachUserPolicy.html",
  },
  {
    keys: "iam:PermissionsBoundary",
    when: { on: "actions", actions: "iam:PutRolePermissionsBoundary iam:PutUserPermissionsBoundary" },
    source: "https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutUserPermissionsBoundary.html",
  },
  ...CONTEXT_KEYS.map(({ keys, source }): Row => ({ keys, when: { on: "context" }, source })),
];
