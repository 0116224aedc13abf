// Read: what a resource is like now, for a refresh or an import.
import messages from "@pulumi/pulumi/proto/provider_pb.js";
import type { Clients } from "../aws/clients.ts";
import { alike } from "../lifecycle/differences.ts";
import { readResource } from "../lifecycle/lifecycle.ts";
import type { ResourceType } from "../lifecycle/resource-type.ts";
import type { Properties } from "../properties/properties.ts";
import { propertyName } from "../properties/shape.ts";
import { withResource } from "./asked-resource.ts";
import { defaultsKey } from "./check.ts";
import { secretOutputs } from "./secret-outputs.ts";
import { fromStruct, toStruct } from "./structs.ts";
import { conceal, revealProperties, secretNames } from "./wire-values.ts";

export async function read(request: messages.ReadRequest, clients: Clients): Promise<messages.ReadResponse> {
  const [olds, oldInputs] = [fromStruct(request.getProperties()), fromStruct(request.getInputs())];
  return await withResource(request.getUrn(), [olds, oldInputs], "read", async ({ type }) => {
    const id = request.getId();
    const state = await readResource(type, clients, { id, state: revealProperties(olds) });
    const response = new messages.ReadResponse();
    if (state === undefined) return response; // without an id: the resource does not exist
    response.setId(id);
    response.setProperties(toStruct(conceal(state, secretOutputs(type, olds))));
    const isImport = Object.keys(oldInputs).length === 0;
    response.setInputs(
      toStruct(isImport ? importedInputs(type, state) : refreshedInputs(type, state, oldInputs)),
    );
    return response;
  });
}

/** The inputs with which a program would change nothing. */
function importedInputs(type: ResourceType, state: Properties): Properties {
  const said = Object.entries(type.properties)
    .map(([property, shape]) => ({ name: propertyName(property), shape }))
    .filter(({ name, shape }) => !alike(shape, state[name], type.defaults?.[name]))
    .map(({ name }) => [name, state[name]]);
  return { ...conceal(Object.fromEntries(said), new Set(type.secrets)), [defaultsKey]: [] };
}

/** The program's inputs, with their current values. */
function refreshedInputs(type: ResourceType, state: Properties, oldInputs: Properties): Properties {
  const old = revealProperties(oldInputs);
  const inputs: Record<string, unknown> = { ...oldInputs };
  const secret = secretNames(oldInputs);
  for (const [property, shape] of Object.entries(type.properties)) {
    const name = propertyName(property);
    if (old[name] === undefined || alike(shape, old[name], state[name])) continue;
    delete inputs[name];
    Object.assign(inputs, conceal({ [name]: state[name] }, secret));
  }
  return inputs;
}
