// The policy of the key that encrypts a deployment's objects. It belongs to the key, not to the stack, so the operator
// reads it.
import { GetKeyPolicyCommand } from "@aws-sdk/client-kms";
import { parsePolicy } from "../../policy/parse-policy.ts";
import { readFailure } from "../calls/aws-failure.ts";
import { closeClients, openClients } from "../calls/clients.ts";
import type { Target } from "./target.ts";

/** The target with the key policy, or with why it could not be read; the same where no key encrypts. */
export async function withKeyPolicy(target: Target): Promise<Target> {
  const { encryptionKey, operator } = target;
  if (encryptionKey === undefined) return target;
  const { arn } = encryptionKey;
  if (operator === undefined)
    return { ...target, encryptionKey: { arn, unread: "there is no operator to read it" } };
  const clients = openClients(target, operator);
  try {
    const { Policy = "" } = await clients.kms.send(new GetKeyPolicyCommand({ KeyId: arn }));
    parsePolicy(Policy, "resource", { quota: Number.POSITIVE_INFINITY });
    return { ...target, encryptionKey: { arn, policy: Policy } };
  } catch (thrown) {
    const { code, message } = readFailure(thrown);
    const unread = `the operator could not read it with kms:GetKeyPolicy (${code}: ${message.replace(/\.$/, "")})`;
    return { ...target, encryptionKey: { arn, unread } };
  } finally {
    closeClients(clients);
  }
}
