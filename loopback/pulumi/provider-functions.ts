// The functions of @pulumi/aws that a program may call, by their Pulumi names.
import type { Clients } from "./clients.ts";

/** Answers a function call that has no arguments. */
export type ProviderFunction = (clients: Clients) => Promise<Readonly<Record<string, unknown>>>;

const dnsSuffixes: Readonly<Record<string, string>> = { "aws-cn": "amazonaws.com.cn" };

/** Every function that can be called; one that is not here is refused by its name. */
export const providerFunctions: ReadonlyMap<string, ProviderFunction> = new Map<string, ProviderFunction>([
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
      const { partition } = await identity();
      const dnsSuffix = dnsSuffixes[partition] ?? "amazonaws.com";
      return { id: partition, partition, dnsSuffix };
    },
  ],
  ["aws:index/getRegion:getRegion", async ({ region }) => ({ id: region, region, name: region })],
]);
