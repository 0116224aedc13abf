// Serves the provider "aws" to Pulumi's engine, from inside this process.
import { logVerbosity, Server, ServerCredentials, setLogVerbosity } from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import type { AwsTarget } from "../clients.ts";
import { trackAttachments } from "./attachments.ts";
import { providerService } from "./provider-service.ts";

/** A provider that runs. */
export interface ServedProvider {
  /** On 127.0.0.1; the engine attaches to it with `PULUMI_DEBUG_PROVIDERS=aws:PORT`. */
  readonly port: number;
  /** Ends what is under way, and frees the port. */
  close(): Promise<void>;
}

/**
 * Starts the provider and waits until it answers. It deploys to the endpoint given, in that region and with those
 * credentials, unless a stack configures others.
 *
 * @param port 0, the default, takes any free port
 * @throws Error with node:net's code, such as EADDRINUSE, when the port cannot be had
 */
export async function serveProvider(loopback: AwsTarget, port = 0): Promise<ServedProvider> {
  setLogVerbosity(logVerbosity.NONE); // what it would print is thrown
  const attachments = trackAttachments();
  const server = new Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
  server.addService(ResourceProviderService, providerService(loopback, attachments));
  const bound = await bind(server, port);
  return {
    port: bound,
    async close() {
      server.forceShutdown();
      attachments.close();
    },
  };
}

async function bind(server: Server, port: number): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  server.bindAsync(`127.0.0.1:${port}`, ServerCredentials.createInsecure(), (error, taken) =>
    error === null ? resolve(taken) : reject(error),
  );
  try {
    return await promise;
  } catch (error) {
    server.forceShutdown();
    // The library tells the code within its message alone.
    const code = /\b(EADDRINUSE|EACCES)\b/.exec(String(error))?.[1];
    throw Object.assign(new Error(`the provider's port ${port} cannot be had`, { cause: error }), { code });
  }
}
