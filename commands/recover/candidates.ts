// What may exist in AWS but not in the state: found by names in pending operations and in the program.
import { type Account, accessKeyType, autonamed, identities, known } from "./identities.ts";
import type { StackState, StateResource } from "./stack-state.ts";

/** A resource that recovery looks for, under the id that AWS's provider would import it by. */
export interface Candidate {
  readonly resource: StateResource;
  readonly id: string;
  readonly namedBy: "a pending operation" | "the program";
}

/** An access key that is missing: its user's keys show whether it was made. */
export interface MissingKey {
  readonly urn: string;
  readonly user: string;
}

/**
 * A missing resource whose name ends in random digits: the preview chose other digits than the lost creation. The lost
 * resource is still empty, because its contents are made only after the state knows it.
 */
export interface Nameless {
  readonly resource: StateResource;
  /** What comes before the random digits: `federation-bucket-`. */
  readonly prefix: string;
}

export interface Search {
  readonly candidates: readonly Candidate[];
  readonly nameless: readonly Nameless[];
  readonly missingKeys: readonly MissingKey[];
  /** One sentence for each interrupted creation that recovery cannot look for. */
  readonly doubts: readonly string[];
}

/** Types whose creation may be repeated: this makes no second resource. */
const repeatable = new Set([
  "aws:iam/groupMembership:GroupMembership",
  "aws:iam/userGroupMembership:UserGroupMembership",
]);

/**
 * Says what to look for in AWS.
 *
 * @param wanted every resource that the program asks for, with the names that a preview knows
 */
export function candidatesOf(state: StackState, wanted: readonly StateResource[], account: Account): Search {
  const standing = new Set(state.resources.filter((one) => !one.delete).map(({ urn }) => urn));
  const pending = state.pending.filter(({ type }) => type === "creating").map(({ resource }) => resource);
  const pendingUrns = new Set(pending.map(({ urn }) => urn));
  const missing = wanted.filter(({ urn }) => !standing.has(urn) && !pendingUrns.has(urn));
  const named = [
    ...pending.map((resource) => ({ resource, namedBy: "a pending operation" }) as const),
    ...missing.map((resource) => ({ resource, namedBy: "the program" }) as const),
  ].filter(({ resource }) => resource.type.startsWith("aws:"));
  const candidates: Candidate[] = [];
  const nameless: Nameless[] = [];
  const missingKeys: MissingKey[] = [];
  const doubts: string[] = [];
  for (const { resource, namedBy } of named) {
    const { urn, type, inputs } = resource;
    const user = type === accessKeyType ? known(inputs, "user") : undefined;
    const id = identities[type]?.(inputs, account);
    const prefix = namedBy === "the program" ? randomPrefix(resource) : undefined;
    if (user !== undefined) missingKeys.push({ urn, user });
    else if (prefix !== undefined) nameless.push({ resource, prefix });
    else if (id !== undefined) candidates.push({ resource, id, namedBy });
    else if (namedBy === "a pending operation" && !repeatable.has(type)) {
      doubts.push(`Whether ${nameOf(urn)} (${type}) was created is not known: look for it in AWS yourself.`);
    }
  }
  return { candidates, nameless, missingKeys, doubts };
}

/** The prefix of a name that the program leaves to AWS's provider, which then adds digits and lists the property. */
function randomPrefix({ type, inputs }: StateResource): string | undefined {
  const property = autonamed[type] ?? "";
  const defaults = inputs.__defaults;
  if (!Array.isArray(defaults) || !defaults.includes(property)) return undefined;
  return /^(.+-)[0-9a-f]{7}$/.exec(known(inputs, property) ?? "")?.[1];
}

/** The name that the program gives to a resource: the last part of its URN. */
export const nameOf = (urn: string): string => urn.slice(urn.lastIndexOf("::") + 2);
