// getSigninToken: a sign-in token for the credentials of a federated user or of a role session.
import { timingSafeEqual } from "node:crypto";
import type { Account } from "../account.ts";
import { AwsError } from "../aws-error.ts";
import type { Caller } from "../signature/caller.ts";
import { credentialsOf } from "../signature/credentials.ts";
import type { Parameters } from "./parameters.ts";
import { SigninError } from "./signin-error.ts";
import { sealSignin } from "./signin-token.ts";

const invalid = () => new SigninError("Invalid credentials parameter");

/** @throws SigninError for credentials that are invalid or may not sign in, and for a duration that is not allowed. */
export function getSigninToken(parameters: Parameters, account: Account, signed: (caller: Caller) => void) {
  const credentials = readSession(parameters.get("Session")?.[0]);
  const caller = callerOf(credentials, account);
  signed(caller);
  // Neither long-term keys nor GetSessionToken's credentials open the console.
  if (caller.session?.type !== "FederatedUser" && caller.session?.type !== "AssumedRole") throw invalid();
  const ends = consoleEnd(parameters.get("SessionDuration")?.[0], caller, account);
  const SigninToken = sealSignin(
    { token: credentials.sessionToken, issued: account.now().getTime(), ends },
    account,
  );
  return { type: "application/json", content: JSON.stringify({ SigninToken }) };
}

interface SessionParameter {
  readonly sessionId: string;
  readonly sessionKey: string;
  readonly sessionToken: string;
}

function readSession(text: string | undefined): SessionParameter {
  if (text === undefined) throw new SigninError("Missing required parameter: Session");
  let session: Partial<Record<keyof SessionParameter, unknown>> | null;
  try {
    session = JSON.parse(text);
  } catch {
    throw invalid();
  }
  const { sessionId, sessionKey, sessionToken } = session ?? {};
  if (typeof sessionId !== "string" || typeof sessionKey !== "string" || typeof sessionToken !== "string")
    throw invalid();
  return { sessionId, sessionKey, sessionToken };
}

function callerOf({ sessionId, sessionKey, sessionToken }: SessionParameter, account: Account): Caller {
  try {
    const { caller, secret } = credentialsOf(sessionId, sessionToken, "sts", account);
    const given = Buffer.from(sessionKey);
    const expected = Buffer.from(secret);
    if (given.length === expected.length && timingSafeEqual(given, expected)) return caller;
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
  }
  throw invalid();
}

const minimumDuration = 900;
const maximumDuration = 43_200;

/** When the console session ends, in epoch milliseconds: only a role's may last longer than its credentials. */
function consoleEnd(text: string | undefined, { session }: Caller, account: Account): number {
  const expires = session?.expires ?? 0;
  if (text === undefined) return expires;
  const seconds = Number(text);
  if (session?.type !== "AssumedRole") throw invalid();
  if (!/^\d+$/.test(text) || seconds < minimumDuration || seconds > maximumDuration)
    throw new SigninError("Invalid value for parameter: SessionDuration");
  return account.now().getTime() + seconds * 1000;
}
