// sts:GetCallerIdentity: who signed. https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
import type { GetCallerIdentityRequest, GetCallerIdentityResponse } from "@aws-sdk/client-sts";
import type { Account } from "../account.ts";
import type { Call, Operation } from "../operation.ts";
import type { Caller } from "../signature/caller.ts";

export const getCallerIdentity: Operation<GetCallerIdentityRequest, GetCallerIdentityResponse> = {
  takes: [],
  requires: () => [{ action: "sts:GetCallerIdentity", resource: "*" }],

  handle(_input, { account, caller }: Call) {
    if (!("arn" in caller.principal)) throw new Error("GetCallerIdentity was reached without a signature.");
    return { Account: account.id, Arn: caller.principal.arn, UserId: userId(caller, account) };
  },
};

/** Sessions of GetSessionToken have the id of their user. */
function userId({ session, user, role }: Caller, { id }: Account): string {
  if (session?.type === "FederatedUser") return `${id}:${session.name}`;
  if (session?.type === "AssumedRole") return `${role?.id}:${session.name}`;
  return user?.id ?? id;
}
