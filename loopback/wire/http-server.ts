// The HTTP server: its limits and deadlines, the order of answers on one connection, and its answer to bytes that are
// no request. Pipelined requests are answered one after the other, so that none sees a half-finished one.
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { finished } from "node:stream/promises";
import { AwsError } from "../aws-error.ts";
import type { WireResponse } from "./wire-request.ts";

/** In milliseconds. */
export interface Deadlines {
  /** From a request's first byte to the end of its headers. */
  readonly headers: number;
  /** From a request's first byte to its last. */
  readonly request: number;
  /** How often both deadlines are checked. */
  readonly interval: number;
}

interface Handlers {
  /** Answers a request; settles once its answer is handed over, and never rejects. */
  readonly answer: (message: IncomingMessage, response: ServerResponse) => Promise<void>;
  /** The answer to bytes that are no request. */
  readonly refuse: (error: AwsError) => WireResponse;
}

// An import of node:http would also load fetch and WebSocket: a tenth of a start's time and memory.
const { createServer } = process.getBuiltinModule("node:http");

interface Connection {
  /** The last request on the connection, and its answer. */
  message: IncomingMessage;
  response: ServerResponse;
  /** Settle when every request before the last is answered, and when the last is too. */
  before: Promise<void>;
  answered: Promise<void>;
}

const defaultDeadlines: Deadlines = { headers: 20_000, request: 300_000, interval: 1000 };

/** More than the clients of one machine, and fewer than the files that a process may have open. */
const maxConnections = 1000;

const limits = {
  maxHeaderSize: 16 * 1024,
  /** Longer than clients keep connections open: if the client closes first, no request is lost. */
  keepAliveTimeout: 65_000,
  /** This server says itself, in AWS's form, that a host is missing. */
  requireHostHeader: false,
};

/** A server, not yet listening. */
export function createHttpServer(
  handlers: Handlers,
  { headers, request, interval }: Deadlines = defaultDeadlines,
): Server {
  const connections = new WeakMap<Duplex, Connection>();
  const take = (message: IncomingMessage, response: ServerResponse) => {
    const before = connections.get(message.socket)?.answered ?? Promise.resolve();
    const answered = before.then(() => handlers.answer(message, response));
    connections.set(message.socket, { message, response, before, answered });
  };
  const server = createServer(
    {
      ...limits,
      headersTimeout: headers,
      requestTimeout: request,
      connectionsCheckingInterval: interval,
    },
    take,
  );
  // Headers are limited by size, never dropped by number: a dropped header would not be verified.
  server.maxHeadersCount = 0;
  server.maxConnections = maxConnections;
  // Where no connection can be accepted, as without file descriptors, the others are still served.
  server.on("error", () => {});
  // The code that answers sends "100 Continue" when it wants the body. Other expectations may be ignored.
  server.on("checkContinue", take).on("checkExpectation", take);
  server.on("clientError", (error: NodeJS.ErrnoException, socket) => {
    void refuse(error, socket, connections.get(socket), handlers).catch(() => socket.destroy());
  });
  return server;
}

/** Tells the sender what is wrong once every earlier request has its answer, and closes the connection. */
async function refuse(
  error: NodeJS.ErrnoException,
  socket: Duplex,
  connection: Connection | undefined,
  handlers: Handlers,
): Promise<void> {
  const unfinished = connection !== undefined && !connection.message.complete;
  await (unfinished ? connection.before : connection?.answered);
  // The last request may have been answered before its whole body arrived.
  const hasAnswered = unfinished && connection.response.headersSent;
  if (connection !== undefined && !unfinished && !connection.response.writableFinished)
    await finished(connection.response);
  if (!hasAnswered && error.code !== "ECONNRESET" && socket.writable) {
    const reply = handlers.refuse(refusal(error.code, unfinished));
    await new Promise((resolve) => socket.end(onTheWire(reply), () => resolve(undefined)));
  }
  socket.destroy();
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
function refusal(code: string | undefined, unfinished: boolean): AwsError {
  if (code === "ERR_HTTP_REQUEST_TIMEOUT") {
    return new AwsError(
      "RequestTimeout",
      "Your socket connection to the server was not read from or written to within the timeout period. Idle connections will be closed.",
    );
  }
  if (code === "HPE_HEADER_OVERFLOW") {
    return new AwsError(
      "RequestHeaderSectionTooLarge",
      "Your request header and metadata fields exceed the maximum allowed size.",
    );
  }
  if (code === "HPE_INVALID_EOF_STATE" && unfinished) {
    return new AwsError(
      "IncompleteBody",
      "You did not provide the number of bytes specified by the Content-Length HTTP header",
    );
  }
  return new AwsError("BadRequest", "An error occurred when parsing the HTTP request.");
}

function onTheWire({ status, headers, body }: WireResponse): string {
  const all = { ...headers, "content-length": Buffer.byteLength(body), connection: "close" };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} Bad Request\r\n${lines.join("")}\r\n${body}`;
}
