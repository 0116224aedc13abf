// iam:CreateOpenIDConnectProvider.
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateOpenIDConnectProvider.html
import type {
  CreateOpenIDConnectProviderRequest,
  CreateOpenIDConnectProviderResponse,
} from "@aws-sdk/client-iam";
import { timestamp } from "../../account.ts";
import { requestTags, tagContext } from "../../authorization/request-tags.ts";
import { AwsError } from "../../aws-error.ts";
import type { Operation } from "../../operation.ts";
import { oidcProvider, putOidcProvider } from "../../store/oidc-provider.ts";
import { tags } from "../constraints.ts";
import { oidcProviderArn } from "../entities/oidc-provider.ts";
import { tagList } from "../entities/tag.ts";

const clientQuota = 100;
const thumbprintQuota = 5;
export const clientId = { min: 1, max: 255 };
export const thumbprints = { item: { min: 40, max: 40 } };

/**
 * Certificates are not checked: the loopback fetches no keys. A provider without thumbprints, for which AWS would
 * fetch one, is accepted as it is.
 */
export const createOidcProvider: Operation<
  CreateOpenIDConnectProviderRequest,
  CreateOpenIDConnectProviderResponse
> = {
  takes: ["Url", "ClientIDList", "ThumbprintList", "Tags"],
  constraints: {
    Url: { min: 1, max: 255 },
    ClientIDList: { item: clientId },
    ThumbprintList: thumbprints,
    Tags: tags,
  },

  requires({ Url = "", Tags }, { account }) {
    const resource = oidcProviderArn(account, withoutScheme(Url));
    const sent = requestTags(Tags, "InvalidInput", "exact");
    const context = tagContext(sent);
    const action = "iam:CreateOpenIDConnectProvider";
    const tagging = { action: "iam:TagOpenIDConnectProvider", resource, context };
    return [{ action, resource, context }, ...(Object.keys(sent).length === 0 ? [] : [tagging])];
  },

  handle({ Url = "", ClientIDList = [], ThumbprintList = [], Tags }, { account }) {
    const url = withoutScheme(Url);
    if (oidcProvider(account.store, url) !== undefined) {
      throw new AwsError("EntityAlreadyExists", `Provider with url ${Url} already exists.`);
    }
    const sent = requestTags(Tags, "InvalidInput", "exact");
    putOidcProvider(account.store, {
      ...{ url, created: timestamp(account), tags: sent },
      ...{ clients: withinQuota(ClientIDList), thumbprints: fewThumbprints(ThumbprintList) },
    });
    const OpenIDConnectProviderArn = oidcProviderArn(account, url);
    return { OpenIDConnectProviderArn, ...(Object.keys(sent).length > 0 && { Tags: tagList(sent) }) };
  },
};

/** @throws AwsError ValidationError for a text that is no https address. */
function withoutScheme(url: string): string {
  const rest = /^https:\/\/([A-Za-z0-9][A-Za-z0-9.-]*(?:\/[^?#\s]*)?)$/.exec(url)?.[1];
  if (rest !== undefined) return rest.replace(/\/$/, "");
  throw new AwsError("ValidationError", "Invalid Open ID Connect Provider URL");
}

/** @throws AwsError LimitExceeded for too many clients. */
export function withinQuota(clients: readonly string[]): readonly string[] {
  if (clients.length <= clientQuota) return clients;
  throw new AwsError(
    "LimitExceeded",
    `Cannot exceed quota for ClientIdsPerOpenIdConnectProvider: ${clientQuota}`,
  );
}

/** @throws AwsError InvalidInput for too many thumbprints. */
export function fewThumbprints(list: readonly string[]): readonly string[] {
  if (list.length <= thumbprintQuota) return list;
  throw new AwsError("InvalidInput", "Thumbprint list must contain fewer than 5 entries.");
}
