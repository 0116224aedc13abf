// sts:GetWebIdentityToken: a signed token that tells others who the caller is.
// https://docs.aws.amazon.com/STS/latest/APIReference/API_GetWebIdentityToken.html
import type { GetWebIdentityTokenRequest, GetWebIdentityTokenResponse } from "@aws-sdk/client-sts";
import type { Principal, Tags } from "../../policy/authorization-request.ts";
import { type Account, timestamp } from "../account.ts";
import { requestTags, tagContext } from "../authorization/request-tags.ts";
import { AwsError } from "../aws-error.ts";
import type { Operation } from "../operation.ts";
import type { Caller } from "../signature/caller.ts";
import { type TokenIssuer, tokenIssuer } from "../store/token-issuer.ts";
import { requireActiveRegion } from "./active-region.ts";
import { tags } from "./constraints.ts";
import { type Claims, signToken } from "./json-web-token.ts";

const defaultDuration = 300;

export const getWebIdentityToken: Operation<GetWebIdentityTokenRequest, GetWebIdentityTokenResponse> = {
  takes: ["Audience", "DurationSeconds", "SigningAlgorithm", "Tags"],
  constraints: {
    Audience: { min: 1, max: 10, item: { min: 1, max: 1000 } },
    DurationSeconds: { min: 60, max: 3600 },
    SigningAlgorithm: { values: ["RS256", "ES384"] },
    Tags: tags,
  },

  requires(input, call) {
    requireActiveRegion(call);
    const { Audience = [], DurationSeconds = defaultDuration, SigningAlgorithm = "", Tags } = input;
    const sent = requestTags(Tags, "InvalidParameterValue");
    const context = {
      ...tagContext(sent),
      "sts:IdentityTokenAudience": Audience,
      "sts:DurationSeconds": String(DurationSeconds),
      "sts:SigningAlgorithm": SigningAlgorithm,
    };
    const get = { action: "sts:GetWebIdentityToken", resource: "*", context };
    const tag = { action: "sts:TagGetWebIdentityToken", resource: "*", context };
    return Object.keys(sent).length === 0 ? [get] : [get, tag];
  },

  handle(input, { account, caller }) {
    const { DurationSeconds = defaultDuration, SigningAlgorithm } = input;
    const issuer = tokenIssuer(account.store);
    if (!issuer?.enabled) throw disabled();
    const issued = timestamp(account);
    const expires = issued + DurationSeconds * 1000;
    if (caller.session !== undefined && expires > caller.session.expires) throw escalation();
    const algorithm = SigningAlgorithm === "ES384" ? "ES384" : "RS256";
    const claims = claimsOf(input, caller, account, issuer, { issued, expires });
    return {
      WebIdentityToken: signToken({ algorithm, claims }, algorithm === "ES384" ? issuer.ec : issuer.rsa),
      Expiration: new Date(expires),
    };
  },
};

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_outbound_token_claims.html */
function claimsOf(
  { Audience = [], Tags }: GetWebIdentityTokenRequest,
  { principal }: Caller,
  account: Account,
  { url }: TokenIssuer,
  { issued, expires }: { issued: number; expires: number },
): Claims {
  const own: Tags = "tags" in principal ? (principal.tags ?? {}) : {};
  const sent = requestTags(Tags, "InvalidParameterValue");
  return {
    iss: url,
    aud: Audience.length === 1 ? Audience[0] : Audience,
    sub: subject(principal),
    iat: issued / 1000,
    exp: expires / 1000,
    jti: account.random(16).toString("hex"),
    "https://sts.amazonaws.com/": {
      aws_account: account.id,
      source_region: account.region,
      ...(Object.keys(own).length > 0 && { principal_tags: own }),
      ...(Object.keys(sent).length > 0 && { request_tags: sent }),
    },
  };
}

/** The subject of a role session is its role. */
function subject(principal: Principal): string {
  if (principal.type === "AssumedRole") return principal.role;
  if ("arn" in principal) return principal.arn;
  throw new Error("GetWebIdentityToken was reached without a signature.");
}

const disabled = (): AwsError =>
  new AwsError(
    "OutboundWebIdentityFederationDisabledException",
    "Outbound web identity federation is not enabled for this account.",
  );

const escalation = (): AwsError =>
  new AwsError(
    "SessionDurationEscalationException",
    "The requested token duration would extend the session beyond its original expiration time.",
  );
