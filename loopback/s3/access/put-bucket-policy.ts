// s3:PutBucketPolicy. https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html
import type { PutBucketPolicyRequest } from "@aws-sdk/client-s3";
import { parseArn } from "../../../policy/arn.ts";
import type { Policy } from "../../../policy/compiled/policy.ts";
import { parsePolicy } from "../../../policy/parse-policy.ts";
import { compilePattern } from "../../../policy/patterns/compile-pattern.ts";
import { requirePolicy } from "../../authorization/require-policy.ts";
import { AwsError } from "../../aws-error.ts";
import type { Operation } from "../../operation.ts";
import { putConfiguration } from "../../store/bucket.ts";
import { existingBucket, onBucket } from "../shared/bucket.ts";
import { blocked, publicAccessBlockOf } from "../shared/public-access.ts";
import { idsOfPrincipals } from "./named-principal.ts";
import { takesS3Action } from "./policy-vocabulary.ts";
import { isPublicPolicy } from "./public-policy.ts";

export const putBucketPolicy: Operation<PutBucketPolicyRequest, void> = {
  takes: [
    ...(["Bucket", "Policy", "ContentMD5", "ChecksumAlgorithm"] as const),
    ...(["ConfirmRemoveSelfBucketAccess", "ExpectedBucketOwner"] as const),
  ],

  requires: (input, call) => [onBucket("s3:PutBucketPolicy", input, call)],

  handle(input, call) {
    const { Policy: text = "" } = input;
    const { store } = call.account;
    const { name } = existingBucket(input, call);
    requirePolicy(text, "resource", call.account);
    const policy = parsePolicy(text, "resource");
    requireOwnResources(policy, name);
    requireS3Actions(policy);
    const ids = idsOfPrincipals(policy, call);
    if (isPublicPolicy(policy) && publicAccessBlockOf(call, name).BlockPublicPolicy) {
      const requirement = onBucket("s3:PutBucketPolicy", input, call);
      throw blocked(call, requirement, "public policies", "BlockPublicPolicy");
    }
    store.transaction(() => {
      putConfiguration(store, name, "policy", text);
      putConfiguration(store, name, "policyPrincipals", JSON.stringify(ids));
    });
  },
};

/** Every resource is the bucket or something in it; a name with a wildcard must match the bucket. */
function requireOwnResources(policy: Policy, bucket: string): void {
  for (const { resource } of policy.statements) {
    for (const value of resource?.values ?? []) {
      const arn = parseArn(value);
      const [name = ""] = arn?.service === "s3" ? arn.resource.split("/") : [];
      if (!matches(name, bucket)) throw new AwsError("MalformedPolicy", "Policy has invalid resource");
    }
  }
}

/** A name may end in a wildcard that stands for the slash too: `bucket*`. */
const matches = (pattern: string, bucket: string): boolean => compilePattern(pattern)(bucket);

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies.html: `*`, or actions of S3. */
function requireS3Actions(policy: Policy): void {
  const values = policy.statements.flatMap(({ action }) => action.values);
  if (values.every((value) => value === "*" || takesS3Action(value))) return;
  throw new AwsError("MalformedPolicy", "Policy has invalid action");
}
