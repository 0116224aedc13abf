// What policy documents are put together from.
import { bucketArn, federatedUserArn, objectArn } from "../policy/arn.ts";
import type { DocumentNames } from "./policy-documents.ts";
import type { ResourceGrant } from "./resource-grant.ts";

/** A policy document of these statements, as JSON text. */
export const policyDocument = (statements: readonly object[]): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });

/** The condition on where a request comes from; none, where there are no networks. */
export const fromNetworks = (networks: readonly string[]): object =>
  networks.length === 0 ? {} : { IpAddress: { "aws:SourceIp": networks } };

/** The element Condition, unless it would be empty. */
export const conditions = (operators: object): object =>
  Object.keys(operators).length === 0 ? {} : { Condition: operators };

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
