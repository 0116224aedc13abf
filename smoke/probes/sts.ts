// The probes of STS. STS keeps nothing that it hands out. Sessions and tokens live for the least time, unused.
import {
  DecodeAuthorizationMessageCommand,
  GetAccessKeyInfoCommand,
  GetCallerIdentityCommand,
  GetSessionTokenCommand,
  GetWebIdentityTokenCommand,
} from "@aws-sdk/client-sts";
import { federate } from "../../broker/federate.ts";
import type { Probe } from "./probe.ts";

const getCallerIdentity: Probe = {
  action: "sts:GetCallerIdentity",
  takes: ["identity"],
  harmless: "a read, which needs no permission and works even under an explicit deny",
  passes: [],
  everyoneMay: true,
  async call({ sts }) {
    const { Arn } = await sts.send(new GetCallerIdentityCommand({}));
    return { genuine: Arn?.startsWith("arn:") === true, shows: Arn === undefined ? [] : [Arn] };
  },
};

const getFederationToken: Probe = {
  action: "sts:GetFederationToken",
  takes: ["federated user"],
  harmless: "STS keeps nothing; the session has no policy, so it can do nothing, and it is thrown away",
  passes: [],
  // An operator in CI is often a role's session, which may not federate either.
  brokerMay: true,
  async call({ sts }, { name }) {
    const { federatedUserArn } = await federate(sts, { name, durationSeconds: 900 });
    return { genuine: true, shows: [federatedUserArn] };
  },
};

const tagSession: Probe = {
  action: "sts:TagSession",
  takes: ["federated user"],
  harmless: getFederationToken.harmless,
  passes: [],
  // AWS checks it together with sts:GetFederationToken, and names the one of the two that is not allowed.
  operation: "GetFederationToken",
  sends: { tags: "must" },
  async call({ sts }, { name }, _, { tags } = {}) {
    const request = { name, durationSeconds: 900, ...(tags === undefined ? {} : { tags }) };
    const { federatedUserArn } = await federate(sts, request);
    return { genuine: true, shows: [federatedUserArn] };
  },
};

const getSessionToken: Probe = {
  action: "sts:GetSessionToken",
  takes: ["identity"],
  harmless: "STS keeps nothing, and the session is thrown away; every user may ask for one",
  passes: [],
  brokerMay: true,
  async call({ sts }) {
    const { Credentials } = await sts.send(new GetSessionTokenCommand({ DurationSeconds: 900 }));
    return { genuine: Credentials?.SessionToken !== undefined, shows: [] };
  },
};

const getAccessKeyInfo: Probe = {
  action: "sts:GetAccessKeyInfo",
  takes: ["account"],
  harmless: "a read",
  passes: [],
  async call({ sts }, _, { broker }) {
    const { accessKeyId } = broker.credentials;
    const { Account } = await sts.send(new GetAccessKeyInfoCommand({ AccessKeyId: accessKeyId }));
    return { genuine: Account !== undefined, shows: [] };
  },
};

const decodeAuthorizationMessage: Probe = {
  action: "sts:DecodeAuthorizationMessage",
  takes: ["account"],
  harmless: "a read, of a text that is not such a message",
  passes: ["InvalidAuthorizationMessageException"],
  async call({ sts }) {
    const EncodedMessage = "federation-broker-probe";
    const answer = await sts.send(new DecodeAuthorizationMessageCommand({ EncodedMessage }));
    return { genuine: answer.DecodedMessage !== undefined, shows: [] };
  },
};

const getWebIdentityToken: Probe = {
  action: "sts:GetWebIdentityToken",
  takes: ["identity"],
  harmless: "STS keeps nothing, and the token is for an audience that does not exist; it is thrown away",
  passes: ["OutboundWebIdentityFederationDisabled", "OutboundWebIdentityFederationDisabledException"],
  context: {
    "sts:IdentityTokenAudience": ["federation-broker-probe"],
    "sts:SigningAlgorithm": "ES384",
    "sts:DurationSeconds": "60",
  },
  async call({ sts }) {
    const { WebIdentityToken } = await sts.send(
      new GetWebIdentityTokenCommand({
        Audience: ["federation-broker-probe"],
        SigningAlgorithm: "ES384",
        DurationSeconds: 60,
      }),
    );
    return { genuine: WebIdentityToken !== undefined, shows: [] };
  },
};

export const stsProbes: readonly Probe[] = [
  getCallerIdentity,
  getFederationToken,
  tagSession,
  getSessionToken,
  getAccessKeyInfo,
  decodeAuthorizationMessage,
  getWebIdentityToken,
];
