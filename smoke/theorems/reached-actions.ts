// The actions of a row that some policies may allow at all: a long list costs nothing where no policy names its services.

import type { Policy, PolicySet } from "../../policy/compiled/policy.ts";

/** Patterns of actions without those of services that a layer of the policies never allows; at least one is left. */
export function reachedActions(actions: readonly string[], policies: PolicySet): readonly string[] {
  const { identity = [], permissionsBoundary, session, resource } = policies;
  const boundary = permissionsBoundary && [permissionsBoundary];
  const layers = [identity, boundary, session].filter((layer) => layer !== undefined);
  const isReached = (action: string): boolean =>
    (resource !== undefined && allows([resource], action)) || layers.every((layer) => allows(layer, action));
  const reached = actions.filter(isReached);
  return reached.length === 0 ? actions.slice(0, 1) : reached;
}

// A bucket's policy may also add to identity policies, within the other layers: it then allows the service itself.
const allows = (layer: readonly Policy[], action: string): boolean =>
  layer.some(({ statements }) =>
    statements.some(
      ({ effect, action: { negated, values } }) =>
        effect === "Allow" &&
        (negated || values.some((pattern) => mayMeet(serviceOf(pattern), serviceOf(action)))),
    ),
  );

// A service is written out wherever the name of an action follows it.
const serviceOf = (pattern: string): string => pattern.split(":")[0]?.toLowerCase() ?? "";

const mayMeet = (one: string, other: string): boolean => one === other || /[*?]/.test(one + other);
