// Starts the loopback AWS: STS, IAM and S3 on one port of 127.0.0.1, for one account made for the occasion.
import { randomBytes, randomInt, randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type Account, secretAccessKey, uniqueId } from "./account.ts";
import { answer, type Trace } from "./answer.ts";
import { AwsError } from "./aws-error.ts";
import { type LogLine, logLine } from "./log-line.ts";
import { Store } from "./store/store.ts";
import { readRequest, type WireResponse } from "./wire/wire-request.ts";
import { writeError } from "./wire/write-error.ts";

export interface Loopback {
  /** `http://127.0.0.1:PORT`, for STS, IAM and S3. */
  readonly endpoint: string;
  readonly region: string;
  readonly accountId: string;
  /** The root key of the account, made at random at each start. */
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Ends open connections and frees the port. */
  close(): Promise<void>;
}

export interface LoopbackOptions {
  /** 0, the default, takes any free port. */
  readonly port?: number;
  /** Is given a line for every request answered. */
  readonly log?: (line: LogLine) => void;
  readonly now?: () => Date;
}

/**
 * Starts the loopback and waits until it answers.
 * @throws Error from node:net, such as EADDRINUSE.
 */
export async function startLoopback({
  port = 0,
  log = () => {},
  now = () => new Date(),
}: LoopbackOptions = {}): Promise<Loopback> {
  const account = newAccount(now);
  const server = createServer((message, response) => void serve(message, response, account, log));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
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

function newAccount(now: () => Date): Account {
  const random = (length: number) => randomBytes(length);
  return {
    id: String(randomInt(100_000_000_000, 1_000_000_000_000)),
    partition: "aws",
    region: "us-east-1",
    root: { accessKeyId: uniqueId({ random }, "AKIA"), secretAccessKey: secretAccessKey({ random }) },
    store: new Store(),
    sealingKey: randomBytes(32),
    now,
    random,
  };
}

async function serve(
  message: IncomingMessage,
  response: ServerResponse,
  account: Account,
  log: (line: LogLine) => void,
): Promise<void> {
  const id = randomUUID();
  const trace: Trace = { judgements: [] };
  const time = account.now();
  try {
    const reply = await answer(await readRequest(message, id), account, trace);
    log(logLine(id, time, reply.status, trace));
    send(response, reply);
  } catch (error) {
    // A request that cannot be read: too large, not decodable, or cut off by its sender.
    if (!(error instanceof AwsError)) return void response.destroy();
    const reply = writeError("s3", error, { id, method: message.method ?? "GET" });
    log(logLine(id, time, reply.status, trace));
    send(response.setHeader("connection", "close"), reply);
  }
}

function send(response: ServerResponse, { status, headers, body }: WireResponse): void {
  const length =
    status === 204 || "content-length" in headers ? {} : { "content-length": Buffer.byteLength(body) };
  const all = { ...headers, ...length, server: "federation-broker-loopback" };
  for (const [name, value] of Object.entries(all))
    response.setHeader(name, Buffer.from(String(value)).toString("latin1"));
  response.writeHead(status);
  response.end(body);
}
