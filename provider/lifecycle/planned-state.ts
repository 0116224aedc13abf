// The state of a resource as far as it is known before any call to AWS: adds what all types have in common to a type's
// file.

import type { Clients } from "../aws/clients.ts";
import { allTags } from "../properties/all-tags.ts";
import type { Properties } from "../properties/properties.ts";
import { unknown } from "../properties/unknown.ts";
import type { ResourceType } from "./resource-type.ts";

/** Gives the inputs, with defaults for those that were left out. */
export function withDefaults({ defaults = {} }: ResourceType, inputs: Properties): Properties {
  const missing = Object.entries(defaults).filter(([name]) => inputs[name] === undefined);
  return { ...inputs, ...Object.fromEntries(missing) };
}

/** The state after a creation, as far as it is known before. */
export function plannedState(type: ResourceType, clients: Clients, inputs: Properties): Properties {
  const computed = (type.computed ?? []).filter((name) => inputs[name] === undefined);
  return {
    ...withDefaults(type, inputs),
    ...shared(type, clients, inputs),
    ...Object.fromEntries(computed.map((name) => [name, unknown])),
  };
}

/** The state after a change, as far as it is known before. */
export function plannedChange(
  type: ResourceType,
  clients: Clients,
  state: Properties,
  inputs: Properties,
  changed: ReadonlySet<string>,
): Properties {
  const unsure = Object.entries(type.recomputed ?? {}).filter(([, causes]) =>
    causes.some((name) => changed.has(name)),
  );
  return {
    ...changedState(type, clients, state, inputs),
    ...Object.fromEntries(unsure.map(([name]) => [name, unknown])),
  };
}

/** Every input is as given, or gone; what AWS decided stays. */
export function changedState(
  type: ResourceType,
  clients: Clients,
  state: Properties,
  given: Properties,
): Properties {
  const inputs = withDefaults(type, given);
  const decided = Object.entries(state).filter(
    ([name]) => !type.inputs.includes(name) || (type.kept ?? []).includes(name),
  );
  return { ...Object.fromEntries(decided), ...inputs, ...shared(type, clients, inputs) };
}

/** The inputs for the type's file: with all tags that the resource will have. */
export function sent(type: ResourceType, clients: Clients, inputs: Properties): Properties {
  if (!type.tagged) return inputs;
  const tags = allTags(clients.defaultTags, inputs.tags);
  return inputs.tags === undefined && Object.keys(tags).length === 0 ? inputs : { ...inputs, tags };
}

/** The outputs that every type of a kind has. */
export function shared(type: ResourceType, clients: Clients, inputs: Properties): Properties {
  return {
    ...(type.tagged && { tagsAll: allTags(clients.defaultTags, inputs.tags) }),
    ...(isRegional(type) && { region: inputs.region ?? clients.region }),
  };
}

/** Whether the resource has its own region. */
export const isRegional = ({ inputs }: ResourceType): boolean => inputs.includes("region");
