// iam:ListAccessKeys. https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAccessKeys.html
import type { ListAccessKeysRequest, ListAccessKeysResponse } from "@aws-sdk/client-iam";
import type { Operation } from "../../operation.ts";
import { accessKeysOf } from "../../store/user.ts";
import { existingUserName, paging } from "../constraints.ts";
import { existingUser, namedOrCaller, onUser } from "../entities/user.ts";
import { pageOf } from "../page.ts";

export const listAccessKeys: Operation<ListAccessKeysRequest, ListAccessKeysResponse> = {
  takes: ["UserName", "Marker", "MaxItems"],
  constraints: { UserName: existingUserName, ...paging },

  requires: ({ UserName }, call) => [onUser("iam:ListAccessKeys", UserName, call)],

  handle({ UserName, ...page }, call) {
    const user = existingUser(call, namedOrCaller(call, UserName));
    const keys = accessKeysOf(call.account.store, user.id);
    const { items, ...rest } = pageOf(keys, page, ({ created, id }) => `${created} ${id}`);
    return {
      AccessKeyMetadata: items.map(({ id, status, created }) => ({
        UserName: user.name,
        AccessKeyId: id,
        Status: status,
        CreateDate: new Date(created),
      })),
      ...rest,
    };
  },
};
