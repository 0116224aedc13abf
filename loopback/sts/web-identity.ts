// The identity in a web identity token, and its provider in the account: signature, audience and time are verified.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html
import type { Account } from "../account.ts";
import { AwsError } from "../aws-error.ts";
import { oidcProviderArn } from "../iam/entities/oidc-provider.ts";
import { type OidcProvider, oidcProvider } from "../store/oidc-provider.ts";
import { tokenIssuer } from "../store/token-issuer.ts";
import { isSignedWith, type JsonWebToken, publicKeyOf, readToken } from "./json-web-token.ts";

interface WebIdentity {
  /** The ARN of the provider, and its address without scheme, which begins the names of its condition keys. */
  readonly provider: string;
  readonly issuer: string;
  readonly subject: string;
  readonly audience: string;
}

/**
 * The identity in a token.
 * The loopback fetches no keys from the network: it can verify only the account's own issuer, whose tokens
 * GetWebIdentityToken gives.
 * @throws AwsError InvalidIdentityToken, or ExpiredTokenException.
 */
export function webIdentity(token: string, account: Account): WebIdentity {
  const read = readToken(token);
  const { iss, sub, aud, exp, nbf } = read?.claims ?? {};
  if (read === undefined || typeof iss !== "string" || typeof sub !== "string" || typeof exp !== "number") {
    const hint = "(You may see this error if you sent an Access Token)";
    throw invalid(`The ID Token provided is not a valid JWT. ${hint}`);
  }
  const issuer = iss.replace(/^https:\/\//, "");
  const provider = oidcProvider(account.store, issuer);
  if (provider === undefined) throw invalid(`No OpenIDConnect provider found in your account for ${iss}`);
  requireSignature(token, read, iss, account);
  requireTime(exp, nbf, account.now());
  const audience = audienceOf(aud, provider);
  if (audience === undefined) throw invalid("Incorrect token audience");
  return { provider: oidcProviderArn(account, issuer), issuer, subject: sub, audience };
}

function requireSignature(token: string, read: JsonWebToken, iss: string, { store }: Account): void {
  const own = tokenIssuer(store);
  if (own === undefined || own.url !== iss) {
    throw invalid(
      "Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity documentation for requirements",
    );
  }
  const key = publicKeyOf(read.algorithm === "ES384" ? own.ec : own.rsa);
  if (!isSignedWith(token, read, key)) throw invalid("Token signature is not valid.");
}

function requireTime(exp: number, nbf: unknown, now: Date): void {
  const seconds = Math.floor(now.getTime() / 1000);
  if (typeof nbf === "number" && nbf > seconds) throw invalid("Token is not valid yet.");
  if (seconds < exp) return;
  throw new AwsError(
    "ExpiredTokenException",
    `Token expired: current date/time ${seconds} must be before the expiration date/time${exp}`,
  );
}

/** One of the audiences that the provider accepts. */
function audienceOf(aud: unknown, { clients }: OidcProvider): string | undefined {
  const audiences = Array.isArray(aud) ? aud : [aud];
  return clients.find((client) => audiences.includes(client));
}

const invalid = (message: string): AwsError => new AwsError("InvalidIdentityToken", message);
