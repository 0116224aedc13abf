// The condition keys of a call: what the suite knows of every call, and what this one sends.
import type { AuthorizationRequest, RequestContext } from "../../policy/authorization-request.ts";
import { fittingContext } from "../../policy/evaluate.ts";
import { conditionKeys } from "../context.ts";
import type { Target } from "../deployment/target.ts";
import type { Probe } from "../probes/probe.ts";
import type { Promised } from "../promises.ts";
import type { Documents } from "./documents.ts";

/** A call by a principal, with all condition keys that the suite can know; those that it cannot know are left out. */
export function callRequest(
  asked: Pick<AuthorizationRequest, "principal" | "action" | "resource">,
  target: Target,
  documents: Documents,
  now: Date,
  sent: RequestContext,
): AuthorizationRequest {
  const region = regionOf(asked.action, target);
  const always = overTls(sent) ? { ...ofEveryCall(documents, now), ...TLS } : ofEveryCall(documents, now);
  const known = { ...always, "aws:RequestedRegion": region, ...sent };
  const context = fittingContext({ ...asked, context: known });
  return { ...asked, context };
}

/** The condition keys that AWS sets for a probe's call with the context that a promise gives it. */
export const callKeys = (probe: Pick<Probe, "context">, context: Promised["context"]): RequestContext => ({
  ...probe.context,
  ...conditionKeys(context),
});

// The evaluator leaves out those that AWS does not set for such a call, and adds those that follow from the rest.
function ofEveryCall({ allowedAddress }: Documents, now: Date): RequestContext {
  return {
    // The suite cannot know its own address. If the broker's policy allows only some networks, it assumes one of them.
    ...(allowedAddress === undefined ? {} : { "aws:SourceIp": allowedAddress }),
    "aws:CurrentTime": now.toISOString(),
    // Every session is made during the run.
    "aws:TokenIssueTime": now.toISOString(),
    // The SDK signs in a header, with Signature Version 4.
    "s3:authType": "REST-HEADER",
    "s3:signatureversion": "AWS4-HMAC-SHA256",
  };
}

// The SDK uses the newest version of TLS that S3 supports.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingEncryptionInTransit.html
const TLS: RequestContext = { "aws:SecureTransport": "true", "s3:TlsVersion": "1.3" };

const overTls = (sent: RequestContext): boolean => sent["aws:SecureTransport"] !== "false";

// IAM has one endpoint in a partition.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-requestedregion
const globalRegions: Readonly<Record<string, string>> = {
  aws: "us-east-1",
  "aws-cn": "cn-north-1",
  "aws-us-gov": "us-gov-west-1",
};

const regionOf = (action: string, { partition, region }: Target): string =>
  (action.startsWith("iam:") ? globalRegions[partition] : undefined) ?? region;
