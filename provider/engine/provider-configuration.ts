// The configuration that a stack gives AWS's provider: which region, whose keys, which tags.
import type { AwsEndpoint, AwsTarget, Credentials } from "../aws/clients.ts";
import { RefusedError } from "../errors/refused-error.ts";
import type { Properties } from "../properties/properties.ts";
import { type ObjectShape, readShape, type ValueOf } from "../properties/shape.ts";
import { isUnknown } from "../properties/unknown.ts";

const shape = {
  "accessKey?": "string",
  "allowedAccountIds?": "strings",
  "defaultTags?": { "tags?": "map" },
  "endpoints?": ["map"],
  "forbiddenAccountIds?": "strings",
  "region?": "string",
  "secretKey?": "string",
  "token?": "string",
} as const satisfies ObjectShape;

type Options = ValueOf<typeof shape>;

/** Options without effect here: the loopback is addressed by path, and has no metadata to skip. */
const indifferent = new Set([
  ...["s3UsePathStyle", "skipCredentialsValidation", "skipMetadataApiCheck", "skipRegionValidation"],
  ...["skipRequestingAccountId", "version", "pluginDownloadURL"],
]);

/** The services of the loopback. */
const services = new Set(["iam", "kms", "s3", "s3control", "sts"]);

/** Where the stack deploys, and the accounts that it allows. */
interface ProviderConfiguration extends AwsTarget {
  /** Whether the stack allows a deployment to this account. */
  mayDeployTo(accountId: string): boolean;
}

/**
 * Gives what the stack configures. The keys must be its own: whoever knows the port alone may do nothing.
 *
 * @param given every option; nested ones as JSON texts, which is how the engine sends them
 * @throws ShapeError, RefusedError for an option that cannot be obeyed, or missing keys
 */
export function readProviderConfiguration(given: Properties, loopback: AwsEndpoint): ProviderConfiguration {
  const options = Object.entries(given).filter(([name, value]) => !indifferent.has(name) && value !== "");
  const values = Object.fromEntries(options.map(([name, value]) => [name, parsed(name, value)]));
  const read = readShape(shape, values);
  requireRegion(read.region ?? loopback.region, loopback.region);
  for (const endpoints of read.endpoints ?? []) requireLoopback(endpoints, loopback.endpoint);
  const { allowedAccountIds: allowed, forbiddenAccountIds: forbidden } = read;
  return {
    endpoint: loopback.endpoint,
    region: loopback.region,
    defaultTags: read.defaultTags?.tags ?? {},
    credentials: keysOf(read),
    mayDeployTo: (account) => (allowed?.includes(account) ?? true) && !forbidden?.includes(account),
  };
}

function keysOf({ accessKey, secretKey, token }: Options): Credentials {
  if (accessKey === undefined && secretKey === undefined && token === undefined) {
    throw new RefusedError(
      "the properties accessKey and secretKey are missing, and this provider has no keys of its own: set them with pulumi config set aws:accessKey ID and pulumi config set --secret aws:secretKey SECRET",
    );
  }
  if (accessKey === undefined || secretKey === undefined) {
    throw new RefusedError("the properties accessKey and secretKey must be given together");
  }
  return {
    accessKeyId: accessKey,
    secretAccessKey: secretKey,
    ...(token !== undefined && { sessionToken: token }),
  };
}

/** STS and IAM of the loopback are in one region: they would refuse requests that are signed for another. */
function requireRegion(region: string, own: string): void {
  if (region === own) return;
  throw new RefusedError(
    `the property region is ${region}, but the loopback is in ${own}: start it with --region ${region}, or set aws:region to ${own}`,
  );
}

/** A stack for another AWS must not deploy here, and no key of the loopback must be sent there. */
function requireLoopback(endpoints: Readonly<Record<string, string>>, own: string): void {
  for (const [service, endpoint] of Object.entries(endpoints)) {
    if (isUnknown(endpoint)) continue;
    if (!services.has(service)) {
      throw new RefusedError(
        `the property endpoints names the service "${service}", which the loopback does not serve`,
      );
    }
    if (URL.canParse(endpoint) && originOf(endpoint) === originOf(own)) continue;
    throw new RefusedError(
      `the property endpoints has ${endpoint} for ${service}, but this provider deploys to ${own} only: give that, or leave endpoints out`,
    );
  }
}

const originOf = (url: string) => new URL(url).origin.replace("//localhost:", "//127.0.0.1:");

function parsed(name: string, value: unknown): unknown {
  if (typeof value !== "string" || !/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    throw new RefusedError(`the property ${name} is no JSON`);
  }
}
