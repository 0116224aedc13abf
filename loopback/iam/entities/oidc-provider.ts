// OpenID Connect providers as IAM's operations see them: found or NoSuchEntity, named by ARN.
import { formatArn } from "../../../policy/arn.ts";
import type { RequestContext } from "../../../policy/authorization-request.ts";
import type { Account } from "../../account.ts";
import { keyPerTag } from "../../authorization/request-tags.ts";
import { AwsError } from "../../aws-error.ts";
import type { Call, Requirement } from "../../operation.ts";
import { type OidcProvider, oidcProvider } from "../../store/oidc-provider.ts";

export const oidcProviderArn = ({ id, partition }: Account, url: string): string =>
  formatArn({ partition, service: "iam", region: "", account: id, resource: `oidc-provider/${url}` });

/** The provider of this account that an ARN names. */
export function oidcProviderWithArn(account: Account, arn: string): OidcProvider | undefined {
  const prefix = oidcProviderArn(account, "");
  return arn.startsWith(prefix) ? oidcProvider(account.store, arn.slice(prefix.length)) : undefined;
}

/** @throws AwsError NoSuchEntity when there is no such provider. */
export function existingOidcProvider({ account }: Pick<Call, "account">, arn: string): OidcProvider {
  const provider = oidcProviderWithArn(account, arn);
  if (provider !== undefined) return provider;
  throw new AwsError("NoSuchEntity", `OpenIDConnect Provider not found for arn ${arn}`);
}

export function onOidcProvider(
  action: string,
  arn: string,
  { account }: Pick<Call, "account">,
  context: RequestContext = {},
): Requirement {
  const own = keyPerTag("aws:ResourceTag/", oidcProviderWithArn(account, arn)?.tags ?? {});
  return { action, resource: arn, context: { ...own, ...context } };
}
