// The parts of policy documents.

/** A policy document of these statements, as JSON text. */
export const policyDocument = (statements: readonly object[]): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });

/** The condition on where a request comes from; empty without networks. */
export const fromNetworks = (networks: readonly string[]): object =>
  networks.length === 0 ? {} : { IpAddress: { "aws:SourceIp": networks } };

/** The element Condition, if it is not empty. */
export const conditions = (operators: object): object =>
  Object.keys(operators).length === 0 ? {} : { Condition: operators };
