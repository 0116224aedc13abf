// Vends a session with all of the broker's own powers: GetSessionToken.
import { GetSessionTokenCommand, type STSClient } from "@aws-sdk/client-sts";
import type { SessionCredentials } from "./federate.ts";

/**
 * Asks STS for a session of the IAM user whose long-term key `sts` signs with. Without MFA it may not call IAM, and of
 * STS only AssumeRole and GetCallerIdentity. AWS's errors reach the caller as the SDK throws them; an answer without
 * credentials, such as a captive portal's, is an Error.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html
 *
 * @param durationSeconds 900 to 129600 (root: at most 3600)
 */
export async function sessionToken(sts: STSClient, durationSeconds: number): Promise<SessionCredentials> {
  const answer = await sts.send(new GetSessionTokenCommand({ DurationSeconds: durationSeconds }));
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = answer.Credentials ?? {};
  if (!AccessKeyId || !SecretAccessKey || !SessionToken || !Expiration)
    throw new Error(
      "GetSessionToken was answered without credentials: something other than AWS STS answers at this endpoint.",
    );
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
    expiration: Expiration,
  };
}
