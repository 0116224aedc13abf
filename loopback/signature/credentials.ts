// Who holds a key or a session token, and the secret that it signs with.
import { rootArn, userArn } from "../../policy/arn.ts";
import type { Principal } from "../../policy/authorization-request.ts";
import type { Account } from "../account.ts";
import { AwsError, type ServiceName } from "../aws-error.ts";
import { accessKey, userWithId } from "../store/user.ts";
import type { Caller } from "./caller.ts";
import { sessionHolder } from "./session-holder.ts";
import { openSession, sessionSecret } from "./session-token.ts";

/**
 * The holder of an access key, or of a session token and the key that belongs to it, and the secret that signs.
 * @throws AwsError in each service's own code: unknown, deleted and inactive keys, a session's key without its token,
 * malformed and expired tokens.
 */
export function credentialsOf(
  accessKeyId: string,
  token: string | undefined,
  service: ServiceName,
  account: Account,
): { caller: Caller; secret: string } {
  if (token !== undefined) return sessionCredentials(token, accessKeyId, service, account);
  const key = accessKey(account.store, accessKeyId);
  if (key?.status !== "Active") throw unknownKey(service, accessKeyId);
  const { secret, ...unsecret } = key;
  if (key.user === account.id) {
    const principal: Principal = { type: "Root", arn: rootArn(account.id) };
    return { caller: { principal, key: unsecret }, secret };
  }
  const user = userWithId(account.store, key.user);
  if (user === undefined) throw unknownKey(service, accessKeyId);
  const principal: Principal = {
    type: "User",
    arn: userArn(account.id, user.path, user.name),
    tags: user.tags,
  };
  return { caller: { principal, user, key: unsecret }, secret };
}

function sessionCredentials(token: string, accessKeyId: string, service: ServiceName, account: Account) {
  const session = openSession(token, account);
  if (session === undefined || session.accessKeyId !== accessKeyId) throw badToken(service, token);
  if (session.expires <= account.now().getTime()) {
    throw new AwsError(
      "ExpiredToken",
      service === "s3"
        ? "The provided token has expired."
        : "The security token included in the request is expired",
      service === "s3" ? { "Token-0": token } : {},
    );
  }
  const holder = sessionHolder(session, account);
  if (holder === undefined) throw unknownKey(service, accessKeyId);
  return { caller: { ...holder, session }, secret: sessionSecret(session, account) };
}

function unknownKey(service: ServiceName, id: string): AwsError {
  if (service !== "s3")
    return new AwsError("InvalidClientTokenId", "The security token included in the request is invalid");
  return new AwsError(
    "InvalidAccessKeyId",
    "The AWS Access Key Id you provided does not exist in our records.",
    {
      AWSAccessKeyId: id,
    },
  );
}

function badToken(service: ServiceName, token: string): AwsError {
  if (service !== "s3")
    return new AwsError("InvalidClientTokenId", "The security token included in the request is invalid");
  return new AwsError("InvalidToken", "The provided token is malformed or otherwise invalid.", {
    "Token-0": token,
  });
}
