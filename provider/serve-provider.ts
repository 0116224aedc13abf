// Serves the provider "aws" to Pulumi's engine, from inside this process.
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import type { AwsTarget } from "./aws/clients.ts";
import type { ProviderServer } from "./engine/provider-server.ts";

/** A provider that runs. */
export interface ServedProvider {
  /** On 127.0.0.1; the engine attaches to it with `PULUMI_DEBUG_PROVIDERS=aws:PORT`. */
  readonly port: number;
  /** Ends current calls, and frees the port. */
  close(): Promise<void>;
}

/**
 * Starts the provider and waits until its port is bound. It deploys to the endpoint given, in that region and with those
 * credentials, unless a stack configures others. gRPC and the SDK's clients cost a third of the loopback's memory, so
 * they are loaded when an engine first connects.
 *
 * @param port 0, the default, takes any free port
 * @throws Error with node:net's code, such as EADDRINUSE, when the port cannot be used
 */
export async function serveProvider(loopback: AwsTarget, port = 0): Promise<ServedProvider> {
  let server: Promise<ProviderServer> | undefined;
  const listener = createServer(async (connection) => {
    server ??= import("./engine/provider-server.ts").then(({ providerServer }) => providerServer(loopback));
    (await server).serve(connection);
  });
  listener.listen(port, "127.0.0.1");
  await once(listener, "listening");
  return {
    port: (listener.address() as AddressInfo).port,
    async close() {
      const closed = new Promise((resolve) => listener.close(resolve));
      (await server)?.close();
      await closed;
    },
  };
}
