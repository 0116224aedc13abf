// The entity whose policies are simulated, and all the policies that it has: its own, and a user's groups'.
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html
import { arnName, parseArn } from "../../../policy/arn.ts";
import { defaultDocument } from "../../authorization/identity-policies.ts";
import { AwsError } from "../../aws-error.ts";
import type { Call } from "../../operation.ts";
import { attachedPolicies, permissionsBoundary } from "../../store/attachment.ts";
import { groupsOf } from "../../store/group.ts";
import { inlinePolicies } from "../../store/inline-policy.ts";
import type { Store } from "../../store/store.ts";
import { type Entity, type EntityType, entityTypes, existing, groups } from "../entities/entity.ts";

/** A document and the name under which results refer to it. */
export interface Source {
  readonly id: string;
  readonly document: string;
}

interface PolicySource {
  readonly arn: string;
  readonly type: EntityType;
  readonly name: string;
}

/** @throws AwsError InvalidInput for an ARN that is not a user's, group's or role's, such as a session's. */
export function policySource(arn: string): PolicySource {
  const parsed = parseArn(arn);
  const [kind = "", ...rest] = parsed?.resource.split("/") ?? [];
  const type = entityTypes.find((one) => one.kind.toLowerCase() === kind);
  if (parsed?.service === "iam" && type !== undefined && rest.length > 0)
    return { arn, type, name: arnName(arn) };
  throw new AwsError(
    "InvalidInput",
    `Invalid Entity Arn: ${arn} does not clearly define entity type and name.`,
  );
}

/** @throws AwsError NoSuchEntity when no entity of this account has that ARN, with its name and path. */
function entityOf({ arn, type, name }: PolicySource, { account }: Call): Entity {
  const entity = existing(type, { account }, name);
  if (type.arn(account.id, entity.path, entity.name) === arn) return entity;
  throw new AwsError("NoSuchEntity", `The ${type.kind.toLowerCase()} with name ${name} cannot be found.`);
}

/** @throws AwsError as entityOf. */
export function sourcesOf(source: PolicySource, call: Call): Source[] {
  const { type } = source;
  const { account } = call;
  const entity = entityOf(source, call);
  const own = ownSources(type, entity, account.store);
  if (type.kind !== "User") return own;
  return [
    ...own,
    ...groupsOf(account.store, entity.id).flatMap((group) => ownSources(groups, group, account.store)),
  ];
}

/** The boundary of the entity. */
export function boundaryOf(source: PolicySource, call: Call): Source | undefined {
  const { account } = call;
  const arn = permissionsBoundary(account.store, entityOf(source, call).id);
  const document = arn === undefined ? undefined : defaultDocument(account.store, arn);
  return arn === undefined || document === undefined ? undefined : { id: arnName(arn), document };
}

function ownSources({ kind }: EntityType, { id, name }: Entity, store: Store): Source[] {
  const inline = [...inlinePolicies(store, id)].map(([policy, document]) => ({
    id: `${kind.toLowerCase()}_${name}_${policy}`,
    document,
  }));
  const attached = attachedPolicies(store, id).map((policy) => ({
    id: policy.name,
    document: defaultDocument(store, policy.arn) ?? "",
  }));
  return [...inline, ...attached];
}
