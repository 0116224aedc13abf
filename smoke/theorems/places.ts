// The resources that theorems may name: buckets and what is in them, the broker, federated users, or ARNs as they are.

import { federatedUserArn, objectArn } from "../../policy/arn.ts";
import type { Target } from "../deployment/target.ts";
import { literally } from "../prediction/region.ts";
import type { Requests } from "../theorems.ts";

const BUCKETS = { "the bucket": "bucket", "the outside bucket": "outsideBucket" } as const;

/** What else a row may name, besides ARNs. */
const OTHERS: Readonly<Record<string, (target: Target) => readonly string[]>> = {
  "the broker": ({ broker }) => [literally(broker.userArn)],
  "a federated user": ({ accountId, partition }) => [federatedUserArn(accountId, "*", partition)],
  "the federated names": ({ accountId, partition, broker: { federatedNames = ["*"] } }) =>
    federatedNames.map((name) => federatedUserArn(accountId, name, partition)),
};

/** How a row may name a resource. */
export const PLACES: readonly string[] = [
  ...Object.keys(BUCKETS).flatMap((name) => [name, `${name}/KEYS`]),
  ...Object.keys(OTHERS),
];

/** Whether a row may name a resource so. */
export const isPlace = (text: string): boolean =>
  text === "*" || text.startsWith("arn:") || Object.hasOwn(OTHERS, text) || inBucket(text) !== undefined;

/** The resources of a row as patterns of ARNs; those of a bucket that the deployment lacks are left out. */
export const resourcesOf = ({ on = "*" }: Requests, target: Target): readonly string[] =>
  listOf(on).flatMap((text) => {
    const found = inBucket(text);
    if (found === undefined) return OTHERS[text]?.(target) ?? [text];
    const bucket = target[found.bucket];
    if (bucket === undefined) return [];
    const { key } = found;
    return [key === undefined ? bucket.arn : objectArn(bucket.name, key, target.partition)];
  });

function inBucket(text: string) {
  for (const [name, bucket] of Object.entries(BUCKETS)) {
    if (text === name) return { bucket, key: undefined };
    if (text.startsWith(`${name}/`) && text.length > name.length + 1)
      return { bucket, key: text.slice(name.length + 1) };
  }
  return undefined;
}

export const listOf = (texts: string | readonly string[]): readonly string[] =>
  typeof texts === "string" ? [texts] : texts;
