// Starts the loopback AWS: STS, IAM, KMS and S3 on one port of 127.0.0.1, for one account.
import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Account, Credentials } from "./account.ts";
import type { Accounts } from "./answer.ts";
import { openAccount } from "./open-account.ts";
import { rateLimit } from "./rate-limit.ts";
import type { Seed } from "./seed/seed.ts";
import { type Log, refuse, serve } from "./serve.ts";
import { DelayedStore } from "./store/delayed-store.ts";
import { createHttpServer, type Deadlines } from "./wire/http-server.ts";

export interface Loopback {
  /** `http://127.0.0.1:PORT`, for STS, IAM, KMS and S3. */
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
  /** Receives a line for every answered request. */
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
  /** In milliseconds: how late changes of IAM become visible to its reads and to authorization; by default at once. */
  readonly iamDelay?: number;
  /** How many requests are answered in a second; by default all. */
  readonly requestsPerSecond?: number;
  /** Prepares the account before the loopback is announced. */
  readonly seed?: Seed;
}

/**
 * Starts the loopback and waits until it answers.
 * @throws Error from node:net, such as EADDRINUSE; ConfigurationError when the state cannot be used.
 */
export async function startLoopback(options: LoopbackOptions = {}): Promise<Loopback> {
  const { port = 0, deadlines, seed, requestsPerSecond } = options;
  const account = openAccount(options);
  const seen = seenAccount(account, options);
  // The seed's writes are not requests, so they are neither logged nor limited.
  let log: Log = () => {};
  let accounts: Accounts = { account, seen, folder: options.state };
  const server = createHttpServer(
    {
      answer: (message, response) => serve(message, response, accounts, (line) => log(line)),
      refuse: (error) => refuse(error, account, (line) => log(line)),
    },
    deadlines,
  );
  const close = () => closeServer(server).then(() => account.store.close());
  try {
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    if (seed !== undefined) await apply(seed, account, endpoint);
    if (seen.store instanceof DelayedStore) seen.store.settle();
    log = options.log ?? log;
    if (requestsPerSecond !== undefined) {
      const limit = rateLimit(requestsPerSecond, () => account.now().getTime());
      accounts = { ...accounts, limit };
    }
    return { endpoint, region: account.region, accountId: account.id, ...account.root, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The SDK's clients write the seed, so they are loaded only for a seed. */
async function apply(seed: Seed, account: Account, endpoint: string): Promise<void> {
  const { applySeed } = await import("./seed/apply-seed.ts");
  await applySeed(seed, account, endpoint);
}

/** The account as clients see it while changes of IAM are not visible yet. */
function seenAccount(account: Account, { iamDelay }: LoopbackOptions): Account {
  if (iamDelay === undefined) return account;
  return { ...account, store: new DelayedStore(account.store, iamDelay, () => account.now().getTime()) };
}

/** Ends open connections, too. */
function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
