// Serves the provider "aws" to Pulumi's engine, from inside this process.
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import type { AwsEndpoint } from "./aws/clients.ts";
import type { ServedEngine } from "./engine/serve-engine.ts";
import { type WaitingLimits, waitingConnections } from "./waiting-connections.ts";

/** A provider that runs. */
export interface ServedProvider {
  /** On 127.0.0.1; the engine attaches to it with `PULUMI_DEBUG_PROVIDERS=aws:PORT`. */
  readonly port: number;
  /** Ends current calls, and frees the port. */
  close(): Promise<void>;
}

/**
 * Starts the provider and waits until its port is bound. It deploys to the endpoint and the region given, with the keys
 * that a stack configures, and has none of its own. gRPC and the SDK's clients cost a third of the loopback's memory,
 * so they are loaded when an engine first connects.
 *
 * @param port 0, the default, takes any free port
 * @param limits for connections that have not configured the provider; by default 256, each for 30 seconds
 * @throws Error with node:net's code, such as EADDRINUSE, when the port cannot be used
 */
export async function serveProvider(
  loopback: AwsEndpoint,
  port = 0,
  limits?: WaitingLimits,
): Promise<ServedProvider> {
  const waiting = waitingConnections(limits);
  const engines = new Set<ServedEngine>();
  const listener = createServer(async (connection) => {
    // One that is reset while it waits would end the process.
    connection.on("error", () => {});
    waiting.enter(connection);
    const { serveEngine } = await import("./engine/serve-engine.ts");
    if (connection.destroyed) return;
    const engine = serveEngine(connection, loopback, () => waiting.leave(connection));
    engines.add(engine);
    // Its calls to AWS that are under way go on to their end.
    connection.once("close", () => engines.delete(engine));
  });
  listener.listen(port, "127.0.0.1");
  await once(listener, "listening");
  // Where no connection can be accepted, as without file descriptors, the others are still served.
  listener.on("error", () => {});
  return {
    port: (listener.address() as AddressInfo).port,
    async close() {
      const closed = new Promise((resolve) => listener.close(resolve));
      for (const engine of engines) engine.close();
      await closed;
    },
  };
}
