// iam:GetAccessKeyLastUsed: when, where and for which service a key last signed.
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccessKeyLastUsed.html
import type { GetAccessKeyLastUsedRequest, GetAccessKeyLastUsedResponse } from "@aws-sdk/client-iam";
import { rootArn } from "../../../policy/arn.ts";
import { AwsError } from "../../aws-error.ts";
import type { Operation } from "../../operation.ts";
import { accessKey, userWithId } from "../../store/user.ts";
import { accessKeyId } from "../constraints.ts";
import { onUser } from "../entities/user.ts";

export const getAccessKeyLastUsed: Operation<GetAccessKeyLastUsedRequest, GetAccessKeyLastUsedResponse> = {
  takes: ["AccessKeyId"],
  constraints: { AccessKeyId: accessKeyId },

  requires({ AccessKeyId = "" }, call) {
    const { store } = call.account;
    const key = accessKey(store, AccessKeyId);
    if (key?.user === call.account.id)
      return [{ action: "iam:GetAccessKeyLastUsed", resource: rootArn(call.account.id) }];
    const user = key && userWithId(store, key.user);
    if (user !== undefined) return [onUser("iam:GetAccessKeyLastUsed", user.name, call)];
    const caller = "arn" in call.caller.principal ? call.caller.principal.arn : "anonymous";
    throw new AwsError(
      "AccessDenied",
      `User: ${caller} is not authorized to perform iam:GetAccessKeyLastUsed on resource: access key ${AccessKeyId}`,
    );
  },

  handle({ AccessKeyId = "" }, { account: { store } }) {
    const key = accessKey(store, AccessKeyId);
    const user = key && userWithId(store, key.user);
    const used = key?.last_used;
    return {
      ...(user && { UserName: user.name }),
      AccessKeyLastUsed: {
        ...(typeof used === "number" && { LastUsedDate: new Date(used) }),
        ServiceName: key?.last_service ?? "N/A",
        Region: key?.last_region ?? "N/A",
      } as GetAccessKeyLastUsedResponse["AccessKeyLastUsed"],
    };
  },
};
