// Reads the body of a request into memory, and refuses early a body that is too large.
import type { IncomingMessage } from "node:http";
import { AwsError } from "../aws-error.ts";

/** The largest accepted bodies, in bytes: they are held in memory, and forms are parsed. */
const maximumBody = 256 * 1024 * 1024;
const maximumForm = 8 * 1024 * 1024;

const nothing = Buffer.alloc(0);

/**
 * The whole body; `proceed` is called when the sender waits for "100 Continue".
 * @throws AwsError EntityTooLarge above 256 MiB, RequestEntityTooLarge for a form above 8 MiB; an Error of the stream's
 * when the sender is gone.
 */
export async function readBody(message: IncomingMessage, proceed: () => Promise<void>): Promise<Buffer> {
  const { headers } = message;
  const chunked = headers["transfer-encoding"] !== undefined;
  const length = chunked ? Number.NaN : Number(headers["content-length"] ?? 0);
  if (length === 0) {
    message.resume();
    return nothing;
  }
  const form = headers["content-type"]?.toLowerCase().startsWith("application/x-www-form-urlencoded");
  const limit = form ? maximumForm : maximumBody;
  if (length > limit) throw tooLarge(limit);
  if (headers.expect?.toLowerCase() === "100-continue") await proceed();
  return collect(message, limit);
}

function collect(message: IncomingMessage, limit: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const gone = () => reject(new Error("The sender is gone."));
    // It was closed while it waited to be read, so no event will follow.
    if (message.destroyed) return gone();
    const chunks: Buffer[] = [];
    let size = 0;
    message.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limit) return void chunks.push(chunk);
      // The stream stays whole, so that the error can still be answered.
      message.pause();
      reject(tooLarge(limit));
    });
    message.on("end", () => resolve(chunks.length === 1 ? (chunks[0] ?? nothing) : Buffer.concat(chunks)));
    message.on("error", reject);
    // It also closes after its end, and making an error costs a tenth of a request.
    message.on("close", () => {
      if (!message.readableEnded) gone();
    });
  });
}

function tooLarge(limit: number): AwsError {
  return limit === maximumForm
    ? new AwsError("RequestEntityTooLarge", "Request entity too large")
    : new AwsError("EntityTooLarge", "Your proposed upload exceeds the maximum allowed size");
}
