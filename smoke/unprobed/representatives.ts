// The resources on which the closed world is asked: those of the deployment, and one for each pattern of its documents.
import { objectArn, parseArn } from "../../policy/arn.ts";
import { compilePattern } from "../../policy/patterns/compile-pattern.ts";
import type { BucketTarget, Target } from "../deployment/target.ts";
import type { Documents } from "../prediction/documents.ts";
import { principals } from "../principals.ts";
import { type Resource, resources } from "../resources.ts";
import { isThere } from "../validation/asked-promises.ts";

/** Stands for any name. */
export const NAME = "federation-broker-any";

/** One resource of each kind; each ARN once. */
export function representatives(target: Target, documents: Documents): readonly Resource[] {
  const { bucket, outsideBucket, partition } = target;
  const buckets = outsideBucket === undefined ? [bucket] : [bucket, outsideBucket];
  const found = new Map<string, Resource>();
  for (const [called, locate] of Object.entries(resources)) {
    if (!isThere(called, target)) continue;
    const resource = locate(target, NAME);
    // AWS decides the same about a missing object as about one that exists.
    if (resource.kind !== "missing object" && !found.has(resource.arn)) found.set(resource.arn, resource);
  }
  for (const { name } of buckets.slice(1)) {
    const outside = objectArn(name, NAME, partition);
    found.set(outside, { kind: "object", arn: outside, name: outside, ...owner(outside, buckets) });
  }
  for (const pattern of patternsOf(documents, buckets)) {
    if ([...found.keys()].some(compilePattern(pattern))) continue;
    const arn = pattern.replaceAll("*", NAME).replaceAll("?", "x");
    found.set(arn, { kind: "object", arn, name: arn, ...owner(arn, buckets) });
  }
  return [...found.values()];
}

/** The resources that Allow statements name, without those that contain a policy variable. */
function patternsOf(documents: Documents, buckets: readonly BucketTarget[]): readonly string[] {
  const sessions = Object.keys(principals).flatMap(documents.ofSession);
  return [documents.broker, ...buckets.map(documents.ofBucket), ...sessions].flatMap(({ policy }) =>
    policy.statements
      .filter(({ effect, resource }) => effect === "Allow" && resource?.negated === false)
      .flatMap(({ resource }) => resource?.values ?? [])
      .filter((value) => !value.includes("${")),
  );
}

function owner(arn: string, buckets: readonly BucketTarget[]): Pick<Resource, "bucket"> {
  const parts = parseArn(arn);
  const bucket = buckets.find(({ name }) => parts?.service === "s3" && parts.resource.split("/")[0] === name);
  return bucket === undefined ? {} : { bucket };
}
