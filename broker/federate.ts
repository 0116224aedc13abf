// Vends one federated session: GetFederationToken, with input and output in this project's words.
import { GetFederationTokenCommand, type STSClient } from "@aws-sdk/client-sts";

/** The federated session to make. Without `policy` and `policyArns` it can do nothing at all. */
interface SessionRequest {
  /** The federated user's name: 2 to 32 characters of letters, digits and `_+=,.@-`. */
  name: string;
  /** The session policy, as JSON text of at most 2048 characters. */
  policy?: string;
  /** Seconds, 900 to 129600 (root: at most 3600); AWS takes 43200 when it is left out. */
  durationSeconds?: number;
  /** Session tags; each replaces the broker's own tag of that name, whatever its case. */
  tags?: Readonly<Record<string, string>>;
  /** ARNs of managed policies of the same account that serve as session policies. */
  policyArns?: readonly string[];
}

export interface SessionCredentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
  expiration: Date;
}

interface FederatedSession {
  credentials: SessionCredentials;
  /** `arn:aws:sts::ACCOUNT:federated-user/NAME` */
  federatedUserArn: string;
}

/**
 * Federates a user with the credentials of `sts`, which must be an IAM user's long-term key (or root's).
 * AWS's errors reach the caller as the SDK throws them; an answer without credentials, such as a captive
 * portal's, is an Error.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html
 */
export async function federate(sts: STSClient, session: SessionRequest): Promise<FederatedSession> {
  const answer = await sts.send(
    new GetFederationTokenCommand({
      Name: session.name,
      Policy: session.policy,
      DurationSeconds: session.durationSeconds,
      Tags: session.tags && Object.entries(session.tags).map(([Key, Value]) => ({ Key, Value })),
      PolicyArns: session.policyArns?.map((arn) => ({ arn })),
    }),
  );
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = answer.Credentials ?? {};
  const federatedUserArn = answer.FederatedUser?.Arn;
  if (!AccessKeyId || !SecretAccessKey || !SessionToken || !Expiration || !federatedUserArn)
    throw new Error(
      "GetFederationToken was answered without credentials: something other than AWS STS answers at this endpoint.",
    );
  return {
    credentials: {
      accessKeyId: AccessKeyId,
      secretAccessKey: SecretAccessKey,
      sessionToken: SessionToken,
      expiration: Expiration,
    },
    federatedUserArn,
  };
}
