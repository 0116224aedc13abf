// An attached engine: the clients that it has configured, with its own keys.
import { status } from "@grpc/grpc-js";
import type { Clients } from "../aws/clients.ts";
import { ProviderError } from "./provider-error.ts";

/** What one connection has configured: every provider of every stack has a connection of its own. */
export interface Attachment {
  set(clients: Clients): void;
  isConfigured(): boolean;
  /** @throws ProviderError before the engine has configured the provider */
  get(): Clients;
  /** Closes the connections to AWS. */
  close(): void;
}

/** `onSet` is called each time that it is configured. */
export function attachment(onSet: () => void): Attachment {
  let configured: Clients | undefined;
  return {
    set(clients) {
      configured?.destroy();
      configured = clients;
      onSet();
    },
    isConfigured: () => configured !== undefined,
    get() {
      if (configured !== undefined) return configured;
      throw new ProviderError("the provider was asked before it was configured", status.FAILED_PRECONDITION);
    },
    close: () => configured?.destroy(),
  };
}
