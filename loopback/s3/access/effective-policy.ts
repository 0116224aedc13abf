// The resource policy that judges a request on a bucket or an object: the bucket policy as Block Public Access leaves it,
// and the grants of access control lists, where they count.
import { bucketArn, objectArn, parseArn } from "../../../policy/arn.ts";
import type { Policy } from "../../../policy/compiled/policy.ts";
import { compiledPolicy } from "../../authorization/compiled-policy.ts";
import type { Call, Requirement } from "../../operation.ts";
import { bucketNamed, configurations } from "../../store/bucket.ts";
import { objectAt } from "../../store/object.ts";
import type { Grant } from "../../store/stored-object.ts";
import { aclsCount, publicAccessBlock } from "../shared/public-access.ts";
import { allUsers, authenticatedUsers } from "../shared/read-grant.ts";
import { policyAsOfNow } from "./named-principal.ts";
import { isPublicPolicy } from "./public-policy.ts";

const compiled = (text: string): Policy => compiledPolicy(text, "resource");

/** The policy that applies to this caller and the bucket of an S3 ARN; undefined where nothing applies. */
export function effectivePolicy(call: Call, { action, resource, context }: Requirement): Policy | undefined {
  const arn = parseArn(resource);
  if (arn?.service !== "s3") return undefined;
  const slash = arn.resource.indexOf("/");
  const bucket = slash === -1 ? arn.resource : arn.resource.slice(0, slash);
  const documents = configurations(call.account.store, bucket);
  const text = appliesIn(call, action, bucket) ? documents.get("policy") : undefined;
  const policy =
    text === undefined
      ? undefined
      : restricted(call, documents, compiled(policyAsOfNow(text, documents.get("policyPrincipals"), call)));
  if (!aclsCount(documents) || publicAccessBlock(documents).IgnorePublicAcls) return policy;
  const key = slash === -1 ? undefined : arn.resource.slice(slash + 1);
  const version = context?.["s3:VersionId"];
  const granted = grantsPolicy(
    bucket,
    JSON.parse(documents.get("grants") ?? "[]"),
    key === undefined
      ? []
      : (objectAt(call.account.store, bucket, key, typeof version === "string" ? version : undefined)
          ?.attributes.grants ?? []),
    key,
  );
  return granted === undefined || policy === undefined ? (granted ?? policy) : both(policy, granted);
}

/**
 * A bucket policy applies in the bucket's region. In another, GetBucketLocation is judged without it; the source of a copy
 * is read in its own region. https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html
 */
const appliesIn = ({ account, region }: Call, action: string, bucket: string): boolean =>
  action !== "s3:GetBucketLocation" || bucketNamed(account.store, bucket)?.region === region;

/** RestrictPublicBuckets: a public policy grants nothing outside the account; its denials still apply. */
function restricted(call: Call, documents: Parameters<typeof aclsCount>[0], policy: Policy): Policy {
  const outside = call.caller.principal.type === "Anonymous";
  if (!outside || !publicAccessBlock(documents).RestrictPublicBuckets || !isPublicPolicy(policy))
    return policy;
  return { ...policy, select: (action) => ({ denies: policy.select(action).denies, allows: [] }) };
}

function both(one: Policy, other: Policy): Policy {
  return {
    ...one,
    statements: [...one.statements, ...other.statements],
    select: (action) => {
      const [a, b] = [one.select(action), other.select(action)];
      return { denies: [...a.denies, ...b.denies], allows: [...a.allows, ...b.allows] };
    },
  };
}

/**
 * What each permission allows: on the bucket, on any object in it, on the object that has the list.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#permissions
 */
const bucketActions: Readonly<Record<string, readonly string[]>> = {
  READ: ["s3:ListBucket", "s3:ListBucketVersions", "s3:ListBucketMultipartUploads"],
  READ_ACP: ["s3:GetBucketAcl"],
  WRITE_ACP: ["s3:PutBucketAcl"],
};
const heldActions: Readonly<Record<string, readonly string[]>> = { WRITE: ["s3:PutObject"] };
const objectActions: Readonly<Record<string, readonly string[]>> = {
  READ: ["s3:GetObject", "s3:GetObjectVersion"],
  READ_ACP: ["s3:GetObjectAcl", "s3:GetObjectVersionAcl"],
  WRITE_ACP: ["s3:PutObjectAcl", "s3:PutObjectVersionAcl"],
};

/** Access control lists as a policy. Grants to the owner are left out: the account's own policies decide for it. */
function grantsPolicy(
  bucket: string,
  ofBucket: readonly Grant[],
  ofObject: readonly Grant[],
  key: string | undefined,
): Policy | undefined {
  const statements = [
    ...ofBucket.flatMap((grant) => statementsOf(grant, bucketActions, bucketArn(bucket))),
    ...ofBucket.flatMap((grant) => statementsOf(grant, heldActions, objectArn(bucket, "*"))),
    ...(key === undefined
      ? []
      : ofObject.flatMap((grant) => statementsOf(grant, objectActions, objectResource(bucket, key)))),
  ];
  if (statements.length === 0) return undefined;
  return compiled(JSON.stringify({ Version: "2012-10-17", Statement: statements }));
}

/** A key may contain characters that a policy would read as a pattern or a variable. */
const objectResource = (bucket: string, key: string): string =>
  objectArn(bucket, key.replace(/[*?$]/g, "${$&}"));

const everyone = { Principal: "*" };
const everyoneWithAnAccount = {
  Principal: "*",
  Condition: { StringNotEquals: { "aws:PrincipalType": "Anonymous" } },
};

function statementsOf(
  { Grantee, Permission }: Grant,
  actions: Readonly<Record<string, readonly string[]>>,
  Resource: string,
): object[] {
  const whom =
    Grantee.URI === allUsers
      ? everyone
      : Grantee.URI === authenticatedUsers
        ? everyoneWithAnAccount
        : undefined;
  const Action = Permission === "FULL_CONTROL" ? Object.values(actions).flat() : (actions[Permission] ?? []);
  return whom === undefined || Action.length === 0 ? [] : [{ Effect: "Allow", ...whom, Action, Resource }];
}
