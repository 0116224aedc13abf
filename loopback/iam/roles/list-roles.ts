// iam:ListRoles. https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoles.html
import type { ListRolesRequest, ListRolesResponse } from "@aws-sdk/client-iam";
import { roleArn } from "../../../policy/arn.ts";
import type { Operation } from "../../operation.ts";
import { allRoles } from "../../store/role.ts";
import { paging, pathPrefix } from "../constraints.ts";
import { roleShape, settings } from "../entities/role.ts";
import { pageOf } from "../page.ts";

export const listRoles: Operation<ListRolesRequest, ListRolesResponse> = {
  takes: ["PathPrefix", "Marker", "MaxItems"],
  constraints: { PathPrefix: pathPrefix, ...paging },

  requires: ({ PathPrefix = "/" }, { account: { id } }) => [
    { action: "iam:ListRoles", resource: roleArn(id, PathPrefix, "") },
  ],

  handle(input, call) {
    const { PathPrefix = "/" } = input;
    const roles = allRoles(call.account.store).filter(({ path }) => path.startsWith(PathPrefix));
    const { items, ...rest } = pageOf(roles, input, ({ name }) => name);
    return { Roles: items.map((role) => ({ ...roleShape(role, call), ...settings(role) })), ...rest };
  },
};
