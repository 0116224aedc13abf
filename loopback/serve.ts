// Serves one HTTP message: reads it, has it answered, logs it, sends the answer. Whatever happens, there is an answer
// with a request id, or a closed connection where no one listens any more.
import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Account } from "./account.ts";
import { type Accounts, answer, type Trace } from "./answer.ts";
import { AwsError } from "./aws-error.ts";
import { answerFederation, isFederation } from "./federation/answer-federation.ts";
import { judgeHead, unproved } from "./judge-head.ts";
import { type LogLine, logLine } from "./log-line.ts";
import { inJson } from "./wire/json-error.ts";
import type { Reception } from "./wire/read-body.ts";
import { maximumJson } from "./wire/read-json-input.ts";
import { isForKms, scopedService } from "./wire/route-request.ts";
import { readRequest, type WireRequest, type WireResponse } from "./wire/wire-request.ts";
import { writeError } from "./wire/write-error.ts";

export type Log = (line: LogLine) => void;

/** Answers a message; never rejects. */
export async function serve(
  message: IncomingMessage,
  response: ServerResponse,
  accounts: Accounts,
  log: Log,
): Promise<void> {
  const id = randomUUID();
  const trace: Trace = { judgements: [] };
  const time = accounts.account.now();
  try {
    const reception: Reception<WireRequest> = {
      most: (head) => (isForKms(head) ? maximumJson : undefined),
      async judge(head) {
        const judgement = isFederation(head) ? unproved : await judgeHead(head, accounts, trace);
        // The whole request is judged anew.
        trace.judgements = [];
        return judgement;
      },
      proceed: () => response.writeContinue(),
      folder: accounts.folder,
    };
    const reply = await readRequest(message, id, reception, async (request) =>
      isFederation(request)
        ? answerFederation(request, accounts.seen, trace)
        : await answer(request, accounts, trace),
    );
    send(response, reply);
    log(logLine(id, time, reply.status, trace));
  } catch (error) {
    // A request that cannot be read: too large, not decodable, or cut off by its sender.
    const refused = error instanceof AwsError ? error : unsendable(error);
    if (refused === undefined) return void response.destroy();
    const service = scopedService(message.headers.authorization) ?? "s3";
    trace.error = service === "kms" ? inJson(refused) : refused;
    const reply = writeError(service, refused, { id, method: message.method ?? "GET" });
    // The rest of its body could be mistaken for another request.
    send(response, { ...reply, headers: { ...reply.headers, connection: "close" } });
    log(logLine(id, time, reply.status, trace));
  }
}

/** Header values that a request asks for but HTTP cannot carry, as in `response-content-type=%0A`. */
function unsendable(error: unknown): AwsError | undefined {
  if (!(error instanceof TypeError && "code" in error && error.code === "ERR_INVALID_CHAR")) return undefined;
  return new AwsError("InvalidArgument", "Header value cannot be represented using ISO-8859-1.");
}

/** The answer to bytes that are no request, logged. */
export function refuse(error: AwsError, account: Account, log: Log): WireResponse {
  const id = randomUUID();
  const reply = writeError("s3", error, { id, method: "GET" });
  log(logLine(id, account.now(), reply.status, { judgements: [], error }));
  return reply;
}

const bodiless = new Set([204, 304]);

function send(response: ServerResponse, { status, headers, body }: WireResponse): void {
  const all: Record<string, string | number> = { server: "federation-broker-loopback" };
  for (const name in headers) if (name !== "content-length") all[name] = latin1(headers[name] ?? "");
  // Comes after all other headers: once Node knows a length, it reads the bytes of a Content-Disposition as UTF-8 and
  // cuts each character to one byte, which can be the end of a line.
  const length = headers["content-length"] ?? (bodiless.has(status) ? undefined : Buffer.byteLength(body));
  if (length !== undefined) all["content-length"] = length;
  response.writeHead(status, all);
  response.end(body);
}

/** Node sends a byte for each character; AWS sends UTF-8. */
function latin1(text: string): string {
  for (let at = 0; at < text.length; at++)
    if (text.charCodeAt(at) > 127) return Buffer.from(text).toString("latin1");
  return text;
}
