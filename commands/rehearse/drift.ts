// Changes by hand that the engine does not see, and what remains when everything should be deleted.
import { ListPoliciesCommand, ListUsersCommand } from "@aws-sdk/client-iam";
import {
  DeleteBucketPolicyCommand,
  ListBucketsCommand,
  PutBucketVersioningCommand,
} from "@aws-sdk/client-s3";
import type { Target } from "../../smoke/deployment/target.ts";
import type { Rehearsal } from "./open-rehearsal.ts";
import { StepFailure } from "./step-failure.ts";

/** Somebody suspends the bucket's versioning and deletes the outside bucket's policy. */
export async function driftByHand({ s3 }: Rehearsal, { bucket, outsideBucket }: Target): Promise<string> {
  const VersioningConfiguration = { Status: "Suspended" } as const;
  await s3.send(new PutBucketVersioningCommand({ Bucket: bucket.name, VersioningConfiguration }));
  await s3.send(new DeleteBucketPolicyCommand({ Bucket: outsideBucket?.name }));
  return "versioning suspended, a bucket policy deleted";
}

/** @throws StepFailure that names what is left in the account */
export async function requireNothingLeft({ s3, iam }: Rehearsal): Promise<string> {
  const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
  const { Users = [] } = await iam.send(new ListUsersCommand({}));
  const { Policies = [] } = await iam.send(new ListPoliciesCommand({ Scope: "Local" }));
  const left = [
    ...Buckets.map(({ Name }) => Name),
    ...Users.map(({ Arn }) => Arn),
    ...Policies.map(({ Arn }) => Arn),
  ];
  if (left.length > 0) throw new StepFailure(`left behind: ${left.join(", ")}`);
  return "nothing is left in the account";
}
