// The details for the engine of a half-done resource: the engine keeps it in the state, and tries again.
import { Metadata, status } from "@grpc/grpc-js";
import messages from "@pulumi/pulumi/proto/provider_pb.js";
import statuses from "@pulumi/pulumi/proto/status_pb.js";
import any from "google-protobuf/google/protobuf/any_pb.js";
import type { HalfDone } from "../lifecycle/half-done.ts";
import type { Properties } from "../properties/properties.ts";
import { resourceTypeOf } from "../types/resource-types.ts";
import { secretOutputs } from "./secret-outputs.ts";
import { toStruct } from "./structs.ts";
import { conceal } from "./wire-values.ts";

/**
 * Gives the error's details as gRPC carries them.
 *
 * @param wire the properties of the request: their secrets stay secret
 */
export function halfDone(
  type: string,
  { created }: HalfDone,
  wire: readonly Properties[],
  message: string,
): Metadata {
  const failed = new messages.ErrorResourceInitFailed();
  failed.setId(created.id);
  failed.setProperties(toStruct(conceal(created.outputs, secretOutputs(resourceTypeOf(type), ...wire))));
  failed.setInputs(toStruct(wire.at(-1) ?? {}));
  failed.setReasonsList([message]);
  const detail = new any.Any();
  detail.pack(failed.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
  const answer = new statuses.Status();
  answer.setCode(status.UNKNOWN);
  answer.setMessage(message);
  answer.addDetails(detail);
  const metadata = new Metadata();
  metadata.add("grpc-status-details-bin", Buffer.from(answer.serializeBinary()));
  return metadata;
}
