// Options that contradict each other: each rule is one sentence about what to change.
import { compilePattern } from "../policy/patterns/compile-pattern.ts";
import type { Configuration } from "./configuration.ts";
import { ConfigurationError } from "./configuration-error.ts";

type Rule = (
  configuration: Configuration,
  given: ReadonlySet<string>,
  option: (name: string) => string,
) => string | undefined;

const rules: readonly Rule[] = [
  ({ bucketName, outsideBucketName }, _, option) =>
    bucketName === undefined || bucketName !== outsideBucketName
      ? undefined
      : `The options ${option("bucketName")} and ${option("outsideBucketName")} are both "${bucketName}", but they must name two buckets.`,
  (_, given, option) =>
    given.has("bucketName") && given.has("bucketPrefix")
      ? `The options ${option("bucketName")} and ${option("bucketPrefix")} both name the bucket: leave one of them out.`
      : undefined,
  ({ outsideBucket }, given, option) =>
    !outsideBucket && given.has("outsideBucketName")
      ? `The option ${option("outsideBucketName")} names a bucket that ${option("outsideBucket")} turns off: leave one of them out.`
      : undefined,
  ({ logBucket, bucketName, outsideBucketName }, _, option) =>
    logBucket !== undefined && (logBucket === bucketName || logBucket === outsideBucketName)
      ? `The option ${option("logBucket")} is "${logBucket}", the bucket that the logs are about: name another bucket.`
      : undefined,
  ({ noncurrentVersionDays, versioning }, _, option) =>
    noncurrentVersionDays !== undefined && !versioning
      ? `The option ${option("noncurrentVersionDays")} is about versions, which ${option("versioning")} turns off: leave one of them out.`
      : undefined,
  shapesOnlyScoped("federatedNames"),
  shapesOnlyScoped("allowedNetworks"),
  ({ brokerPolicy }, given, option) =>
    brokerPolicy === "guide" && given.has("sessionTags")
      ? `The option ${option("sessionTags")} allows what the guide's document does not: set ${option("brokerPolicy")} to scoped.`
      : undefined,
  ({ resourceGrants, federatedNames }, _, option) => {
    const takes = federatedNames.map(compilePattern);
    const stranger = resourceGrants.find(({ federatedUser }) => !takes.some((test) => test(federatedUser)));
    return stranger === undefined
      ? undefined
      : `The option ${option("resourceGrants")} grants to ${stranger.federatedUser}, whom ${option("federatedNames")} does not let the broker federate: add the name there.`;
  },
  ({ keySerial, retire }, _, option) =>
    retire !== undefined && keySerial === 1
      ? `The option ${option("retire")} is about the key before the current one, and ${option("keySerial")} is 1: set it to 2 first, and retire once every client has the new key.`
      : undefined,
];

function shapesOnlyScoped(name: "federatedNames" | "allowedNetworks"): Rule {
  return ({ brokerPolicy }, given, option) =>
    brokerPolicy !== "scoped" && given.has(name)
      ? `The option ${option(name)} shapes the scoped policy, and ${option("brokerPolicy")} asks for another one: set it to scoped, or write the restriction into that policy.`
      : undefined;
}

/**
 * Refuses options that are valid alone but contradict each other.
 *
 * @param given the options that the stack sets itself
 * @throws ConfigurationError for the first rule that is broken
 */
export function requireCompatible(
  configuration: Configuration,
  given: ReadonlySet<string>,
  project: string,
): void {
  for (const rule of rules) {
    const broken = rule(configuration, given, (name) => `${project}:${name}`);
    if (broken !== undefined) throw new ConfigurationError(broken);
  }
}
