// iam:ListUsers. https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListUsers.html
import type { ListUsersRequest, ListUsersResponse } from "@aws-sdk/client-iam";
import { userArn } from "../../../policy/arn.ts";
import type { Operation } from "../../operation.ts";
import { allUsers } from "../../store/user.ts";
import { paging, pathPrefix } from "../constraints.ts";
import { userShape } from "../entities/user.ts";
import { pageByName } from "../page.ts";

export const listUsers: Operation<ListUsersRequest, ListUsersResponse> = {
  takes: ["PathPrefix", "Marker", "MaxItems"],
  constraints: { PathPrefix: pathPrefix, ...paging },

  requires: ({ PathPrefix = "/" }, { account: { id } }) => [
    { action: "iam:ListUsers", resource: userArn(id, PathPrefix, "") },
  ],

  /** Tags and boundaries are not shown in lists. */
  handle({ PathPrefix = "/", ...page }, call) {
    const found = allUsers(call.account.store).filter(({ path }) => path.startsWith(PathPrefix));
    const { items, ...rest } = pageByName(found, page);
    return { Users: items.map((user) => userShape(user, call, false)), ...rest };
  },
};
