// The STS operations that the loopback serves.
import type { AnyOperation } from "../operation.ts";
import { getCallerIdentity } from "./get-caller-identity.ts";
import { getFederationToken } from "./get-federation-token.ts";

export const stsOperations: Readonly<Record<string, AnyOperation>> = {
  GetCallerIdentity: getCallerIdentity,
  GetFederationToken: getFederationToken,
};
