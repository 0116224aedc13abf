// iam:EnableOutboundWebIdentityFederation, Disable… and Get…Info: whether GetWebIdentityToken issues tokens.
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_EnableOutboundWebIdentityFederation.html
import { generateKeyPairSync } from "node:crypto";
import type {
  EnableOutboundWebIdentityFederationResponse,
  GetOutboundWebIdentityFederationInfoResponse,
} from "@aws-sdk/client-iam";
import type { Account } from "../../account.ts";
import { AwsError } from "../../aws-error.ts";
import type { AnyOperation, Operation } from "../../operation.ts";
import { putTokenIssuer, type TokenIssuer, tokenIssuer } from "../../store/token-issuer.ts";

const pem = { type: "pkcs8", format: "pem" } as const;

const enable: Operation<object, EnableOutboundWebIdentityFederationResponse> = {
  takes: [],
  requires: () => [{ action: "iam:EnableOutboundWebIdentityFederation", resource: "*" }],

  handle(_input, { account }) {
    const known = tokenIssuer(account.store);
    if (known?.enabled) {
      throw new AwsError("FeatureEnabled", "Outbound web identity federation is already enabled.");
    }
    const issuer = { ...(known ?? newIssuer(account)), enabled: true };
    putTokenIssuer(account.store, issuer);
    return { IssuerIdentifier: issuer.url };
  },
};

const disable: Operation = {
  takes: [],
  requires: () => [{ action: "iam:DisableOutboundWebIdentityFederation", resource: "*" }],

  /** Tokens that were issued before stay valid until they expire. */
  handle(_input, { account }) {
    const issuer = enabledIssuer(account);
    putTokenIssuer(account.store, { ...issuer, enabled: false });
  },
};

const info: Operation<object, GetOutboundWebIdentityFederationInfoResponse> = {
  takes: [],
  requires: () => [{ action: "iam:GetOutboundWebIdentityFederationInfo", resource: "*" }],

  handle: (_input, { account }) => ({
    IssuerIdentifier: enabledIssuer(account).url,
    JwtVendingEnabled: true,
  }),
};

export const outboundWebIdentityFederationOperations: Readonly<Record<string, AnyOperation>> = {
  EnableOutboundWebIdentityFederation: enable,
  DisableOutboundWebIdentityFederation: disable,
  GetOutboundWebIdentityFederationInfo: info,
};

function enabledIssuer({ store }: Account): TokenIssuer {
  const issuer = tokenIssuer(store);
  if (issuer?.enabled) return issuer;
  throw new AwsError("FeatureDisabled", "Outbound web identity federation is not enabled.");
}

function newIssuer({ random }: Account): TokenIssuer {
  const hex = random(16).toString("hex");
  const id = [8, 12, 16, 20, 32].map((end, index) => hex.slice([0, 8, 12, 16, 20][index], end)).join("-");
  const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const ec = generateKeyPairSync("ec", { namedCurve: "P-384" });
  return {
    url: `https://${id}.tokens.sts.global.api.aws`,
    enabled: true,
    rsa: rsa.privateKey.export(pem).toString(),
    ec: ec.privateKey.export(pem).toString(),
  };
}
