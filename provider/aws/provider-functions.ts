// The functions of @pulumi/aws that a program may call, by their Pulumi names.

import { RefusedError } from "../errors/refused-error.ts";
import type { Properties } from "../properties/properties.ts";
import type { Clients } from "./clients.ts";

type ProviderFunction = (clients: Clients) => Promise<Properties>;

const providerFunctions: ReadonlyMap<string, ProviderFunction> = new Map<string, ProviderFunction>([
  [
    "aws:index/getCallerIdentity:getCallerIdentity",
    async ({ identity }) => {
      const { accountId, arn, userId } = await identity();
      return { id: accountId, accountId, arn, userId };
    },
  ],
  [
    "aws:index/getPartition:getPartition",
    async ({ identity }) => {
      const { partition, dnsSuffix } = await identity();
      const reverseDnsPrefix = dnsSuffix.split(".").toReversed().join(".");
      return { id: partition, partition, dnsSuffix, reverseDnsPrefix };
    },
  ],
  [
    "aws:index/getRegion:getRegion",
    async ({ region }) => ({ id: region, region, name: region, endpoint: `ec2.${region}.amazonaws.com` }),
  ],
]);

/**
 * Answers a function call.
 *
 * @throws RefusedError for a function that is not in the table, and for arguments, which no function takes here
 */
export async function answerFunction(clients: Clients, token: string, args: Properties): Promise<Properties> {
  const providerFunction = providerFunctions.get(token);
  if (providerFunction === undefined) throw new RefusedError("this deployment does not know the function");
  const [argument] = Object.keys(args).filter((name) => args[name] !== undefined && args[name] !== null);
  if (argument !== undefined)
    throw new RefusedError(`the argument "${argument}" is not one that the function takes`);
  return await providerFunction(clients);
}
