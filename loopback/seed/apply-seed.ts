// Prepares an account with a seed, through the loopback's own operations as its operator: what AWS would refuse is
// refused. Applied again, it changes nothing.
import type { Account } from "../account.ts";
import { applyBucket } from "./apply-bucket.ts";
import { applyGroup, applyPolicy, applyRole, applyUser } from "./apply-identities.ts";
import { applyKey } from "./apply-key.ts";
import { applyEach, asOperator } from "./applying.ts";
import type { Seed } from "./seed.ts";

/** @throws ConfigurationError that names what was refused, with AWS's code and message. */
export function applySeed(seed: Seed, account: Account, endpoint: string): Promise<void> {
  return asOperator(account, endpoint, async (applying) => {
    await applyEach(seed.policies, "policies", (policy) => applyPolicy(policy, applying));
    await applyEach(seed.groups, "groups", (group) => applyGroup(group, seed, applying));
    // Users come before roles, whose trust policies may name them. Both come before the policies of keys and buckets.
    await applyEach(seed.users, "users", (user) => applyUser(user, seed, applying));
    await applyEach(seed.roles, "roles", (role) => applyRole(role, seed, applying));
    await applyEach(seed.keys, "keys", (key) => applyKey(key, applying));
    await applyEach(seed.buckets, "buckets", (bucket) => applyBucket(bucket, applying));
  });
}
