// Create: makes a resource; at a preview, gives its planned properties.
import messages from "@pulumi/pulumi/proto/provider_pb.js";
import type { Clients } from "../aws/clients.ts";
import { createResource } from "../lifecycle/lifecycle.ts";
import { plannedState } from "../lifecycle/planned-state.ts";
import { withResource } from "./asked-resource.ts";
import { secretOutputs } from "./secret-outputs.ts";
import { fromStruct, toStruct } from "./structs.ts";
import { conceal, revealProperties } from "./wire-values.ts";

export async function create(
  request: messages.CreateRequest,
  clients: Clients,
): Promise<messages.CreateResponse> {
  const wire = fromStruct(request.getProperties());
  return await withResource(request.getUrn(), [wire], "created", async ({ type }) => {
    const inputs = revealProperties(wire);
    const { id, state } = request.getPreview()
      ? { id: "", state: plannedState(type, clients, inputs) }
      : await createResource(type, clients, inputs);
    const response = new messages.CreateResponse();
    response.setId(id);
    response.setProperties(toStruct(conceal(state, secretOutputs(type, wire))));
    return response;
  });
}
