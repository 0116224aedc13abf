// The classifier: what one answer says about permission. It is pure, and strict about what counts as a denial.
import { type AwsFailure, readFailure } from "../calls/aws-failure.ts";
import { DECRYPT } from "../prediction/key-use.ts";
import type { Answer, Probe } from "../probes/probe.ts";
import { inconclusiveBecause } from "./causes.ts";
import { type Denial, readDenial } from "./denial.ts";
import { isClockSkew } from "./is-clock-skew.ts";
import type { Classified, Facts, Observation, Result } from "./observation.ts";
import { hiddenKey, silentDenial } from "./s3-denial.ts";

// Authentication refused the call, so AWS never checked what the caller may do.
const REJECTIONS: ReadonlySet<string> = new Set([
  "ExpiredToken",
  "ExpiredTokenException",
  "InvalidAccessKeyId",
  "InvalidClientTokenId",
  "InvalidToken",
  "MissingAuthenticationToken",
  "MissingAuthenticationTokenException",
  "SignatureDoesNotMatch",
  "TokenRefreshRequired",
  "UnrecognizedClientException",
]);

type Probed = Pick<Probe, "action" | "passes" | "operation" | "decrypts">;

/** Classifies the result of a probe's call. */
export function classify(probe: Probed, result: Result, facts: Facts): Observation {
  if ("answer" in result) return { ...ofAnswer(result.answer), ...identified(result) };
  const failure = readFailure(result.thrown);
  return { ...ofFailure(probe, failure, facts), shows: [], ...identified(failure) };
}

const identified = ({ requestId }: { requestId?: string }) => (requestId === undefined ? {} : { requestId });

function ofAnswer({ genuine, shows }: Answer): Observation {
  if (genuine) return { outcome: "allowed", reason: "", shows };
  const reason =
    "the call succeeded, but the answer is not what the AWS service sends: is a proxy answering?";
  return { outcome: "inconclusive", reason, shows: [] };
}

function ofFailure(probe: Probed, failure: AwsFailure, facts: Facts): Classified {
  if (probe.passes.includes(failure.code) && !isBeforeAuthorization(failure))
    return { outcome: "allowed", reason: `authorization passed: ${failure.code}` };
  const refusal = sessionRefusal(probe, failure, facts);
  if (refusal !== undefined) return refusal;
  const denial = failure.code === "AccessDenied" ? readDenial(failure.message) : undefined;
  if (denial !== undefined)
    return (
      deniedToAnother(denial, failure, facts) ?? hiddenKey(denial, facts) ?? ofDenial(probe, denial, failure)
    );
  const silence = silentDenial(probe, failure, facts);
  if (silence !== undefined) return silence;
  if (REJECTIONS.has(failure.code) && !isClockSkew(failure)) {
    const { code, message } = failure;
    return { outcome: "rejected", code, reason: `${code}: ${message}` };
  }
  return { outcome: "inconclusive", reason: inconclusiveBecause(failure) };
}

// S3 also gives some of these codes for a signature that it cannot read, for instance after a proxy changed it.
function isBeforeAuthorization({ message, requestId }: AwsFailure): boolean {
  return requestId === undefined || /authorization|auth mechanism|AWS4-HMAC|signature|X-Amz-/i.test(message);
}

function deniedToAnother({ who }: Denial, { message }: AwsFailure, { arn }: Facts): Classified | undefined {
  if (arn === undefined || who === undefined || who === arn) return undefined;
  const reason = `AWS denied it to ${who}, but the caller must be ${arn}: the key is somebody else's, or something between here and AWS signs calls again or answers from a cache (${message})`;
  return { outcome: "inconclusive", reason };
}

function ofDenial({ action, decrypts }: Probed, denial: Denial, failure: AwsFailure): Classified {
  // S3 asks KMS only for callers whom it allows the call itself.
  const byKey = decrypts === true && denial.action === DECRYPT;
  if (!byKey && denial.action.toLowerCase() !== action.toLowerCase())
    return {
      outcome: "inconclusive",
      reason: `AWS denied ${denial.action}, which says nothing about ${action} (${failure.message})`,
    };
  const { by, explicit, reason = failure.message } = denial;
  return {
    ...{ outcome: "denied", explicit, reason },
    ...(by === undefined ? {} : { by }),
    ...(byKey ? { byKey } : {}),
  };
}

/**
 * The two ways in which AWS tells a session that its kind may not call an API at all.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_sts-comparison.html
 */
function sessionRefusal(probe: Probed, { code, message }: AwsFailure, facts: Facts): Classified | undefined {
  const [service, name] = probe.action.split(":");
  const { operation = name } = probe;
  // IAM does not know session keys. It answers bad credentials in the same way; GetCallerIdentity tells the two apart.
  const unknownToIam =
    service === "iam" && code === "InvalidClientTokenId" && facts.temporary && facts.identified;
  const noSessions =
    service === "sts" &&
    code === "AccessDenied" &&
    message.startsWith(`Cannot call ${operation} with session credentials`);
  if (!unknownToIam && !noSessions) return undefined;
  return { outcome: "denied", by: "principal", explicit: false, reason: message };
}
