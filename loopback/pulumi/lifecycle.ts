// The life of one resource, whoever asks for it: what every type has in common is added to what its file says.
import { allTags } from "./all-tags.ts";
import type { Clients } from "./clients.ts";
import { alike } from "./differences.ts";
import { PartlyCreated } from "./partly-created.ts";
import type { Created, Existing, Properties, ResourceType } from "./resource-type.ts";
import { propertyName, readShape } from "./shape.ts";
import type { Tags } from "./tags.ts";
import { unknown } from "./unknown.ts";

/** Gives the inputs with the values of those that were left out. */
export function withDefaults({ defaults = {} }: ResourceType, inputs: Properties): Properties {
  const missing = Object.entries(defaults).filter(([name]) => inputs[name] === undefined);
  return { ...inputs, ...Object.fromEntries(missing) };
}

/** The state that a creation will give, as far as it is known before. */
export function plannedState(type: ResourceType, clients: Clients, inputs: Properties): Properties {
  const computed = (type.computed ?? []).filter((name) => inputs[name] === undefined);
  return {
    ...withDefaults(type, inputs),
    ...shared(type, clients, inputs),
    ...Object.fromEntries(computed.map((name) => [name, unknown])),
  };
}

/**
 * Creates it; never takes over what is there.
 *
 * @throws PartlyCreated, with the whole state, for one that is there but not as it should be
 */
export async function createResource(
  type: ResourceType,
  clients: Clients,
  given: Properties,
): Promise<Existing> {
  const inputs = withDefaults(type, readShape(type.properties, given) as Properties);
  const existing = ({ id, outputs }: Created) => ({
    id,
    state: { ...inputs, ...shared(type, clients, inputs), ...outputs },
  });
  try {
    return existing(await type.create(regional(clients, inputs), sent(type, clients, inputs)));
  } catch (error) {
    if (!(error instanceof PartlyCreated)) throw error;
    const { id, state } = existing(error.created);
    throw new PartlyCreated({ id, outputs: state }, error);
  }
}

/** Gives the state as it is now, or undefined when the resource is gone. */
export async function readResource(
  type: ResourceType,
  clients: Clients,
  { id, state }: Existing,
): Promise<Properties | undefined> {
  const found = await type.read(regional(clients, state), { id, state });
  if (found === undefined) return undefined;
  const read: Record<string, unknown> = {
    ...found,
    ...(isRegional(type) && { region: state.region ?? clients.region }),
  };
  if (type.tagged) {
    const tags = (found.tags ?? {}) as Tags;
    read.tagsAll = tags;
    read.tags = withoutDefaults(tags, clients.defaultTags, (state.tags ?? {}) as Tags);
  }
  if (Object.keys(state).length === 0) return read;
  // What means the same is left as the program spelled it, or left out.
  for (const [property, shape] of Object.entries(type.properties)) {
    const name = propertyName(property);
    if (alike(shape, state[name], read[name])) read[name] = state[name];
  }
  return read;
}

/** The state that a change will give, as far as it is known before. */
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

/** Makes the resource as the inputs say. */
export async function updateResource(
  type: ResourceType,
  clients: Clients,
  { id, state }: Existing,
  inputs: Properties,
  changed: ReadonlySet<string>,
): Promise<Properties> {
  const before = type.tagged ? { ...state, tags: state.tagsAll ?? {} } : state;
  const all = new Set(changed.has("tagsAll") ? [...changed, "tags"] : changed);
  const complete = sent(type, clients, withDefaults(type, inputs));
  const outputs = await type.update(regional(clients, state), complete, { id, state: before, changed: all });
  return { ...changedState(type, clients, state, inputs), ...outputs };
}

/** Deletes it; that it is gone already is no error. */
export async function deleteResource(
  type: ResourceType,
  clients: Clients,
  existing: Existing,
): Promise<void> {
  await type.delete(regional(clients, existing.state), existing);
}

/** The clients for the region that a resource has of its own. */
const regional = (clients: Clients, { region }: Properties): Clients =>
  typeof region === "string" && region !== clients.region ? clients.inRegion(region) : clients;

/** Every input is as given, or gone; what AWS decided stays. */
function changedState(
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

/** The inputs as the type's file gets them: the tags are all that the resource is to have. */
function sent(type: ResourceType, clients: Clients, inputs: Properties): Properties {
  if (!type.tagged) return inputs;
  const tags = allTags(clients.defaultTags, inputs.tags);
  return inputs.tags === undefined && Object.keys(tags).length === 0 ? inputs : { ...inputs, tags };
}

/** The outputs that every type of a kind has. */
function shared(type: ResourceType, clients: Clients, inputs: Properties): Properties {
  return {
    ...(type.tagged && { tagsAll: allTags(clients.defaultTags, inputs.tags) }),
    ...(isRegional(type) && { region: inputs.region ?? clients.region }),
  };
}

const isRegional = ({ inputs }: ResourceType): boolean => inputs.includes("region");

/** The tags that are not there by default alone. */
function withoutDefaults(all: Tags, defaultTags: Tags, own: Tags): Tags {
  return Object.fromEntries(
    Object.entries(all).filter(([key, value]) => defaultTags[key] !== value || own[key] !== undefined),
  );
}
