// sts:GetCallerIdentity: who signed. https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
import type { GetCallerIdentityRequest, GetCallerIdentityResponse } from "@aws-sdk/client-sts";
import type { Call, Operation } from "../operation.ts";

export const getCallerIdentity: Operation<GetCallerIdentityRequest, GetCallerIdentityResponse> = {
  takes: [],
  requires: () => [{ action: "sts:GetCallerIdentity", resource: "*" }],

  handle(_input, { account, caller }: Call) {
    const { principal, session, user } = caller;
    if (!("arn" in principal)) throw new Error("GetCallerIdentity was reached without a signature.");
    const userId = session === undefined ? (user?.id ?? account.id) : `${account.id}:${session.name}`;
    return { Account: account.id, Arn: principal.arn, UserId: userId };
  },
};
