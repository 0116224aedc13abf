// iam:ListAccessKeys. https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAccessKeys.html
import type { ListAccessKeysRequest, ListAccessKeysResponse } from "@aws-sdk/client-iam";
import type { Operation } from "../../operation.ts";
import { accessKeysOf } from "../../store/user.ts";
import { existingUserName, paging } from "../constraints.ts";
import { keyHolder, onKeyHolder } from "../entities/key-holder.ts";
import { pageOf } from "../page.ts";

export const listAccessKeys: Operation<ListAccessKeysRequest, ListAccessKeysResponse> = {
  takes: ["UserName", "Marker", "MaxItems"],
  constraints: { UserName: existingUserName, ...paging },

  requires: ({ UserName }, call) => [onKeyHolder("iam:ListAccessKeys", UserName, call)],

  handle({ UserName, ...page }, call) {
    const holder = keyHolder(call, UserName);
    const keys = accessKeysOf(call.account.store, holder.id);
    const { items, ...rest } = pageOf(keys, page, ({ created, id }) => `${created} ${id}`);
    return {
      AccessKeyMetadata: items.map(({ id, status, created }) => ({
        ...holder.shown,
        AccessKeyId: id,
        Status: status,
        CreateDate: new Date(created),
      })),
      ...rest,
    };
  },
};
