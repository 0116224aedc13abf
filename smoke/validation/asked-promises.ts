// Which promises a deployment can be asked about: a stack may have no outside bucket, or no retired key.
import { lackOfNeed, type Need } from "../deployment/needs.ts";
import type { Target } from "../deployment/target.ts";
import type { Promised } from "../promises.ts";
import { lackOfPrincipal } from "../sessions/identity.ts";

const OF_RESOURCES: Readonly<Record<string, Need>> = {
  "the outside bucket": "an outside bucket",
  "a key outside": "an outside bucket",
  "a granted key": "a grant on keys",
};

interface AskedPromises {
  readonly asked: readonly Promised[];
  /** The promises about what this deployment does not have. */
  readonly unasked: readonly Promised[];
}

/** A promise about an unknown resource is not left out: it is a mistake in the table. */
export function askedPromises(promises: readonly Promised[], target: Target): AskedPromises {
  const isAsked = (promised: Promised): boolean => lackOf(promised, target) === undefined;
  return { asked: promises.filter(isAsked), unasked: promises.filter((promised) => !isAsked(promised)) };
}

/** Why a deployment cannot be asked, in words that end a sentence; undefined when it can. */
export const lackOf = (
  { principal, resource }: Pick<Promised, "principal" | "resource">,
  target: Target,
): string | undefined => lackOfPrincipal(principal, target) ?? lackOfResource(resource, target);

function lackOfResource(resource: string, target: Target): string | undefined {
  const need = OF_RESOURCES[resource];
  return need === undefined ? undefined : lackOfNeed(need, target);
}

/** Whether a deployment has the resource of that name. */
export const isThere = (resource: string, target: Target): boolean =>
  lackOfResource(resource, target) === undefined;
