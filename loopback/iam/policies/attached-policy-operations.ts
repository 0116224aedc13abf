// Attach, Detach and ListAttached of managed policies, the same for users, groups and roles.
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachUserPolicy.html
import { parseArn } from "../../../policy/arn.ts";
import { AwsError } from "../../aws-error.ts";
import type { AnyOperation, Call, Operation, Requirement } from "../../operation.ts";
import { attachedPolicies, attachPolicy, detachPolicy } from "../../store/attachment.ts";
import { paging, policyArn, policyPath } from "../constraints.ts";
import { type EntityType, existing, onEntity } from "../entities/entity.ts";
import { attachable, requirePolicyArn } from "../entities/managed-policy.ts";
import { boundaryContext } from "../entities/permissions-boundary.ts";
import { pageOf } from "../page.ts";

/** Managed policies that a user, group or role may have. */
const quota = 10;

interface Input {
  readonly UserName?: string;
  readonly GroupName?: string;
  readonly RoleName?: string;
  readonly PolicyArn?: string;
  readonly PathPrefix?: string;
  readonly Marker?: string;
  readonly MaxItems?: number;
}

/** The three operations for one kind of entity. */
export const attachedPolicyOperations = (type: EntityType): Readonly<Record<string, AnyOperation>> => ({
  [`Attach${type.kind}Policy`]: attach(type),
  [`Detach${type.kind}Policy`]: detach(type),
  [`ListAttached${type.kind}Policies`]: list(type),
});

const attach = (type: EntityType): Operation<Input, void> => ({
  takes: [type.member, "PolicyArn"],
  constraints: { [type.member]: type.managedConstraint, PolicyArn: policyArn },
  requires: (input, call) => [changing(type, `iam:Attach${type.kind}Policy`, input, call)],

  handle(input, call) {
    const { store } = call.account;
    const entity = existing(type, call, input[type.member] ?? "");
    const { arn } = attachable(call, input.PolicyArn ?? "");
    const others = attachedPolicies(store, entity.id).filter((attached) => attached.arn !== arn);
    if (others.length >= quota)
      throw new AwsError("LimitExceeded", `Cannot exceed quota for PoliciesPer${type.kind}: ${quota}`);
    attachPolicy(store, type.kind, entity.id, arn);
  },
});

const detach = (type: EntityType): Operation<Input, void> => ({
  takes: [type.member, "PolicyArn"],
  constraints: { [type.member]: type.managedConstraint, PolicyArn: policyArn },
  requires: (input, call) => [changing(type, `iam:Detach${type.kind}Policy`, input, call)],

  handle(input, call) {
    const { PolicyArn = "" } = input;
    const entity = existing(type, call, input[type.member] ?? "");
    if (detachPolicy(call.account.store, entity.id, PolicyArn)) return;
    throw new AwsError("NoSuchEntity", `Policy ${PolicyArn} was not found.`);
  },
});

const list = (type: EntityType): Operation<Input, object> => ({
  takes: [type.member, "PathPrefix", "Marker", "MaxItems"],
  constraints: { [type.member]: type.managedConstraint, PathPrefix: policyPath, ...paging },
  requires: (input, call) => [
    onEntity(type, `iam:ListAttached${type.kind}Policies`, input[type.member] ?? "", call),
  ],

  handle(input, call) {
    const { PathPrefix = "/" } = input;
    const entity = existing(type, call, input[type.member] ?? "");
    const attached = attachedPolicies(call.account.store, entity.id).filter(({ path }) =>
      path.startsWith(PathPrefix),
    );
    const { items, ...rest } = pageOf(
      attached,
      input,
      ({ name, arn }) => `${name} ${parseArn(arn)?.account}`,
    );
    return {
      AttachedPolicies: items.map(({ arn, name }) => ({ PolicyArn: arn, PolicyName: name })),
      ...rest,
    };
  },
});

function changing(type: EntityType, action: string, input: Input, call: Call): Requirement {
  const { PolicyArn = "" } = input;
  requirePolicyArn(PolicyArn);
  const name = input[type.member] ?? "";
  return onEntity(type, action, name, call, {
    ...boundaryContext(type, name, call),
    "iam:PolicyARN": PolicyArn,
  });
}
