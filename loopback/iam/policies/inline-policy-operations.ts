// Put, Get, Delete and List of inline policies, the same for users, groups and roles.
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutUserPolicy.html

import { policySize } from "../../../policy/language/quota.ts";
import { requirePolicy } from "../../authorization/require-policy.ts";
import { AwsError } from "../../aws-error.ts";
import type { AnyOperation, Call, Operation } from "../../operation.ts";
import { deleteInlinePolicy, inlinePolicies, putInlinePolicy } from "../../store/inline-policy.ts";
import { paging, policyDocument, policyName } from "../constraints.ts";
import { type EntityType, existing, onEntity } from "../entities/entity.ts";
import { boundaryContext } from "../entities/permissions-boundary.ts";
import { pageOf } from "../page.ts";

interface Input {
  readonly UserName?: string;
  readonly GroupName?: string;
  readonly RoleName?: string;
  readonly PolicyName?: string;
  readonly PolicyDocument?: string;
  readonly Marker?: string;
  readonly MaxItems?: number;
}

/** The four operations for one kind of entity. */
export const inlinePolicyOperations = (type: EntityType): Readonly<Record<string, AnyOperation>> => ({
  [`Put${type.kind}Policy`]: put(type),
  [`Get${type.kind}Policy`]: get(type),
  [`Delete${type.kind}Policy`]: remove(type),
  [`List${type.kind}Policies`]: list(type),
});

const put = (type: EntityType): Operation<Input, void> => ({
  takes: [type.member, "PolicyName", "PolicyDocument"],
  constraints: {
    [type.member]: type.constraint,
    PolicyName: policyName,
    PolicyDocument: policyDocument,
  },
  requires: (input, call) => [writing(type, `iam:Put${type.kind}Policy`, input, call)],

  handle(input, call) {
    const { store } = call.account;
    const { PolicyName = "", PolicyDocument = "" } = input;
    const entity = existing(type, call, input[type.member] ?? "");
    requirePolicy(PolicyDocument, "identity", call.account, { quota: Number.POSITIVE_INFINITY });
    const documents = inlinePolicies(store, entity.id).set(PolicyName, PolicyDocument);
    const size = [...documents.values()].reduce((sum, document) => sum + policySize(document, "identity"), 0);
    if (size > type.inlineQuota) {
      throw new AwsError(
        "LimitExceeded",
        `Maximum policy size of ${type.inlineQuota} bytes exceeded for ${type.kind.toLowerCase()} ${entity.name}`,
      );
    }
    putInlinePolicy(store, entity.id, PolicyName, PolicyDocument);
  },
});

const get = (type: EntityType): Operation<Input, object> => ({
  takes: [type.member, "PolicyName"],
  constraints: { [type.member]: type.constraint, PolicyName: policyName },
  requires: (input, call) => [onEntity(type, `iam:Get${type.kind}Policy`, input[type.member] ?? "", call)],

  /** The document is URL-encoded (RFC 3986), as the API promises. */
  handle(input, call) {
    const { PolicyName = "" } = input;
    const entity = existing(type, call, input[type.member] ?? "");
    const document = inlinePolicies(call.account.store, entity.id).get(PolicyName);
    if (document === undefined) throw missing(type, PolicyName);
    return { [type.member]: entity.name, PolicyName, PolicyDocument: encodeURIComponent(document) };
  },
});

const remove = (type: EntityType): Operation<Input, void> => ({
  takes: [type.member, "PolicyName"],
  constraints: { [type.member]: type.constraint, PolicyName: policyName },
  requires: (input, call) => [writing(type, `iam:Delete${type.kind}Policy`, input, call)],

  handle(input, call) {
    const { PolicyName = "" } = input;
    const entity = existing(type, call, input[type.member] ?? "");
    if (!deleteInlinePolicy(call.account.store, entity.id, PolicyName)) throw missing(type, PolicyName);
  },
});

const list = (type: EntityType): Operation<Input, object> => ({
  takes: [type.member, "Marker", "MaxItems"],
  constraints: { [type.member]: type.constraint, ...paging },
  requires: (input, call) => [onEntity(type, `iam:List${type.kind}Policies`, input[type.member] ?? "", call)],

  handle(input, call) {
    const entity = existing(type, call, input[type.member] ?? "");
    const names = [...inlinePolicies(call.account.store, entity.id).keys()];
    const { items, ...rest } = pageOf(names, input, (name) => name);
    return { PolicyNames: items, ...rest };
  },
});

const writing = (type: EntityType, action: string, input: Input, call: Call) =>
  onEntity(
    type,
    action,
    input[type.member] ?? "",
    call,
    boundaryContext(type, input[type.member] ?? "", call),
  );

const missing = ({ kind }: EntityType, name: string): AwsError =>
  new AwsError("NoSuchEntity", `The ${kind.toLowerCase()} policy with name ${name} cannot be found.`);
