// The region that CreateBucket asks for, and what a bucket says of its own.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucketConfiguration.html
import { AwsError } from "../../aws-error.ts";
import { regions } from "../../regions.ts";
import { type Bucket, configuration } from "../../store/bucket.ts";
import type { Store } from "../../store/store.ts";
import { incompatible } from "../shared/bucket-region.ts";

/** A name of eu-west-1 from the time when it was the only region in Europe; who creates a bucket with it is told it again. */
const formerNames: Readonly<Record<string, string>> = { EU: "eu-west-1" };

/**
 * The region of a bucket that is created by a request for `region`.
 * @throws AwsError InvalidLocationConstraint in us-east-1, which creates buckets in any other region and has no constraint
 * itself; IllegalLocationConstraintException elsewhere, where the constraint must be the request's region.
 */
export function constrainedRegion(constraint: string | undefined, region: string): string {
  const named = constraint === undefined ? "us-east-1" : regionNamed(constraint);
  if (region !== "us-east-1") {
    if (constraint === undefined || named !== region) throw incompatible(constraint);
    return region;
  }
  if (constraint === undefined || (named !== "us-east-1" && regions.has(named))) return named;
  throw new AwsError("InvalidLocationConstraint", "The specified location-constraint is not valid", {
    LocationConstraint: constraint,
  });
}

const regionNamed = (constraint: string): string =>
  (Object.hasOwn(formerNames, constraint) ? formerNames[constraint] : undefined) ?? constraint;

/** The constraint with which a bucket is told; undefined in us-east-1. */
export function locationConstraint({ name, region }: Bucket, store: Store): string | undefined {
  const kept = configuration(store, name, "location");
  if (kept !== undefined) return JSON.parse(kept).LocationConstraint;
  return region === "us-east-1" ? undefined : region;
}

/** What is kept of a constraint that is not the region's own name. */
export const keptConstraint = (constraint: string | undefined, region: string): object | undefined =>
  constraint === undefined || constraint === region ? undefined : { LocationConstraint: constraint };
