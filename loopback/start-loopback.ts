// Starts the loopback AWS: STS, IAM and S3 on one port of 127.0.0.1, for one account.
import type { AddressInfo } from "node:net";
import type { Credentials } from "./account.ts";
import { openAccount } from "./open-account.ts";
import { type Log, refuse, serve } from "./serve.ts";
import { createHttpServer, type Deadlines } from "./wire/http-server.ts";

export interface Loopback {
  /** `http://127.0.0.1:PORT`, for STS, IAM and S3. */
  readonly endpoint: string;
  readonly region: string;
  readonly accountId: string;
  /** The key of the account's root. */
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Ends open connections and frees the port. */
  close(): Promise<void>;
}

export interface LoopbackOptions {
  /** 0, the default, takes any free port. */
  readonly port?: number;
  /** Is given a line for every request answered. */
  readonly log?: Log;
  readonly now?: () => Date;
  readonly deadlines?: Deadlines;
  /** Twelve digits; by default a number at random. */
  readonly accountId?: string;
  /** A region of the partition aws; by default us-east-1. */
  readonly region?: string;
  /** The key of the account's root; by default one made at random. */
  readonly root?: Credentials;
  /** A folder where the state is kept; without it, it is kept in memory and gone at the end. */
  readonly state?: string;
  /** The size in pages of 4 KiB at which the state counts as full. */
  readonly maximumPages?: number;
}

/**
 * Starts the loopback and waits until it answers.
 * @throws Error from node:net, such as EADDRINUSE; ConfigurationError when the state cannot be used.
 */
export async function startLoopback(options: LoopbackOptions = {}): Promise<Loopback> {
  const { port = 0, log = () => {}, deadlines } = options;
  const account = openAccount(options);
  const server = createHttpServer(
    {
      answer: (message, response) => serve(message, response, account, log),
      refuse: (error) => refuse(error, account, log),
    },
    deadlines,
  );
  try {
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(port, "127.0.0.1", resolve);
    });
  } catch (error) {
    account.store.close();
    throw error;
  }
  const { port: bound } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${bound}`,
    region: account.region,
    accountId: account.id,
    ...account.root,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          account.store.close();
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
