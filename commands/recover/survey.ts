// Looks in AWS for the candidates; changes nothing.
import { paginateListAccessKeys } from "@aws-sdk/client-iam";
import { lookAlike } from "./alike.ts";
import type { Candidate, MissingKey, Search } from "./candidates.ts";
import { type Clients, lookups, saysAbsent } from "./lookups.ts";
import type { Existing } from "./plan.ts";

/** @throws AWS's error if a read fails: an unread resource must not count as absent. */
export async function survey(
  clients: Clients,
  { candidates, nameless, missingKeys }: Search,
): Promise<Existing> {
  const seen = await Promise.all(candidates.map((candidate) => exists(clients, candidate)));
  const found = candidates.filter((_, index) => seen[index]);
  return {
    found,
    alike: await lookAlike(clients, nameless),
    keys: await keysOf(clients, missingKeys),
  };
}

async function exists(clients: Clients, { resource, id }: Candidate): Promise<boolean> {
  const lookup = lookups[resource.type];
  if (lookup === undefined) throw new Error(`recovery cannot look for ${resource.type}`);
  try {
    return await lookup(clients, resource.inputs, id);
  } catch (error) {
    if (saysAbsent(error)) return false;
    throw error;
  }
}

async function keysOf({ iam }: Clients, missing: readonly MissingKey[]) {
  const keys = new Map<string, readonly string[]>();
  for (const UserName of new Set(missing.map(({ user }) => user))) {
    const ids: string[] = [];
    try {
      for await (const { AccessKeyMetadata = [] } of paginateListAccessKeys({ client: iam }, { UserName })) {
        ids.push(...AccessKeyMetadata.map(({ AccessKeyId = "" }) => AccessKeyId));
      }
    } catch (error) {
      if (!saysAbsent(error)) throw error;
    }
    keys.set(UserName, ids);
  }
  return keys;
}
