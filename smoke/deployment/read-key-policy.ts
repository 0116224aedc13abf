// The policy of the key that encrypts a deployment's objects. It belongs to the key, not to the stack, so the operator
// reads it.
import { parsePolicy } from "../../policy/parse-policy.ts";
import { readFailure } from "../calls/aws-failure.ts";
import { Retries } from "../calls/retries.ts";
import type { Credentials, Target } from "./target.ts";

/** The target with the key policy, or with why it could not be read; the same where no key encrypts. */
export async function withKeyPolicy(target: Target): Promise<Target> {
  const { encryptionKey, operator } = target;
  if (encryptionKey === undefined) return target;
  const { arn } = encryptionKey;
  if (operator === undefined)
    return { ...target, encryptionKey: { arn, unread: "there is no operator to read it" } };
  try {
    const policy = await keyPolicy(arn, operator, target);
    parsePolicy(policy, "resource", { quota: Number.POSITIVE_INFINITY });
    return { ...target, encryptionKey: { arn, policy } };
  } catch (thrown) {
    const { code, message } = readFailure(thrown);
    const unread = `the operator could not read it with kms:GetKeyPolicy (${code}: ${message.replace(/\.$/, "")})`;
    return { ...target, encryptionKey: { arn, unread } };
  }
}

/** Few stacks have such a key, so its client is loaded only for them. */
async function keyPolicy(KeyId: string, credentials: Credentials, { endpoint, region }: Target) {
  const { GetKeyPolicyCommand, KMSClient } = await import("@aws-sdk/client-kms");
  const client = new KMSClient({
    ...(endpoint === undefined ? {} : { endpoint }),
    ...{ region, credentials, retryStrategy: new Retries() },
    requestHandler: { connectionTimeout: 3_000, requestTimeout: 10_000, throwOnRequestTimeout: true },
  });
  try {
    return (await client.send(new GetKeyPolicyCommand({ KeyId }))).Policy ?? "";
  } finally {
    client.destroy();
  }
}
