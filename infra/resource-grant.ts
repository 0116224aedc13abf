// The option resourceGrants: what the bucket's policy grants to the session of a federated user itself.
import { bucketArn, federatedUserArn, objectArn } from "../policy/arn.ts";
import { parsePolicy } from "../policy/parse-policy.ts";
import { PolicyError } from "../policy/policy-error.ts";
import type { DocumentNames } from "./document-names.ts";
import { matching, requireObject, WrongValue } from "./option-kinds.ts";
import { conditions, fromNetworks, policyDocument } from "./statements.ts";

/** A grant that is limited neither by the session policy nor by the broker's policies. */
export interface ResourceGrant {
  readonly federatedUser: string;
  readonly actions: readonly string[];
  /** The objects, as a pattern of their keys; without it, the grant is on the bucket itself. */
  readonly keys?: string;
}

/** @throws WrongValue for a value that is no grant, or for a statement that S3 would refuse */
export function resourceGrant(value: unknown): ResourceGrant {
  const { federatedUser, actions, keys, ...unknown } = requireObject(value);
  if (Object.keys(unknown).length > 0 || !Array.isArray(actions) || actions.length === 0)
    throw new WrongValue();
  const grant: ResourceGrant = {
    federatedUser: matching(/^[\w+=,.@-]{2,32}$/, federatedUser),
    actions: actions.map((action) => matching(/^s3:[A-Za-z*?]+$/, action)),
    ...(keys !== undefined && { keys: matching(/^[\x21-\x7e]{1,1024}$/, keys) }),
  };
  requireTakenByS3(grant);
  return grant;
}

// The names do not matter: S3 can only refuse actions that do not apply to the bucket or to objects.
function requireTakenByS3(grant: ResourceGrant): void {
  const names = { partition: "aws", accountId: "111122223333", bucketName: "bucket" };
  try {
    parsePolicy(policyDocument([grantStatement(grant, 0, names, [])]), "resource");
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    throw new WrongValue(`holds a grant to ${grant.federatedUser} that S3 would refuse: ${error.detail}`);
  }
}

/** The statement of a grant, the `index`th of its document. */
export function grantStatement(
  { federatedUser, actions, keys }: ResourceGrant,
  index: number,
  { partition, accountId, bucketName }: DocumentNames,
  allowedNetworks: readonly string[],
): object {
  return {
    Sid: `Grant${index + 1}`,
    Effect: "Allow",
    Principal: { AWS: federatedUserArn(accountId, federatedUser, partition) },
    Action: actions,
    Resource: keys === undefined ? bucketArn(bucketName, partition) : objectArn(bucketName, keys, partition),
    ...conditions(fromNetworks(allowedNetworks)),
  };
}
