// The gRPC service that Pulumi's engine asks: each method by its name, with its handler.
import {
  type handleUnaryCall,
  type sendUnaryData,
  status,
  type UntypedServiceImplementation,
} from "@grpc/grpc-js";
import aws from "@pulumi/aws/package.json" with { type: "json" };
import plugin from "@pulumi/pulumi/proto/plugin_pb.js";
import messages from "@pulumi/pulumi/proto/provider_pb.js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import type { AwsEndpoint, Clients } from "../aws/clients.ts";
import type { Attachment } from "./attachment.ts";
import { check } from "./check.ts";
import { checkConfig, configure, configureResponse, diffConfig } from "./configure.ts";
import { create } from "./create.ts";
import { remove } from "./delete.ts";
import { diff } from "./diff.ts";
import { invoke } from "./invoke.ts";
import { ProviderError } from "./provider-error.ts";
import { read } from "./read.ts";
import { schema } from "./schema.ts";
import { update } from "./update.ts";

/** The methods. A missing one is unimplemented, which the engine treats as unsupported. */
export function providerService(loopback: AwsEndpoint, attached: Attachment): UntypedServiceImplementation {
  const configured = <Q, A>(work: (request: Q, clients: Clients) => Promise<A>) =>
    unary((request: Q) => work(request, attached.get()));
  return {
    handshake: unary(handshake),
    attach: unary(() => new empty.Empty()),
    getPluginInfo: unary(pluginInfo),
    getSchema: unary(getSchema),
    checkConfig: unary((request: messages.CheckRequest) => checkConfig(request, loopback)),
    diffConfig: unary(diffConfig),
    configure: unary(async (request: messages.ConfigureRequest) => {
      attached.set(await configure(request, loopback));
      return configureResponse();
    }),
    check: configured(check),
    diff: configured(diff),
    create: configured(create),
    read: configured(read),
    update: configured(update),
    delete: configured(remove),
    invoke: configured(invoke),
    cancel: unary(() => new empty.Empty()),
  };
}

/** The engine warns of a provider older than the program's @pulumi/aws. */
function pluginInfo(): plugin.PluginInfo {
  const response = new plugin.PluginInfo();
  response.setVersion(aws.version);
  return response;
}

function getSchema(): messages.GetSchemaResponse {
  const response = new messages.GetSchemaResponse();
  response.setSchema(schema(aws.version));
  return response;
}

function handshake(): messages.ProviderHandshakeResponse {
  const response = new messages.ProviderHandshakeResponse();
  response.setAcceptSecrets(true);
  response.setSupportsAutonamingConfiguration(true);
  return response;
}

function unary<Q, A>(work: (request: Q) => A | Promise<A>): handleUnaryCall<Q, A> {
  return (call, callback) => {
    void answer(() => work(call.request), callback);
  };
}

async function answer<A>(work: () => A | Promise<A>, callback: sendUnaryData<A>): Promise<void> {
  try {
    callback(null, await work());
  } catch (error) {
    const { message, code, metadata } = error instanceof ProviderError ? error : defect(error);
    callback({ code, details: message, ...(metadata && { metadata }) });
  }
}

/** An unexpected error is this provider's own mistake. */
const defect = (error: unknown) =>
  new ProviderError(`the provider failed: ${String(error)}`, status.INTERNAL);
