// The gRPC server of the provider "aws", which takes connections that others have accepted.

import type { Socket } from "node:net";
import { logVerbosity, Server, ServerCredentials, setLogVerbosity } from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import type { AwsTarget } from "../aws/clients.ts";
import { trackAttachments } from "./attachments.ts";
import { providerService } from "./provider-service.ts";

/** A server without a port of its own. */
export interface ProviderServer {
  serve(connection: Socket): void;
  /** Ends current calls. */
  close(): void;
}

/** Makes the server of a provider that deploys to `loopback`, unless a stack configures another. */
export function providerServer(loopback: AwsTarget): ProviderServer {
  setLogVerbosity(logVerbosity.NONE); // it would print errors that are also thrown
  const attachments = trackAttachments();
  const server = new Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
  server.addService(ResourceProviderService, providerService(loopback, attachments));
  const injector = server.createConnectionInjector(ServerCredentials.createInsecure());
  return {
    serve: (connection) => injector.injectConnection(connection),
    close() {
      injector.destroy();
      server.forceShutdown();
      attachments.close();
    },
  };
}
