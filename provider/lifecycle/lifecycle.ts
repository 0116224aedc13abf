// The life of one resource, with or without the engine: adds what all types have in common to the type's file.
import type { Clients } from "../aws/clients.ts";
import type { Properties } from "../properties/properties.ts";
import { propertyName, readShape } from "../properties/shape.ts";
import type { Tags } from "../properties/tags.ts";
import { alike } from "./differences.ts";
import { HalfDone } from "./half-done.ts";
import { changedState, isRegional, sent, shared, withDefaults } from "./planned-state.ts";
import type { Created, Existing, ResourceType } from "./resource-type.ts";

/**
 * Creates the resource; never takes over an existing one.
 *
 * @throws HalfDone, with the whole state, for a resource that exists but not as it should be
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
    if (!(error instanceof HalfDone)) throw error;
    const { id, state } = existing(error.created);
    throw new HalfDone({ id, outputs: state }, error);
  }
}

/** Gives the current state, or undefined when the resource does not exist. */
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
  // A value with the same meaning stays as the program spelled it, or stays left out.
  for (const [property, shape] of Object.entries(type.properties)) {
    const name = propertyName(property);
    if (alike(shape, state[name], read[name])) read[name] = state[name];
  }
  return read;
}

/**
 * Makes the resource as the inputs say.
 *
 * @throws HalfDone, with the current state, when it fails: some of its calls may have succeeded
 */
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
  const wanted = changedState(type, clients, state, inputs);
  try {
    const outputs = await type.update(regional(clients, state), complete, {
      id,
      state: before,
      changed: all,
    });
    return { ...wanted, ...outputs };
  } catch (error) {
    // Under the new name, or still under the old one.
    for (const known of [wanted, state]) {
      const outputs = await readResource(type, clients, { id, state: known }).catch(() => undefined);
      if (outputs !== undefined) throw new HalfDone({ id, outputs }, error);
    }
    throw error;
  }
}

/** Deletes the resource; it is no error if it does not exist. */
export async function deleteResource(
  type: ResourceType,
  clients: Clients,
  existing: Existing,
): Promise<void> {
  await type.delete(regional(clients, existing.state), existing);
}

/** The clients for a resource's own region. */
const regional = (clients: Clients, { region }: Properties): Clients =>
  typeof region === "string" && region !== clients.region ? clients.inRegion(region) : clients;

/** The tags that are not only default ones. */
function withoutDefaults(all: Tags, defaultTags: Tags, own: Tags): Tags {
  return Object.fromEntries(
    Object.entries(all).filter(([key, value]) => defaultTags[key] !== value || own[key] !== undefined),
  );
}
