// What reading an encrypted object needs besides the action of S3: kms:Decrypt on the key, for the same caller.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
import type { AuthorizationRequest, RequestContext } from "../../policy/authorization-request.ts";
import { evaluate, missingPolicy } from "../../policy/evaluate.ts";
import type { Target } from "../deployment/target.ts";
import type { Probe } from "../probes/probe.ts";
import type { Resource } from "../resources.ts";
import type { Documents } from "./documents.ts";
import { type Chosen, policySet } from "./layers.ts";

export const DECRYPT = "kms:Decrypt";

/** Whether S3 asks the key that encrypts the deployment's objects. */
export interface KeyUse {
  readonly outcome: "allowed" | "denied";
  readonly key: string;
  /** Why it cannot be predicted, in a sentence; the outcome is then only a guess. */
  readonly unknown?: string;
}

/** What KMS decides about a call that reads an object; undefined where it is not asked. */
export function useOfKey(
  { principal, context }: Pick<AuthorizationRequest, "principal" | "context">,
  probe: Pick<Probe, "decrypts">,
  { kind, bucket }: Resource,
  target: Target,
  chosen: Chosen,
  { ofKey }: Documents,
): KeyUse | undefined {
  const { encryptionKey } = target;
  if (probe.decrypts !== true || kind !== "object" || bucket === undefined || encryptionKey === undefined)
    return undefined;
  const request = {
    ...{ principal, action: DECRYPT, resource: encryptionKey.arn, resourceAccount: target.accountId },
    context: throughS3(context, bucket.arn, target),
  };
  const policies = policySet({ ...chosen, resource: ofKey === undefined ? [] : [ofKey] });
  const decision = evaluate(request, policies);
  const missing = missingPolicy(request, policies, decision);
  const unread = encryptionKey.unread ?? "nobody asked KMS for it";
  const unknown =
    decision.error ??
    (missing &&
      `Reading the object needs ${DECRYPT} on ${encryptionKey.arn}, whose key policy is not known: ${unread}.`);
  return {
    outcome: decision.decision === "allowed" ? "allowed" : "denied",
    key: encryptionKey.arn,
    ...(unknown === undefined ? {} : { unknown }),
  };
}

const suffixes: Readonly<Record<string, string>> = { "aws-cn": "amazonaws.com.cn" };

/** S3 asks for its caller, from an address of its own. The program gives its buckets a bucket key. */
function throughS3(
  context: RequestContext = {},
  bucketArn: string,
  { partition, region, accountId }: Target,
): RequestContext {
  const { "aws:SourceIp": _, ...others } = context;
  return {
    ...others,
    "aws:ViaAWSService": "true",
    "kms:CallerAccount": accountId,
    "kms:ViaService": `s3.${region}.${suffixes[partition] ?? "amazonaws.com"}`,
    "kms:EncryptionAlgorithm": "SYMMETRIC_DEFAULT",
    "kms:EncryptionContext:aws:s3:arn": bucketArn,
    "kms:EncryptionContextKeys": ["aws:s3:arn"],
  };
}
