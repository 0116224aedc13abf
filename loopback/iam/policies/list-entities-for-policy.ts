// iam:ListEntitiesForPolicy: who has a managed policy, attached or as boundary.
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListEntitiesForPolicy.html
import type { ListEntitiesForPolicyRequest, ListEntitiesForPolicyResponse } from "@aws-sdk/client-iam";
import type { Call, Operation } from "../../operation.ts";
import { type AttachedEntity, attachedTo, boundedBy } from "../../store/attachment.ts";
import { paging, path as pathConstraint, policyArn } from "../constraints.ts";
import { type Entity, entityTypes } from "../entities/entity.ts";
import { attachable, onPolicy } from "../entities/managed-policy.ts";
import { pageOf } from "../page.ts";

export const listEntitiesForPolicy: Operation<ListEntitiesForPolicyRequest, ListEntitiesForPolicyResponse> = {
  takes: ["PolicyArn", "EntityFilter", "PathPrefix", "PolicyUsageFilter", "Marker", "MaxItems"],
  constraints: {
    PolicyArn: policyArn,
    EntityFilter: { values: ["User", "Role", "Group", "LocalManagedPolicy", "AWSManagedPolicy"] },
    PathPrefix: pathConstraint,
    PolicyUsageFilter: { values: ["PermissionsPolicy", "PermissionsBoundary"] },
    ...paging,
  },
  requires: ({ PolicyArn = "" }, call) => [onPolicy("iam:ListEntitiesForPolicy", PolicyArn, call)],

  handle(input, call) {
    const { PathPrefix = "/", EntityFilter } = input;
    const found = havers(input, call).filter(
      ({ kind, path }) =>
        path.startsWith(PathPrefix) && (EntityFilter === undefined || EntityFilter === kind),
    );
    const { items, ...rest } = pageOf(found, input, ({ kind, name }) => `${kind} ${name}`);
    const of = (wanted: string) => items.filter(({ kind }) => kind === wanted);
    return {
      PolicyGroups: of("Group").map(({ name, id }) => ({ GroupName: name, GroupId: id })),
      PolicyUsers: of("User").map(({ name, id }) => ({ UserName: name, UserId: id })),
      PolicyRoles: of("Role").map(({ name, id }) => ({ RoleName: name, RoleId: id })),
      ...rest,
    };
  },
};

/** Each entity once, though it may have the policy in both ways. */
function havers(
  { PolicyArn = "", PolicyUsageFilter: usage }: ListEntitiesForPolicyRequest,
  call: Call,
): (Entity & Pick<AttachedEntity, "kind">)[] {
  const { store } = call.account;
  const { arn } = attachable(call, PolicyArn);
  const attached = usage === "PermissionsBoundary" ? [] : attachedTo(store, arn);
  const bounded = usage === "PermissionsPolicy" ? [] : boundedBy(store, arn);
  const kinds = new Map([...attached, ...bounded].map(({ entity, kind }) => [entity, kind]));
  return [...kinds].flatMap(([id, kind]) => {
    const entity = entityTypes.find((type) => type.kind === kind)?.withId(store, id);
    return entity === undefined ? [] : [{ ...entity, kind }];
  });
}
