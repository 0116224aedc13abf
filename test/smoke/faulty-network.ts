// A network between the suite and AWS that can be broken: it hands on what it is sent, or does what the fault says.
import {
  createServer,
  type IncomingMessage,
  request as open,
  type Server,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";

/** What came in, and how to answer it. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly body: string;
  /** The service that is called: S3's calls name no action in a body, and are signed for s3. */
  readonly service: "s3" | "other";
  /** Asks AWS. */
  forward(headers?: IncomingMessage["headers"]): Promise<Answer>;
  /** From 0 to 1, without 1; the same numbers in each run. */
  random(): number;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly body: Buffer;
}

export type Fault = (exchange: Exchange) => Promise<void> | void;

/** Stands before `upstream` with that fault until it is closed. */
export async function openNetwork(
  upstream: string,
  fault: Fault,
): Promise<{ endpoint: string; close(): void }> {
  const random = numbers(7);
  const server: Server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const forward = (headers = request.headers) => ask(upstream, request, Buffer.concat(chunks), headers);
    const service = /\/s3\/aws4_request/.test(request.headers.authorization ?? "") ? "s3" : "other";
    const body = Buffer.concat(chunks).toString();
    await fault({ request, response, body, service, forward, random });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function ask(
  upstream: string,
  { method, url }: IncomingMessage,
  body: Buffer,
  headers: IncomingMessage["headers"],
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = open(new URL(url ?? "/", upstream), { method, headers }, async (answer) => {
      const chunks: Buffer[] = [];
      for await (const chunk of answer) chunks.push(chunk as Buffer);
      resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks) });
    });
    asked.on("error", reject).end(body);
  });
}

// A linear congruential generator, so that random choices are the same in each run.
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state / 2 ** 31;
  };
}
