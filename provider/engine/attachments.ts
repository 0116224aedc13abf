// The attached engines, each with its own configuration: every provider of every stack has one
// connection.
import { status } from "@grpc/grpc-js";
import type { Clients } from "../aws/clients.ts";
import { ProviderError } from "./provider-error.ts";

/** More than the stacks that are deployed at once. Beyond it the oldest is removed, because engines do not detach. */
const maximum = 256;

/** The configuration of each connection, by its peer's address. */
export interface Attachments {
  set(peer: string, clients: Clients): void;
  /** @throws ProviderError for a connection that was not configured */
  get(peer: string): Clients;
  /** Closes all connections to AWS. */
  close(): void;
}

export function trackAttachments(): Attachments {
  const attached = new Map<string, Clients>();
  return {
    set(peer, clients) {
      attached.get(peer)?.destroy();
      attached.delete(peer);
      attached.set(peer, clients);
      for (const [oldest, forgotten] of attached) {
        if (attached.size <= maximum) break;
        forgotten.destroy();
        attached.delete(oldest);
      }
    },
    get(peer) {
      const clients = attached.get(peer);
      if (clients !== undefined) return clients;
      throw new ProviderError("the provider was asked before it was configured", status.FAILED_PRECONDITION);
    },
    close() {
      for (const clients of attached.values()) clients.destroy();
      attached.clear();
    },
  };
}
