// iam:ListUserPolicies. https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListUserPolicies.html
import type { ListUserPoliciesRequest, ListUserPoliciesResponse } from "@aws-sdk/client-iam";
import type { Operation } from "../operation.ts";
import { userPolicies } from "../store/users.ts";
import { existingUserName, marker, maxItems } from "./constraints.ts";
import { existingUser, onUser } from "./users.ts";

export const listUserPolicies: Operation<ListUserPoliciesRequest, ListUserPoliciesResponse> = {
  takes: ["UserName", "Marker", "MaxItems"],
  constraints: { UserName: existingUserName, Marker: marker, MaxItems: maxItems },

  requires: ({ UserName = "" }, call) => [onUser("iam:ListUserPolicies", UserName, call)],

  /** The marker is the last name of the page before. */
  handle({ UserName = "", Marker = "", MaxItems = 100 }, call) {
    const user = existingUser(call, UserName);
    const names = [...userPolicies(call.account.store, user.id).keys()].filter((name) => name > Marker);
    const page = names.slice(0, MaxItems);
    const more = names.length > MaxItems ? page.at(-1) : undefined;
    return {
      PolicyNames: page,
      IsTruncated: more !== undefined,
      ...(more !== undefined && { Marker: more }),
    };
  },
};
