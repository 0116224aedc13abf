// Serves one engine: a gRPC server of the provider "aws" for a connection that others have accepted.
import type { Socket } from "node:net";
import { logVerbosity, Server, ServerCredentials, setLogVerbosity } from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import type { AwsEndpoint } from "../aws/clients.ts";
import { attachment } from "./attachment.ts";
import { providerService } from "./provider-service.ts";

/** An engine that is served. */
export interface ServedEngine {
  /** Ends its calls. */
  close(): void;
}

/**
 * Serves the engine on `connection`, which deploys to `loopback` with its own keys. No other connection shares them, not
 * even a later one from the same port.
 */
export function serveEngine(connection: Socket, loopback: AwsEndpoint): ServedEngine {
  setLogVerbosity(logVerbosity.NONE); // it would print errors that are also thrown
  const attached = attachment();
  const server = new Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
  server.addService(ResourceProviderService, providerService(loopback, attached));
  const injector = server.createConnectionInjector(ServerCredentials.createInsecure());
  injector.injectConnection(connection);
  return {
    close() {
      injector.destroy();
      server.forceShutdown();
      attached.close();
    },
  };
}
