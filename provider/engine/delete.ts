// Delete: it is no error if the resource no longer exists.
import type messages from "@pulumi/pulumi/proto/provider_pb.js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import type { Clients } from "../aws/clients.ts";
import { deleteResource } from "../lifecycle/lifecycle.ts";
import { withResource } from "./asked-resource.ts";
import { fromStruct } from "./structs.ts";
import { revealProperties } from "./wire-values.ts";

export async function remove(request: messages.DeleteRequest, clients: Clients): Promise<empty.Empty> {
  const olds = fromStruct(request.getProperties());
  return await withResource(request.getUrn(), [olds], "deleted", async ({ type }) => {
    await deleteResource(type, clients, { id: request.getId(), state: revealProperties(olds) });
    return new empty.Empty();
  });
}
