// The credentials that STS hands out: a sealed session in the shape of the API.
import type { Credentials } from "@aws-sdk/client-sts";
import { accessKeyIdOf } from "../access-key-id.ts";
import { type Account, timestamp } from "../account.ts";
import type { Session } from "../signature/session.ts";
import { sealSession } from "../signature/session-token.ts";

/** A session without its key and its times, which are added here. */
type Made<Kind extends Session> = Kind extends Session
  ? Omit<Kind, "accessKeyId" | "issued" | "expires">
  : never;

/** Credentials of a new session with this duration in seconds. */
export function sessionCredentials(session: Made<Session>, seconds: number, account: Account): Credentials {
  const issued = timestamp(account);
  const expires = issued + seconds * 1000;
  const accessKeyId = accessKeyIdOf(account, "ASIA");
  const sealed = sealSession({ ...session, accessKeyId, issued, expires }, account);
  return {
    AccessKeyId: sealed.accessKeyId,
    SecretAccessKey: sealed.secretAccessKey,
    SessionToken: sealed.sessionToken,
    Expiration: new Date(expires),
  };
}
