// The configuration that a stack gives AWS's provider: which region, whose keys, which tags.
import type { AwsTarget } from "../clients.ts";
import { RefusedError } from "../refused-error.ts";
import type { Properties } from "../resource-type.ts";
import { type ObjectShape, readShape } from "../shape.ts";

const shape = {
  "accessKey?": "string",
  "defaultTags?": { "tags?": "map" },
  "region?": "string",
  "secretKey?": "string",
  "token?": "string",
} as const satisfies ObjectShape;

/** What the loopback has no use for, because it asks neither for metadata nor for a host name of S3's. */
const without = new Set([
  ...["s3UsePathStyle", "skipCredentialsValidation", "skipMetadataApiCheck", "skipRegionValidation"],
  ...["skipRequestingAccountId", "version", "pluginDownloadURL"],
]);

/**
 * Gives the target that the stack means: the loopback, with what the stack says about it.
 *
 * @param given every option; nested ones as JSON texts, which is how the engine sends them
 * @throws ShapeError, RefusedError for an option that cannot be obeyed
 */
export function readProviderConfiguration(given: Properties, loopback: AwsTarget): AwsTarget {
  const options = Object.entries(given).filter(
    ([name, value]) => !name.startsWith("__") && !without.has(name) && value !== null && value !== "",
  );
  const { accessKey, secretKey, token, region, defaultTags } = readShape(
    shape,
    Object.fromEntries(options.map(([name, value]) => [name, parsed(value)])),
  );
  return {
    endpoint: loopback.endpoint,
    region: region ?? loopback.region,
    defaultTags: defaultTags?.tags ?? {},
    credentials: keys(accessKey, secretKey, token) ?? loopback.credentials,
  };
}

function keys(accessKeyId: string | undefined, secretAccessKey: string | undefined, sessionToken?: string) {
  if (accessKeyId === undefined && secretAccessKey === undefined) return undefined;
  if (accessKeyId === undefined || secretAccessKey === undefined) {
    throw new RefusedError("aws:accessKey and aws:secretKey must be given together");
  }
  return { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) };
}

function parsed(value: unknown): unknown {
  return typeof value === "string" && /^\s*[[{]/.test(value) ? JSON.parse(value) : value;
}
