// What npm run loopback says once it is ready: to a person, text that a shell can read too; to a script, one JSON line.

import type { Loopback } from "../../loopback/start-loopback.ts";
import type { ServedProvider } from "../../provider/serve-provider.ts";

/** Every line that is no command is a comment, so that the whole text can be pasted into a shell. */
export function greeting(loopback: Loopback, provider: ServedProvider): string {
  const { endpoint, accountId, region, accessKeyId, secretAccessKey } = loopback;
  return [
    `# The loopback AWS serves STS, IAM, KMS and S3 on ${endpoint}: account ${accountId}, region ${region}.`,
    "# Every request's signature is verified and IAM is enforced; nothing turns that off.",
    "# The account root's key, for a shell:",
    `export AWS_ENDPOINT_URL=${endpoint}`,
    `export AWS_REGION=${region} AWS_DEFAULT_REGION=${region}`,
    `export AWS_ACCESS_KEY_ID=${accessKeyId}`,
    `export AWS_SECRET_ACCESS_KEY=${secretAccessKey}`,
    "# With this, npx pulumi up --stack loopback deploys here, once the stack's configuration has keys:",
    `export PULUMI_DEBUG_PROVIDERS=${attached(provider)}`,
    '#   npx pulumi config set --stack loopback aws:accessKey "$AWS_ACCESS_KEY_ID"',
    "#   printenv AWS_SECRET_ACCESS_KEY | npx pulumi config set --stack loopback --secret aws:secretKey",
    "# A line for each request follows. Ctrl-C stops it.",
  ].join("\n");
}

export function jsonGreeting(loopback: Loopback, provider: ServedProvider): string {
  const { endpoint, region, accountId, accessKeyId, secretAccessKey } = loopback;
  return JSON.stringify({
    endpoint,
    region,
    accountId,
    accessKeyId,
    secretAccessKey,
    pulumiDebugProviders: attached(provider),
  });
}

/** The variable that Pulumi's engine reads: it then starts no provider itself. */
const attached = ({ port }: ServedProvider) => `aws:${port}`;
