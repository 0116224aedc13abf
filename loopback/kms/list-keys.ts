// kms:ListKeys. https://docs.aws.amazon.com/kms/latest/APIReference/API_ListKeys.html
import type { ListKeysRequest } from "@aws-sdk/client-kms";
import type { Operation } from "../operation.ts";
import { keyArn, liveKeys } from "./key.ts";
import { pageConstraints, pageMembers, pageOf } from "./page.ts";
import { onNothing } from "./requirement.ts";

export const listKeys: Operation<ListKeysRequest, object> = {
  takes: pageMembers,
  constraints: pageConstraints(),

  requires: () => [onNothing("kms:ListKeys")],

  handle(input, { account }) {
    const { items, more } = pageOf(liveKeys(account), input, ({ id }) => id);
    return { Keys: items.map(({ id }) => ({ KeyId: id, KeyArn: keyArn(account, id) })), ...more };
  },
};
