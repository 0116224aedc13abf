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

/** In bytes: more than any configuration, and what the engine itself takes. */
const messageLimits = { unconfigured: 1024 * 1024, configured: 400 * 1024 * 1024 };

/**
 * Serves the engine on `connection`, which deploys to `loopback` with its own keys. No other connection shares them, not
 * even a later one from the same port. `configured` is called each time that it has configured the provider.
 */
export function serveEngine(connection: Socket, loopback: AwsEndpoint, configured: () => void): ServedEngine {
  setLogVerbosity(logVerbosity.NONE); // it would print errors that are also thrown
  const attached = attachment(configured);
  const server = new Server({
    // Read anew at each call.
    get "grpc.max_receive_message_length"() {
      return messageLimits[attached.isConfigured() ? "configured" : "unconfigured"];
    },
    "grpc.max_send_message_length": -1,
  });
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
