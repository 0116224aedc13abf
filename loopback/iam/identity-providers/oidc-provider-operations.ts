// The operations on OpenID Connect providers, except on their tags.
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetOpenIDConnectProvider.html
import type * as sdk from "@aws-sdk/client-iam";
import { AwsError } from "../../aws-error.ts";
import type { AnyOperation, Operation } from "../../operation.ts";
import { deleteOidcProvider, oidcProviders, putOidcProvider } from "../../store/oidc-provider.ts";
import { policyArn } from "../constraints.ts";
import {
  existingOidcProvider,
  oidcProviderArn,
  oidcProviderWithArn,
  onOidcProvider,
} from "../entities/oidc-provider.ts";
import { tagList } from "../entities/tag.ts";
import {
  clientId,
  createOidcProvider,
  fewThumbprints,
  thumbprints,
  withinQuota,
} from "./create-open-id-connect-provider.ts";

const named = { OpenIDConnectProviderArn: policyArn };

const get: Operation<sdk.GetOpenIDConnectProviderRequest, sdk.GetOpenIDConnectProviderResponse> = {
  takes: ["OpenIDConnectProviderArn"],
  constraints: named,
  requires: ({ OpenIDConnectProviderArn = "" }, call) => [
    onOidcProvider("iam:GetOpenIDConnectProvider", OpenIDConnectProviderArn, call),
  ],

  handle({ OpenIDConnectProviderArn = "" }, call) {
    const provider = existingOidcProvider(call, OpenIDConnectProviderArn);
    return {
      Url: provider.url,
      ClientIDList: [...provider.clients],
      ThumbprintList: [...provider.thumbprints],
      CreateDate: new Date(provider.created),
      Tags: tagList(provider.tags),
    };
  },
};

const list: Operation<object, sdk.ListOpenIDConnectProvidersResponse> = {
  takes: [],
  requires: () => [{ action: "iam:ListOpenIDConnectProviders", resource: "*" }],
  handle: (_input, { account }) => ({
    OpenIDConnectProviderList: oidcProviders(account.store).map(({ url }) => ({
      Arn: oidcProviderArn(account, url),
    })),
  }),
};

const remove: Operation<sdk.DeleteOpenIDConnectProviderRequest, void> = {
  takes: ["OpenIDConnectProviderArn"],
  constraints: named,
  requires: ({ OpenIDConnectProviderArn = "" }, call) => [
    onOidcProvider("iam:DeleteOpenIDConnectProvider", OpenIDConnectProviderArn, call),
  ],

  handle({ OpenIDConnectProviderArn: arn = "" }, { account }) {
    const provider = oidcProviderWithArn(account, arn);
    if (provider === undefined) {
      throw new AwsError("NoSuchEntity", `OpenId connect Provider ${arn} cannot be found.`);
    }
    deleteOidcProvider(account.store, provider.url);
  },
};

/** AddClientIDTo… and RemoveClientIDFrom…: both may be called twice. */
const changeClients = (
  name: string,
  change: (clients: readonly string[], client: string) => string[],
): Operation<sdk.AddClientIDToOpenIDConnectProviderRequest, void> => ({
  takes: ["OpenIDConnectProviderArn", "ClientID"],
  constraints: { ...named, ClientID: clientId },
  requires: ({ OpenIDConnectProviderArn = "" }, call) => [
    onOidcProvider(`iam:${name}`, OpenIDConnectProviderArn, call),
  ],

  handle({ OpenIDConnectProviderArn = "", ClientID = "" }, call) {
    const provider = existingOidcProvider(call, OpenIDConnectProviderArn);
    const clients = withinQuota(change(provider.clients, ClientID));
    putOidcProvider(call.account.store, { ...provider, clients });
  },
});

const updateThumbprints: Operation<sdk.UpdateOpenIDConnectProviderThumbprintRequest, void> = {
  takes: ["OpenIDConnectProviderArn", "ThumbprintList"],
  constraints: { ...named, ThumbprintList: thumbprints },
  requires: ({ OpenIDConnectProviderArn = "" }, call) => [
    onOidcProvider("iam:UpdateOpenIDConnectProviderThumbprint", OpenIDConnectProviderArn, call),
  ],

  handle({ OpenIDConnectProviderArn = "", ThumbprintList = [] }, call) {
    const provider = existingOidcProvider(call, OpenIDConnectProviderArn);
    putOidcProvider(call.account.store, { ...provider, thumbprints: fewThumbprints(ThumbprintList) });
  },
};

const added = "AddClientIDToOpenIDConnectProvider";
const removed = "RemoveClientIDFromOpenIDConnectProvider";

export const oidcProviderOperations: Readonly<Record<string, AnyOperation>> = {
  [added]: changeClients(added, (clients, client) => [...new Set([...clients, client])]),
  [removed]: changeClients(removed, (clients, client) => clients.filter((one) => one !== client)),
  CreateOpenIDConnectProvider: createOidcProvider,
  DeleteOpenIDConnectProvider: remove,
  GetOpenIDConnectProvider: get,
  ListOpenIDConnectProviders: list,
  UpdateOpenIDConnectProviderThumbprint: updateThumbprints,
};
