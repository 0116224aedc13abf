// The heart of recovery: makes a plan from the state, pending operations, the program and what exists in AWS.
import { arnName } from "../../policy/arn.ts";
import { type Candidate, type MissingKey, nameOf, type Search } from "./candidates.ts";
import { type Account, accessKeyType, autonamed, deletable, identities } from "./identities.ts";
import type { PendingOperation, StackState, StateResource } from "./stack-state.ts";

/** What was found in AWS. */
export interface Existing {
  /** Those of the candidates that exist. */
  readonly found: readonly Candidate[];
  /** The empty resources with a name like a lost one's, by the URN of the missing resource. */
  readonly alike: ReadonlyMap<string, readonly string[]>;
  /** The ids of the access keys of each user whose key is missing. */
  readonly keys: ReadonlyMap<string, readonly string[]>;
}

export interface Deletion {
  readonly type: string;
  readonly id: string;
  /** Whose access key it is. */
  readonly user?: string;
}

/** What to do, in this order. */
export interface Plan {
  /** Access keys whose secret nobody has, and half-made doubles of resources in the state. */
  readonly deletions: readonly Deletion[];
  readonly imports: readonly Candidate[];
  /** What a refresh repairs. */
  readonly interrupted: readonly PendingOperation[];
  /** What a person has to decide: one sentence each. */
  readonly doubts: readonly string[];
}

/** Pure: the same situation always gives the same plan. */
export function planRecovery(state: StackState, search: Search, existing: Existing, account: Account): Plan {
  const found = planFound(state, existing.found, account);
  const nameless = planNameless(state, search.nameless, existing.alike);
  const keys = planKeys(state, search.missingKeys, existing);
  return {
    deletions: [...keys.deletions, ...found.deletions],
    imports: [...found.imports, ...nameless.imports],
    interrupted: state.pending,
    doubts: [...search.doubts, ...found.doubts, ...nameless.doubts, ...keys.doubts],
  };
}

/** An existing resource that the stack misses is imported; if the stack has one already, it is a double. */
function planFound({ resources }: StackState, found: readonly Candidate[], account: Account) {
  const imports: Candidate[] = [];
  const deletions: Deletion[] = [];
  const doubts: string[] = [];
  for (const candidate of found) {
    const { resource, id } = candidate;
    const { type, urn } = resource;
    if (resources.some((one) => one.type === type && identityOf(one, account) === id)) continue;
    if (!resources.some((one) => one.urn === urn && !one.delete)) imports.push(candidate);
    else if (deletable.has(type)) deletions.push({ type, id });
    else doubts.push(`${id} (${type}) exists beside the one that the stack has under the same name.`);
  }
  return { imports, deletions, doubts };
}

/** Only the beginning of a name with random digits is known: an empty resource with that beginning is the lost one. */
function planNameless({ resources }: StackState, nameless: Search["nameless"], alike: Existing["alike"]) {
  const imports: Candidate[] = [];
  const doubts: string[] = [];
  for (const { resource } of nameless) {
    const { type, urn } = resource;
    const ids = alike.get(urn) ?? [];
    const unknown = ids.filter((id) => !resources.some((one) => one.type === type && one.id === id));
    const [only, ...others] = unknown;
    if (only !== undefined && others.length === 0) {
      const inputs = { ...resource.inputs, [autonamed[type] ?? ""]: arnName(only) };
      imports.push({ resource: { ...resource, inputs }, id: only, namedBy: "the program" });
    }
    if (others.length > 0) {
      doubts.push(
        `Any of ${unknown.join(", ")} may be ${nameOf(urn)} (${type}), and all are empty: delete those that nobody uses.`,
      );
    }
  }
  return { imports, doubts };
}

/**
 * Keys that the state does not know may be deleted if as many keys are missing: a deployment made them, and their
 * secrets are lost. If there are more, one of them belongs to somebody.
 */
function planKeys(state: StackState, missingKeys: readonly MissingKey[], { keys }: Existing) {
  const kept = new Set(state.resources.filter(({ type }) => type === accessKeyType).map(({ id }) => id));
  const deletions: Deletion[] = [];
  const doubts: string[] = [];
  for (const [user, missing] of Map.groupBy(missingKeys, (key) => key.user)) {
    const unknown = (keys.get(user) ?? []).filter((id) => !kept.has(id));
    if (unknown.length <= missing.length) {
      deletions.push(...unknown.map((id) => ({ type: accessKeyType, id, user })));
    } else {
      doubts.push(
        `The user ${user} has the access keys ${unknown.join(" and ")}, which the stack does not know, but it misses ${missing.map(({ urn }) => nameOf(urn)).join(" and ")} only: delete the one that nobody uses.`,
      );
    }
  }
  return { deletions, doubts };
}

const identityOf = ({ type, inputs }: StateResource, account: Account): string | undefined =>
  identities[type]?.(inputs, account);

/** Whether the only thing to do is to bring the stack up. */
export const isEmpty = ({ deletions, imports, interrupted, doubts }: Plan): boolean =>
  [deletions, imports, interrupted, doubts].every(({ length }) => length === 0);
