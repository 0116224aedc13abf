// Documents that stand alone, as a deployment: what is not given stands for nothing, and nothing is asked about it.
import { brokerPolicy } from "../../infra/policy-documents.ts";
import { bucketArn, parseArn, policyArn, userArn } from "../../policy/arn.ts";
import { parsePolicy } from "../../policy/parse-policy.ts";
import { PolicyError } from "../../policy/policy-error.ts";
import { readTarget, type Target } from "../../smoke/deployment/target.ts";
import { UsageError } from "../shared/run-command.ts";

/** The texts of documents. */
interface GivenDocuments {
  readonly identity?: string;
  readonly boundary?: string;
  readonly resource?: string;
}

const partition = "aws";
const user = "broker";

/** @throws UsageError where a bucket's policy does not say which bucket it is attached to. */
export function documentsTarget(
  { identity, boundary, resource }: GivenDocuments,
  accountId: string,
  bucket: string | undefined,
): Target {
  const bucketName = bucket ?? (resource === undefined ? "federation-bucket" : bucketOf(resource));
  if (bucket !== undefined && resource !== undefined) requireNamed(bucket, resource);
  const names = { partition, accountId, bucketName };
  return readTarget({
    ...{ contractVersion: 1, ...names, region: "us-east-1", bucketArn: bucketArn(bucketName, partition) },
    bucketPolicy: resource ?? aboutNobody(accountId),
    canaryKey: "canary.txt",
    brokerUserName: user,
    brokerUserArn: userArn(accountId, "/", user, partition),
    brokerPolicyName: "identity",
    brokerPolicy: identity ?? brokerPolicy("scoped", names),
    ...(boundary !== undefined && {
      brokerBoundary: boundary,
      brokerBoundaryArn: policyArn(accountId, "/", "boundary", partition),
    }),
    ...{ brokerAccessKeyId: "none", brokerSecretAccessKey: "none" },
  });
}

const aboutNobody = (accountId: string): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: {
      ...{ Effect: "Deny", Action: "s3:*", Resource: "*" },
      Principal: { AWS: userArn(accountId, "/", "federation-broker-nobody", partition) },
    },
  });

// S3 takes no policy that names another bucket.
function requireNamed(bucket: string, resource: string): void {
  const other = resourcesOf(resource)
    .flatMap(nameIn)
    .find((name) => name !== bucket);
  if (other === undefined) return;
  throw new UsageError(
    `The policy of --resource names the bucket ${other}, and --bucket says ${bucket}: S3 takes no policy about another bucket.`,
  );
}

function bucketOf(resource: string): string {
  const names = new Set(resourcesOf(resource).flatMap(nameIn));
  const [name] = names;
  if (name !== undefined && names.size === 1) return name;
  throw new UsageError(
    `The policy of --resource names ${name === undefined ? "no bucket" : "several buckets"}: say with --bucket which one it is attached to.`,
  );
}

function resourcesOf(text: string): readonly string[] {
  try {
    return parsePolicy(text, "resource").statements.flatMap(({ resource }) => resource?.values ?? []);
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    const place = `${error.path}, line ${error.line}, column ${error.column}`;
    throw new UsageError(`In the policy of --resource, at ${place}: ${error.detail}`);
  }
}

function nameIn(text: string): readonly string[] {
  const arn = parseArn(text);
  const name = arn?.service === "s3" ? (arn.resource.split("/")[0] ?? "") : "";
  return /^[a-z0-9.-]+$/.test(name) ? [name] : [];
}
