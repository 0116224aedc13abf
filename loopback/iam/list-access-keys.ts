// iam:ListAccessKeys. https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAccessKeys.html
import type { ListAccessKeysRequest, ListAccessKeysResponse } from "@aws-sdk/client-iam";
import type { Operation } from "../operation.ts";
import { accessKeysOf } from "../store/users.ts";
import { existingUserName, marker, maxItems } from "./constraints.ts";
import { existingUser, namedOrCaller, onUser } from "./users.ts";

export const listAccessKeys: Operation<ListAccessKeysRequest, ListAccessKeysResponse> = {
  takes: ["UserName", "Marker", "MaxItems"],
  constraints: { UserName: existingUserName, Marker: marker, MaxItems: maxItems },

  requires: ({ UserName }, call) => [onUser("iam:ListAccessKeys", UserName, call)],

  /** A user holds two keys at most: there is only ever one page, unless MaxItems is 1. */
  handle({ UserName, Marker, MaxItems = 100 }, call) {
    const user = existingUser(call, namedOrCaller(call, UserName));
    const keys = accessKeysOf(call.account.store, user.id);
    const start = Marker === undefined ? 0 : keys.findIndex(({ id }) => id === Marker) + 1;
    const page = keys.slice(start, start + MaxItems);
    const more = start + MaxItems < keys.length ? page.at(-1)?.id : undefined;
    return {
      AccessKeyMetadata: page.map(({ id, status, created }) => ({
        UserName: user.name,
        AccessKeyId: id,
        Status: status,
        CreateDate: new Date(created),
      })),
      IsTruncated: more !== undefined,
      ...(more !== undefined && { Marker: more }),
    };
  },
};
