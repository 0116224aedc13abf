// iam:ListUsers. https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListUsers.html
import type { ListUsersRequest, ListUsersResponse } from "@aws-sdk/client-iam";
import { formatArn } from "../../policy/arn.ts";
import type { Operation } from "../operation.ts";
import { usersUnder } from "../store/users.ts";
import { marker, maxItems, pathPrefix } from "./constraints.ts";
import { userShape } from "./users.ts";

export const listUsers: Operation<ListUsersRequest, ListUsersResponse> = {
  takes: ["PathPrefix", "Marker", "MaxItems"],
  constraints: { PathPrefix: pathPrefix, Marker: marker, MaxItems: maxItems },

  requires: ({ PathPrefix = "/" }, { account: { id, partition } }) => [
    {
      action: "iam:ListUsers",
      resource: formatArn({
        partition,
        service: "iam",
        region: "",
        account: id,
        resource: `user${PathPrefix}`,
      }),
    },
  ],

  /** The marker is the last name of the page before. */
  handle({ PathPrefix = "/", Marker = "", MaxItems = 100 }, call) {
    const found = usersUnder(call.account.store, PathPrefix, Marker, MaxItems + 1);
    const page = found.slice(0, MaxItems);
    const more = found.length > MaxItems ? page.at(-1)?.name : undefined;
    return {
      Users: page.map((user) => userShape(user, call)),
      IsTruncated: more !== undefined,
      ...(more !== undefined && { Marker: more }),
    };
  },
};
