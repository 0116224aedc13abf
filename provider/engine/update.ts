// Update: changes a resource's properties; at a preview, gives the planned ones.
import messages from "@pulumi/pulumi/proto/provider_pb.js";
import type { Clients } from "../aws/clients.ts";
import { differences } from "../lifecycle/differences.ts";
import { updateResource } from "../lifecycle/lifecycle.ts";
import { plannedChange } from "../lifecycle/planned-state.ts";
import { withResource } from "./asked-resource.ts";
import { propertyOf } from "./diff.ts";
import { ignores } from "./ignores.ts";
import { secretOutputs } from "./secret-outputs.ts";
import { fromStruct, toStruct } from "./structs.ts";
import { conceal, revealProperties } from "./wire-values.ts";

export async function update(
  request: messages.UpdateRequest,
  clients: Clients,
): Promise<messages.UpdateResponse> {
  const [olds, news] = [fromStruct(request.getOlds()), fromStruct(request.getNews())];
  return await withResource(request.getUrn(), [olds, news], "updated", async ({ type }) => {
    const state = revealProperties(olds);
    const inputs: Record<string, unknown> = revealProperties(news);
    const changed = new Set<string>();
    const ignored = new Set<string>();
    for (const { path } of differences(type, clients, state, inputs)) {
      (ignores(request.getIgnorechangesList(), path) ? ignored : changed).add(propertyOf(path));
    }
    for (const name of ignored) if (!changed.has(name)) inputs[name] = state[name];
    const after = request.getPreview()
      ? plannedChange(type, clients, state, inputs, changed)
      : await updateResource(type, clients, { id: request.getId(), state }, inputs, changed);
    const response = new messages.UpdateResponse();
    response.setProperties(toStruct(conceal(after, secretOutputs(type, news))));
    return response;
  });
}
